"""What an installation needs beyond Python packages."""

import ctypes
import sys

from django.core.checks import CheckMessage, Warning, register  # noqa: A004 -- their name

PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")


@register()
def pango_is_installed(**_: object) -> list[CheckMessage]:
    """WeasyPrint loads pango only when the first document is made: say it at the start (on Linux; elsewhere, then)."""
    if sys.platform != "linux" or all(_loads(name) for name in PANGO):
        return []
    hint = "apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    return [Warning("Pango is missing: no documents are made, and their work waits.", hint=hint, id="klushuur.W001")]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
