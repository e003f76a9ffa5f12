"""The admin: for managers of a corporation, with sign-in and second factor by the same doors as every page."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class KlushuurAdmin(AdminSite):
    site_header = site_title = _("Klushuur")
    index_title = _("Beheer")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """The access middleware has asked for the role and the second factor already."""
        return "manager" in request.actor.roles  # type: ignore[attr-defined]


class KlushuurAdminConfig(AdminConfig):
    default_site = "klushuur.site.KlushuurAdmin"
