"""The policy: every version to read; a new one to make, with what changes before it is kept; one that has not begun to withdraw."""

from collections.abc import Callable, Mapping
from typing import Any, TypedDict

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from corporations.admin.lists import ListOnly
from corporations.forms.policy import PolicyForm
from corporations.forms.wording import UNSETTLED, ValueGroup, differences, in_groups
from corporations.models import PolicyVersion, StaffMember
from corporations.services import policy
from corporations.services.people import member_here
from corporations.services.policy import policy_on
from klushuur.ground import clock
from klushuur.ground.abilities import known
from klushuur.ground.accounts import second_factor
from klushuur.ground.http import access

LIST = "admin:corporations_policyversion_changelist"
NEW = "admin:corporations_policyversion_new"
ABILITY = known("edit_policy")
READS_TOO = require_http_methods(["GET", "HEAD", "POST"])  # a page that is opened again leads to where it began


class ShownVersion(TypedDict):
    """A version as the page shows it, with when it holds."""

    version: PolicyVersion
    groups: list[ValueGroup]
    is_now: bool
    is_to_come: bool


@admin.register(PolicyVersion)
class PolicyVersionAdmin(ListOnly):
    ability = ABILITY

    def get_urls(self) -> list[URLPattern]:
        verbs: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "nieuw": ("new", READS_TOO(self.new)),
            "controleren": ("compare", READS_TOO(self.compare)),
            "vastleggen": ("keep", READS_TOO(self.keep)),
            "<int:pk>/intrekken": ("withdraw", require_POST(self.withdraw)),
        }
        own = [
            path(f"{address}/", self.admin_site.admin_view(view), name=f"corporations_policyversion_{name}")
            for address, (name, view) in verbs.items()
        ]
        return own + super().get_urls()

    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        today = clock.today()
        now = policy_on(today)
        context = {"title": _("Beleid"), "versions": [_shown(one, now=now) for one in policy.versions()]}
        return self._page(request, "list", unsettled=UNSETTLED, **context)

    @access(ABILITY)
    def new(self, request: HttpRequest) -> HttpResponse:
        """A copy of the last version to change; or what was typed, come back from the comparison."""
        return self._form(request, _form(request.POST or None))

    @access(ABILITY)
    def compare(self, request: HttpRequest) -> HttpResponse:
        """What would become otherwise; nothing is kept yet."""
        if request.method != "POST":
            return redirect(NEW)
        form = _form(request.POST)
        if not form.is_valid():
            return self._form(request, form)
        booked = policy.postings_of(form.last)
        found = differences(form.last, booked, values=form.values(), booked=form.postings())
        title = _("Verschil met het vorige beleid")
        return self._page(
            request, "compare", form=form, rows=found, title=title, starts_on=form.cleaned_data["starts_on"]
        )

    @access(ABILITY)
    def keep(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect(NEW)
        if not second_factor.was_shown_lately(request):
            return second_factor.ask_again(request)
        form = _form(request.POST)
        if not form.is_valid():
            return self._form(request, form)
        try:
            made = policy.make_version(form.values(), form.postings(), after=form.last.number, by=_member(request))
        except policy.Outdated:
            messages.warning(
                request, _("Iemand heeft net een ander beleid gemaakt. Hieronder ziet u hoe het nu staat.")
            )
        else:
            messages.success(request, _("Beleid %(number)s is vastgelegd.") % {"number": made.number})
        return redirect(LIST)

    @access(ABILITY)
    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not second_factor.was_shown_lately(request):
            return second_factor.ask_again(request)
        version: Any = get_object_or_404(self.get_queryset(request), pk=pk)
        try:
            policy.withdraw(version, by=_member(request))
        except policy.HasStarted:
            messages.warning(request, _("Dit beleid is al begonnen. Het kan niet meer weg; maak een nieuw beleid."))
        except policy.InUse:
            messages.warning(request, _("Er is al een aanbod of een aanvraag met dit beleid. Het kan niet meer weg."))
        else:
            messages.success(request, _("Beleid %(number)s is ingetrokken.") % {"number": version.number})
        return redirect(LIST)

    def _form(self, request: HttpRequest, form: PolicyForm) -> HttpResponse:
        return self._page(request, "form", form=form, unsettled=UNSETTLED, title=_("Nieuw beleid"))

    def _page(self, request: HttpRequest, name: str, **context: object) -> HttpResponse:
        shared = self.admin_site.each_context(request)
        return TemplateResponse(request, f"admin/corporations/policy_{name}.html", {**shared, **context})


def _form(data: Mapping[str, object] | None) -> PolicyForm:
    last = policy.last_version()
    return PolicyForm(data, last=last, booked=policy.postings_of(last), today=clock.today())


def _shown(version: PolicyVersion, *, now: PolicyVersion) -> ShownVersion:
    return {
        "version": version,
        "groups": in_groups(version, policy.postings_of(version)),
        "is_now": version.pk == now.pk,
        "is_to_come": version.starts_on > clock.today(),
    }


def _member(request: HttpRequest) -> StaffMember:
    return member_here(request.actor)  # type: ignore[attr-defined]
