"""Where Django's admin looks: the approval queue stands with the cases."""

from agreements.cases import admin

__all__ = ["admin"]
