"""Amounts and percentages in a template: {{ amount|euro }}, {{ rate|percent }}."""

from django import template

from klushuur.ground.amounts.amounts import euro, percent

__all__ = ["euro", "percent", "register"]

register = template.Library()
register.filter("euro", euro)
register.filter("percent", percent)
