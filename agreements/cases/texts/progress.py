"""Where a case stands, in words: the card, the timeline and the task list."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.cases.services.progress import TenantCase
from agreements.cases.texts import status_texts
from agreements.cases.texts.status_texts import Told, day
from agreements.contract.statuses import NEVER_SIGNED, AgreementStatus
from jobs.applications.models import Application, ApplicationChoice
from jobs.applications.services.notices import contact_of
from jobs.applications.statuses import BESIDE, STEPS, STOPPED
from klushuur.ground import clock
from klushuur.ground.amounts.amounts import euro


class Card(Told):
    """A case in short. link: to the whole of it."""

    application: Application
    choices: list[ApplicationChoice]
    link: str


@dataclass(frozen=True)
class Step:
    """A line of `parts/timeline.html`. state: done, now or later."""

    label: str
    who: str
    note: str
    state: str


@dataclass(frozen=True)
class Task:
    """A line of `parts/tasks.html`. text, kind: of the tag; url: empty when there is nothing to do now."""

    label: str
    text: str
    note: str = ""
    kind: str = ""
    url: str = ""


def card(case: TenantCase, slug: str) -> Card:
    """A case in short, with the one thing to do next."""
    application = case.application
    return {
        **_told(case, slug),
        "application": application,
        "choices": list(application.choices.all()),
        "link": reverse("application", args=[slug, application.pk]),
    }


def _told(case: TenantCase, slug: str) -> Told:
    """The words of the status, with what to do next."""
    told = status_texts.said(case)
    if status_texts.is_late(case):
        return told | {"note": ""}
    return told | {"note": _note(case)} | _way_back(case, slug) | _next_action(case, slug)


def _note(case: TenantCase) -> str:
    """What comes after the text: the promised answer, or who must sign too."""
    if case.stage in {"review", "answer", "survey"}:
        return _promise(case)
    if case.stage == "place":
        return _("Dat kan tot en met %(day)s.") % {"day": day(case.application.place_until)}
    others = [party.name for party in case.unsigned if party != case.party]
    if case.stage != "others_sign" or not others:
        return ""
    return ngettext(
        "U bent nog niet klaar: uw medehuurder %(names)s moet ook tekenen.",
        "U bent nog niet klaar: uw medehuurders %(names)s moeten ook tekenen.",
        len(others),
    ) % {"names": ", ".join(others)}


def _first_day_to_come(case: TenantCase) -> date | None:
    """The day from which the tenant may work, as long as it is to come."""
    first = case.agreement.works_from if case.stage == "work" and case.agreement else None
    return first if first and clock.today() < first else None


def _way_back(case: TenantCase, slug: str) -> Told:
    """After the last day to sign: ask again while that can be."""
    offer = case.application.offer
    has_expired = case.agreement is not None and case.agreement.status == AgreementStatus.EXPIRED
    if not has_expired or not offer.is_open_on(clock.today()):
        return {}
    return {"url": reverse("offer", args=[slug, offer.pk]), "action": _("Vraag opnieuw aan")}


def _next_action(case: TenantCase, slug: str) -> Told:
    application, agreement = case.application, case.agreement
    here = [slug, application.pk]
    doors = {
        "draft": (reverse("application_step", args=[*here, "controleren"]), _("Ga verder met uw aanvraag")),
        "place": (reverse("application_place", args=here), _("Kies of u de plek wilt")),
        "answer": (_to_thread(case, slug), _("Beantwoord onze vraag")),
    }
    if case.stage in doors:
        url, action = doors[case.stage]
        return {"url": url, "action": action}
    if case.stage == "sign" and agreement:
        chosen, to_choose = ("agreement_read", _("Lees en teken")), ("agreement_reward", _("Kies uw beloning"))
        page, action = chosen if agreement.form else to_choose
        return {"url": reverse(page, args=[slug, agreement.pk]), "action": action}
    if agreement and (found := status_texts.next_action(agreement, slug)):
        return found
    if case.document:
        return {"url": reverse("file", args=[slug, case.document.pk]), "action": _("Download uw overeenkomst (pdf)")}
    return {}


def _to_thread(case: TenantCase, slug: str) -> str:
    return reverse("application", args=[slug, case.application.pk]) + "#vragen"


def timeline(case: TenantCase) -> list[Step]:
    """The whole way: who acts, when, and where the case is now. A stopped case shows how far it came."""
    application, agreement = case.application, case.agreement
    us = contact_of(application).name
    offer = application.offer
    works = (agreement.works_from, agreement.works_until) if agreement else (offer.works_from, offer.works_until)
    steps = [
        (
            "draft",
            _("U vraagt aan"),
            _("U"),
            day(localdate(application.submitted_at) if application.submitted_at else None),
        ),
        ("review", _("Wij bekijken uw aanvraag"), us, _promise(case)),
        ("survey", _("Wij komen bij u kijken"), _("Opzichter"), _visit(case)),
        ("proposal", _("Wij maken een voorstel"), us, ""),
        ("sign", _("U leest en tekent"), _who_signs(case), _last_day_to_sign(case)),
        ("we_sign", _("Wij tekenen ook"), _("Manager"), _("daarna krijgt u de overeenkomst als pdf")),
        (
            "work",
            _("U gaat klussen"),
            _("U"),
            _("van %(first)s tot en met %(last)s") % {"first": day(works[0]), "last": day(works[1])},
        ),
        ("inspection", _("Wij kijken of het goed is"), _("Opzichter"), status_texts.inspection_note(agreement)),
        ("reward", _("U krijgt uw beloning"), us, euro(agreement.reward) if agreement and agreement.offered_at else ""),
    ]
    reached = _reached(case)
    shown = [
        Step(label, who, note, state=_state(stage, reached, is_open=case.is_open)) for stage, label, who, note in steps
    ]
    if case.stage != STOPPED:
        return shown
    return [step for step in shown if step.state == "done"] or shown[:1]


def _reached(case: TenantCase) -> int:
    """The place in STEPS that a case is in, or was in when it stopped."""
    if case.stage != STOPPED:
        return STEPS.index(BESIDE.get(case.stage, case.stage))
    if case.agreement and case.agreement.status not in NEVER_SIGNED:
        return STEPS.index("work")
    if case.agreement and case.agreement.offered_at:
        return STEPS.index("sign")
    if getattr(case.application, "survey", None):
        return STEPS.index("proposal")
    return STEPS.index("review") if case.application.submitted_at else 0


def _state(stage: str, reached: int, *, is_open: bool) -> str:
    place = STEPS.index(stage)
    if place < reached:
        return "done"
    return "now" if place == reached and is_open else "later"


def _promise(case: TenantCase) -> str:
    """The answer that was promised, with its date, while it is to come; or what it waits for."""
    if case.stage == "waiting":
        return _("u staat op de wachtlijst")
    if case.stage not in {"review", "answer", "survey", "proposal"}:
        return ""
    promised = case.application.clock_on(clock.today())
    return _("U hoort uiterlijk %(day)s van ons.") % {"day": day(promised.answer_by)} if promised else ""


def _visit(case: TenantCase) -> str:
    if case.stage == "answer":
        return _("wij wachten eerst op uw antwoord")
    survey = getattr(case.application, "survey", None)
    return day(survey.visited_on) if survey else _("wij maken eerst een afspraak met u")


def _who_signs(case: TenantCase) -> str:
    others = [party.name for party in case.unsigned if party != case.party]
    if case.stage == "others_sign":
        return ", ".join(others)
    return _("U en %(others)s") % {"others": ", ".join(others)} if others else _("U")


def _last_day_to_sign(case: TenantCase) -> str:
    if case.stage not in ("sign", "others_sign") or case.agreement is None:
        return ""
    return _("kan tot en met %s") % day(case.agreement.sign_before)


def tasks(case: TenantCase, slug: str) -> list[Task]:
    """What the tenant has to do in this job, from the first to the last thing."""
    application, agreement = case.application, case.agreement
    reached = _reached(case)
    urls = (
        {}
        if status_texts.is_late(case)
        else {"draft": reverse("application_step", args=[slug, application.pk, "controleren"])}
    )
    if agreement and agreement.offered_at:
        urls["sign"] = reverse("agreement_read", args=[slug, agreement.pk])  # which leads to the choice of a form first
    if agreement and (found := status_texts.next_action(agreement, slug)):
        urls[case.stage] = found["url"]
    asked = [("survey", _("Onze vraag beantwoorden"), "")] if case.stage == "answer" else []
    if asked:
        urls["survey"] = _to_thread(case, slug)
    todo = [
        ("draft", _("Kleuren kiezen en aanvragen"), ""),
        *(asked or [("survey", _("Thuis zijn als wij komen kijken"), _("wij maken eerst een afspraak met u"))]),
        ("sign", _("De overeenkomst lezen en tekenen"), _last_day_to_sign(case)),
        ("work", _("Het werk doen"), application.offer.effort),
        ("inspection", _("Laten zien dat het klaar is"), ""),
    ]
    return [_task(stage, label, note, reached=reached, case=case, urls=urls) for stage, label, note in todo]


def _task(stage: str, label: str, note: str, *, reached: int, case: TenantCase, urls: dict[str, str]) -> Task:
    place = STEPS.index(stage)
    if place < reached or (stage == "sign" and case.stage == "others_sign"):
        return Task(label, _("Gedaan"), kind="good")
    if stage == "work" and (first := _first_day_to_come(case)):
        return Task(label, _("Kan nog niet"), note=_("vanaf %(day)s") % {"day": day(first)})
    if place == reached:
        said = _("Nu doen") if stage in urls else _("Nu")
        return Task(label, said, note=note, kind="wait", url=urls.get(stage, ""))
    return Task(label, _("Kan nog niet"), note=note)
