"""Lists for managers, to read: who works here, and who may approve up to what."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from corporations.models import Mandate, Role, StaffMember
from klushuur.ground.abilities import known, may
from klushuur.ground.amounts.amounts import euro
from klushuur.ground.scope import scope

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ListOnly(admin.ModelAdmin):
    """One page: a table. `columns` gives per heading how a row reads; nothing else opens. ability: what one needs for it."""

    ability: ClassVar[str]
    heading: ClassVar["StrOrPromise"] = ""
    columns: ClassVar[dict["StrOrPromise", Callable[[Any], object]]] = {}
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        return super().get_queryset(request).filter(corporation_id=scope.here())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.actor, self.ability)  # type: ignore[attr-defined]

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.actor, self.ability)  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        rows = [[read(row) for read in self.columns.values()] for row in self.get_queryset(request)]
        context = {
            **self.admin_site.each_context(request),
            "title": self.heading,
            "heads": list(self.columns),
            "rows": rows,
        }
        return TemplateResponse(request, "admin/corporations/list.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: object = None
    ) -> HttpResponse:
        raise PermissionDenied

    def history_view(self, request: HttpRequest, object_id: str, extra_context: object = None) -> HttpResponse:
        raise PermissionDenied


@admin.register(StaffMember)
class StaffMemberAdmin(ListOnly):
    ability = known("see_staff")
    heading = _("Medewerkers")
    ordering = ("name",)
    columns: ClassVar = {
        _("Naam"): lambda row: row.name,
        _("Rollen"): lambda row: ", ".join(str(Role(role).label) for role in row.roles_held),
        _("Telefoon"): lambda row: row.phone,
    }


@admin.register(Mandate)
class MandateAdmin(ListOnly):
    ability = known("see_staff")
    heading = _("Mandaten")
    ordering = ("holder__name", "starts_on")
    columns: ClassVar = {
        _("Naam"): lambda row: row.holder.name,
        _("Tot en met"): lambda row: euro(row.up_to),
        _("Vanaf"): lambda row: row.starts_on,
        _("Tot"): lambda row: row.ends_on or _("geen einde"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        return super().get_queryset(request).select_related("holder")
