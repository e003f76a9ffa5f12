"""The admin: for managers of a corporation, with sign-in and second factor by the same doors as every page."""

from typing import NoReturn

from django.apps import apps
from django.contrib.admin import AdminSite, site
from django.contrib.admin.apps import AdminConfig
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from klushuur.ground.abilities import may


class KlushuurAdmin(AdminSite):
    site_header = site_title = _("Klushuur")
    index_title = _("Beheer")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """The access middleware has asked for the ability and the second factor already."""
        return may(request.actor, "use_admin")  # type: ignore[attr-defined]

    def password_change(self, request: HttpRequest, extra_context: object = None) -> NoReturn:
        """Not here: a password is changed where the second factor is asked again."""
        raise Http404


class KlushuurAdminConfig(AdminConfig):
    default_site = "klushuur.site.KlushuurAdmin"

    def ready(self) -> None:
        """Only our own pages: groups, addresses and second factors are nothing for a manager to look into."""
        super().ready()
        ours = {"corporations", "tenants", "jobs", "agreements"}
        theirs = [
            model for model in apps.get_models() if model._meta.app_label not in ours and site.is_registered(model)
        ]
        site.unregister(theirs)
