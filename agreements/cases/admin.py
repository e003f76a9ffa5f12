"""The approval queue: the stock admin's doors for adding, changing and deleting stay shut; decisions are POST buttons."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypedDict

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from agreements.cases.forms.deciding import AskBackForm, RefusalForm, TermsForm, TextForm
from agreements.cases.services import worklist
from agreements.cases.services.worklist import Signer
from agreements.cases.texts import status_texts
from agreements.contract.actions import ACTIONS
from agreements.contract.forms.choosing import in_words
from agreements.contract.forms.explaining import Benefit, FormRows, benefit_of, rows_of_forms
from agreements.contract.models import (
    Agreement,
    AgreementQuerySet,
    Approval,
    RentRequest,
)
from agreements.contract.services import approving, business, choosing, renewing, rent_requests, signing
from agreements.contract.services.business import CaseBusiness
from agreements.contract.services.renewing import TextDifference
from agreements.work.forms.working import TakeOverForm, TerminateForm
from agreements.work.services import ending
from corporations.figures.value_table import Line, table
from corporations.models import StaffMember
from corporations.services.people import mandate_of, member_here
from jobs.applications.models import Application, Survey
from klushuur.ground import clock
from klushuur.ground.abilities import known, may
from klushuur.ground.accounts import second_factor
from klushuur.ground.accounts.models import User
from klushuur.ground.http import access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus

PAGE = 50
LISTS = {
    "": gettext_lazy("Te beoordelen"),
    "tekenen": gettext_lazy("Te tekenen"),
    "alles": gettext_lazy("Alles"),
}
WHY_NOT = {
    "drafted": gettext_lazy("U hebt dit voorstel zelf gemaakt. Iemand anders moet het beoordelen."),
    "surveyed": gettext_lazy("U hebt zelf de opname gedaan. Iemand anders moet het beoordelen."),
    "lives_in": gettext_lazy("U woont zelf in dit huis. Iemand anders moet het beoordelen."),
    "mandate": gettext_lazy(
        "Het bedrag is hoger dan uw mandaat. Een manager met een hoger mandaat moet het beoordelen."
    ),
}
MOVED_ON = gettext_lazy("Dit kan niet meer: iemand was u voor. Hieronder ziet u hoe het nu staat.")
CHANGED = gettext_lazy("De voorwaarden zijn veranderd nadat u deze bladzijde opende. Lees ze opnieuw en beslis dan.")
Verb = Callable[[Agreement, StaffMember], None]


class QueuePage(TypedDict):
    """`admin/agreements/queue.html`, beside what the admin says on each page. tabs: address, name and number of rows."""

    title: str
    now: str
    tabs: list[tuple[str, Promise, int]]
    rows: Page[Agreement]
    mandate: Decimal


class DecidePage(TypedDict):
    """`admin/agreements/case.html`, beside what the admin says on each page; a form with errors takes the place of its own."""

    title: str
    agreement: Agreement
    application: Application
    survey: Survey | None
    rows: list[Line]
    business: CaseBusiness
    may_freeze: bool
    form_rows: list[FormRows]
    benefit: Benefit | None
    mandate: Decimal
    hindrances: list[Promise]
    others: str
    terms_hold: bool
    requests: Iterable[RentRequest]
    forms: list[str]
    difference: TextDifference | None
    approvals: Iterable[Approval]
    signers: list[Signer]
    awaits_us: bool
    contact: StaffMember
    refusal_form: RefusalForm
    ask_back_form: AskBackForm
    may_take_over: bool
    take_over_form: TakeOverForm
    may_terminate: bool
    terminate_form: TerminateForm
    told: str


@admin.register(Agreement)
class AgreementAdmin(admin.ModelAdmin):
    """The queue and a case in it; what is decided there asks an ability of its own."""

    ability = known("see_case")
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.actor, self.ability)  # type: ignore[attr-defined]

    def has_view_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        return may(request.actor, self.ability)  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> AgreementQuerySet:
        return Agreement.objects.visible_to(_user(request)).with_case()

    def get_urls(self) -> list[URLPattern]:
        verbs = {
            "approve": self.approve,
            "ask_back": self.ask_back,
            "refuse": self.refuse,
            "sign": self.sign,
            "take_over": self.take_over,
            "terminate": self.terminate,
        }
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(require_POST(view)), name=f"agreements_{name}")
            for name, view in verbs.items()
        ]
        return own + super().get_urls()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        raise PermissionDenied  # the journal tells the history, on the case page of the officer

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        _only_read(request)
        lists = self._lists(request)
        asked = request.GET.get("lijst", "")
        now = asked if asked in lists else ""
        member = _member(request)
        page: QueuePage = {
            "title": _("Goedkeuren"),
            "now": now,
            "tabs": [(key, label, lists[key].count) for key, label in LISTS.items()],
            "rows": lists[now].get_page(request.GET.get("pagina")),
            "mandate": mandate_of(member, clock.today()),
        }
        shared = self.admin_site.each_context(request)
        return TemplateResponse(request, "admin/agreements/queue.html", {**shared, **page})

    def _lists(self, request: HttpRequest) -> "dict[str, Paginator[Agreement]]":
        """Each list in pages: who waits longest comes first, and of everything what was made last."""
        found = self.get_queryset(request)
        waiting = {"": found.awaiting_approval(), "tekenen": found.awaiting_the_corporation()}
        lists = {name: rows.order_by("made_at", "pk") for name, rows in waiting.items()}
        lists["alles"] = found.order_by("-made_at", "-pk")
        return {name: Paginator(rows, PAGE) for name, rows in lists.items()}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        _only_read(request)
        return self._case(request, self._find(request, object_id))

    def _find(self, request: HttpRequest, pk: int | str) -> Agreement:
        # an address without a number in it is a page that is not there, and no fault of ours
        return get_object_or_404(self.get_queryset(request), pk=pk if str(pk).isdecimal() else 0)

    def _case(self, request: HttpRequest, agreement: Agreement, **forms: Form) -> HttpResponse:
        """The whole case on one screen; a form with errors comes back in its place."""
        member, application = _member(request), agreement.application
        found = approving.hindrances(agreement, member) if agreement.can("approve") else []
        awaits_us = Agreement.objects.awaiting_the_corporation().filter(pk=agreement.pk).exists()
        page: DecidePage = {
            "title": agreement.reference,
            "agreement": agreement,
            "application": application,
            "survey": getattr(application, "survey", None),
            "rows": table(agreement.quote.rows),
            "business": business.of_case(application, agreement),
            "may_freeze": business.may_freeze_without_end(agreement.quote, by=member),
            "form_rows": rows_of_forms(agreement.quote),
            "benefit": benefit_of(agreement.quote),
            "mandate": mandate_of(member, clock.today()),
            "hindrances": [WHY_NOT[code] for code in found],
            "others": ", ".join(other.name for other in approving.may_approve(agreement)) if found else "",
            "terms_hold": not agreement.can("approve") or approving.terms_hold(agreement),
            "requests": RentRequest.objects.of(agreement),
            "forms": [in_words(option) for option in choosing.options(agreement)],
            "difference": renewing.difference(agreement),
            "approvals": approving.approvals_of(agreement),
            "signers": worklist.signers_of(agreement) if agreement.offered_on else [],
            "awaits_us": awaits_us,
            "contact": application.officer or application.offer.officer,
            "refusal_form": RefusalForm(),
            "ask_back_form": AskBackForm(),
            "may_take_over": agreement.can("take_over_as_manager"),
            "take_over_form": TakeOverForm(auto_id="take_over_%s"),
            "may_terminate": agreement.can("terminate"),
            "terminate_form": TerminateForm(auto_id="terminate_%s"),
            "told": status_texts.told_manager(agreement, awaits_us=awaits_us),
        }
        shared = self.admin_site.each_context(request)
        return TemplateResponse(request, "admin/agreements/case.html", {**shared, **page, **forms})

    @access(ACTIONS["approve"].ability)
    def approve(self, request: HttpRequest, pk: int) -> HttpResponse:
        # what binds the corporation asks the second factor anew after five minutes
        if not second_factor.was_shown_lately(request):
            return second_factor.ask_again(request)
        form = TermsForm(request.POST)
        terms = form.cleaned_data["terms_sha256"] if form.is_valid() else ""
        done = _("Goedgekeurd. De huurder krijgt bericht om te tekenen.")
        return self._decide(request, pk, lambda row, by: approving.approve(row, by=by, terms_sha256=terms), done)

    @access(ACTIONS["ask_back"].ability)
    def ask_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AskBackForm(request.POST)
        if not form.is_valid():
            return self._case(request, self._find(request, pk), ask_back_form=form, form=form)
        question = form.cleaned_data["question"]
        done = _("Uw vraag ligt bij de woonconsulent.")
        return self._decide(request, pk, lambda row, by: approving.ask_back(row, question=question, by=by), done)

    @access(ACTIONS["refuse"].ability)
    def refuse(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RefusalForm(request.POST)
        if not form.is_valid():
            return self._case(request, self._find(request, pk), refusal_form=form, form=form)
        ground = form.cleaned_data["ground"]
        done = _("Afgewezen. De huurder krijgt bericht met de reden.")
        return self._decide(request, pk, lambda row, by: approving.refuse(row, ground=ground, by=by), done)

    @access(ACTIONS["sign_for_us"].ability)
    def sign(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not second_factor.was_shown_lately(request):
            return second_factor.ask_again(request)
        form = TextForm(request.POST)
        text = form.cleaned_data["text_sha256"] if form.is_valid() else ""
        done = _("Getekend. De overeenkomst wordt nu gemaakt; de huurder krijgt een bericht met een link.")
        return self._decide(
            request, pk, lambda row, by: signing.sign_for_corporation(row, by=by, text_sha256=text), done
        )

    @access(ACTIONS["take_over_as_manager"].ability)
    def take_over(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = TakeOverForm(request.POST, auto_id="take_over_%s")
        if not form.is_valid():
            return self._case(request, self._find(request, pk), take_over_form=form, form=form)
        ground = form.cleaned_data["ground"]
        done = _("Wij nemen het werk over. De huurder krijgt bericht.")
        return self._decide(
            request,
            pk,
            lambda row, by: ending.take_over(row, ground=ground, by=by, action="take_over_as_manager"),
            done,
        )

    @access(ACTIONS["terminate"].ability)
    def terminate(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = TerminateForm(request.POST, auto_id="terminate_%s")
        if not form.is_valid():
            return self._case(request, self._find(request, pk), terminate_form=form, form=form)
        ground = form.cleaned_data["ground"]
        done = _("De overeenkomst is beëindigd. De huurder krijgt bericht met de reden.")
        return self._decide(request, pk, lambda row, by: ending.terminate(row, ground=ground, by=by), done)

    def _decide(self, request: HttpRequest, pk: int, verb: Verb, done: str) -> HttpResponse:
        agreement = self._find(request, pk)
        try:
            verb(agreement, _member(request))
        except approving.MayNotApprove as refused:
            messages.error(request, " ".join(str(WHY_NOT[code]) for code in refused.reasons))
        except (approving.TermsChanged, signing.TextChanged):
            messages.error(request, CHANGED)
        except signing.PartiesChanged:
            messages.error(
                request, _("De huurders van deze woning zijn veranderd. Vraag de woonconsulent om een nieuwe versie.")
            )
        except signing.NotWithinMandate:
            messages.error(
                request,
                _("U mag hiervoor niet tekenen: het bedrag is hoger dan uw mandaat, of u woont zelf in dit huis."),
            )
        except rent_requests.RequestMissing:
            messages.error(
                request,
                _("Niemand heeft deze lagere huur schriftelijk gevraagd. Vraag de woonconsulent om een nieuwe versie."),
            )
        except signing.SignatureMissing:
            messages.warning(request, _("Nog niet iedereen heeft getekend. U tekent als laatste."))
        except (IllegalTransition, StaleStatus, signing.AlreadySigned):
            messages.warning(request, MOVED_ON)
        else:
            messages.success(request, done)
        return redirect("admin:agreements_agreement_change", agreement.pk)


def _only_read(request: HttpRequest) -> None:
    """Nothing is written through the stock pages. Raises PermissionDenied."""
    if request.method not in {"GET", "HEAD"}:
        raise PermissionDenied


def _member(request: HttpRequest) -> StaffMember:
    return member_here(request.actor)  # type: ignore[attr-defined]


def _user(request: HttpRequest) -> User:
    """Who is signed in; the admin lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user
