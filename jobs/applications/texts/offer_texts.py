"""What the pages of an offer show, in words and figures."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NotRequired, TypedDict

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corporations.figures import value_table
from corporations.figures.business_panel import BusinessPanel, panel
from corporations.money import business_case
from corporations.money.forms import form_of
from jobs.applications.forms.applications import ChoicesForm
from jobs.applications.models import Application, ApplicationChoice
from jobs.applications.rules.service_clock import service_clock
from jobs.offers.models import JobKind, Offer
from jobs.offers.rules.conditions import Condition
from klushuur.ground.amounts.amounts import euro
from tenants.models import Level
from tenants.services.profiles import skill_types


class Reason(TypedDict):
    """A condition as a page shows it. met: None when it is not known yet. todo: what to do about it."""

    text: object
    met: bool | None
    todo: NotRequired[object]


class WayStep(TypedDict):
    """A step on the way. state: `now` for the one that is to do."""

    label: str
    note: str
    state: NotRequired[str]


class Option(TypedDict):
    """One of the choices for a part: its code, and its name in the reader's language."""

    value: str
    label: str


class Element(TypedDict):
    """A part in the sentence under the picture: the one value that it has, or what can be chosen."""

    label: str
    name: str
    value: NotRequired[str]
    options: NotRequired[list[Option]]


class Answer(TypedDict):
    """What was asked, and what the tenant said."""

    label: str
    value: str


class AnswerRow(Answer):
    """An answer on the check page. step: the question it belongs to; url: where it can be changed."""

    step: str
    chosen: NotRequired[ApplicationChoice]
    url: NotRequired[str]


class OfferBusiness(BusinessPanel):
    """Of an offer. needs_rent: the policy has forms that are left out, as they depend on the rent of a home."""

    needs_rent: bool


def whole(amount: Decimal) -> str:
    """An amount as on a price tag: without the cents when there are none."""
    return euro(amount).removesuffix(",00").removesuffix(".00")


def price(offer: Offer) -> str:
    """The reward before the survey: about so much, in whole euros."""
    return _("ongeveer %(amount)s") % {"amount": whole(offer.reward.quantize(Decimal(1), ROUND_HALF_UP))}


def facts(offer: Offer) -> list[tuple[str, str]]:
    period = f"{date_format(offer.works_from, 'F')} – {date_format(offer.works_until, 'F')}"
    last_day = _("aanvragen kan tot en met %(day)s") % {"day": date_format(offer.closes_on, "j F")}
    return [
        (price(offer), _("levert het op")),
        (offer.effort, _("werk, u deelt zelf in")),
        (period, _("als het droog is") if offer.kind == JobKind.PAINTING else _("in deze tijd doet u het werk")),
        (ngettext("%(number)d plek", "%(number)d plekken", offer.capacity) % {"number": offer.capacity}, last_day),
    ]


def reasons(offer: Offer, conditions: list[Condition]) -> list[Reason]:
    """Each condition in the words that hold now: what is so, or what stands in the way."""
    return [{"text": _reason(offer, one), "met": one.is_met} for one in conditions]


def _reason(offer: Offer, condition: Condition) -> object:
    if condition.code == "home" and condition.is_met:
        return _("Uw huis staat in %(complex)s. Daar is deze klus voor.") % {"complex": offer.complex.name}
    return condition.text if condition.is_met else condition.todo


def money_rows(offer: Offer) -> list[value_table.Line]:
    """The calculation, from what is saved to what the tenant gets, in words a tenant knows."""
    return value_table.in_words(offer.money_rows, risk_rate=offer.risk_rate, share=offer.share)


def way(offer: Offer) -> list[WayStep]:
    """How it goes from here, before somebody asked for it."""
    answer_by = service_clock(
        starts_on=offer.closes_on,
        today=offer.closes_on,
        amber_days=offer.policy.amber_days,
        red_days=offer.policy.red_days,
    ).answer_by
    first, last = date_format(offer.works_from, "j F"), date_format(offer.works_until, "j F")
    return [
        {
            "label": _("U vraagt aan"),
            "note": _("kan tot en met %s") % date_format(offer.closes_on, "j F"),
            "state": "now",
        },
        {"label": _("Wij komen bij u kijken"), "note": _("u hoort van ons vóór %s") % date_format(answer_by, "j F")},
        {"label": _("U krijgt ons voorstel en tekent"), "note": _("op uw telefoon")},
        {"label": _("U gaat klussen"), "note": _("van %(first)s tot en met %(last)s") % {"first": first, "last": last}},
        {"label": _("Wij kijken of het goed is"), "note": _("daarna krijgt u het geld")},
    ]


def words(offer: Offer) -> dict[str, str]:
    """What the pages call choosing, for this kind of job."""
    found = {
        JobKind.PAINTING: {"question": _("Welke kleuren kiest u?"), "title": _("Kies uw kleuren")},
        JobKind.INSULATION: {"question": _("Welk materiaal kiest u?"), "title": _("Kies uw materiaal")},
        JobKind.KITCHEN: {"question": _("Welke keuken kiest u?"), "title": _("Kies uw keuken")},
    }
    return found[JobKind(offer.kind)]


def elements(form: ChoicesForm) -> list[Element]:
    """The sentence under the picture: every choice in words, of which the stylesheet shows the checked one."""
    shown: list[Element] = []
    for group in form.groups:
        options: list[Option] = [{"value": code, "label": name} for code, name in form.fields[group.part].choices]  # type: ignore[attr-defined]
        element: Element = {"label": group.get_part_display(), "name": group.part}
        if group.is_fixed:
            element["value"] = options[0]["label"]
        else:
            element["options"] = options
        shown.append(element)
    return shown


def chosen(application: Application) -> list[ApplicationChoice]:
    """What an application chose, part by part."""
    return list(application.choices.all())


def answers(application: Application, *, changes: bool = False) -> list[AnswerRow]:
    """What the tenant answered, row by row; with `changes` each row says where it can be changed."""
    rows: list[AnswerRow] = [
        {"label": one.get_part_display(), "value": one.shown_name, "chosen": one, "step": "keuze"}
        for one in chosen(application)
    ]
    start = date_format(application.start_on, "l j F Y") if application.start_on else ""
    rows += [
        {"label": _("Beginnen"), "value": start, "step": "wanneer"},
        {"label": _("Wie doet het werk"), "value": str(application.get_who_display()), "step": "wie"},
        *(AnswerRow(label=row["label"], value=row["value"], step="ervaring") for row in experience(application)),
        {"label": _("Te bereiken"), "value": application.available_in_words, "step": "tijd"},
        {"label": _("Telefoon"), "value": application.phone, "step": "tijd"},
        {"label": _("Bijzonderheden"), "value": application.remarks, "step": "bijzonderheden"},
    ]
    if changes:
        slug = application.corporation.slug
        for row in rows:
            row["url"] = reverse("application_step", args=[slug, application.pk, row["step"]]) + "?naar=controleren"
    return rows


def experience(application: Application) -> list[Answer]:
    """What the tenant can do, as it was answered for this job: a row a skill, in the reader's language."""
    levels, order = application.skills, application.offer.job_type.skills
    titles = {one.code: one.title for one in skill_types(list(levels))}
    codes = sorted(levels, key=lambda code: order.index(code) if code in order else len(order))
    return [{"label": titles.get(code, code), "value": str(Level(levels[code]).label)} for code in codes]


def business_of(offer: Offer) -> OfferBusiness:
    """What `jobs/_business_case.html` shows of an offer. Of which home is not known yet, so the forms that depend on the rent have no line."""
    policy = offer.policy
    found = business_case.case(**offer.amounts.keywords, reward=offer.reward)
    lines = business_case.costs(
        found, forms=policy.forms, months=policy.discount_months, rent=None, rates=policy.increase_rates
    )
    whole = business_case.together(found, places=offer.capacity, offer_cost=policy.offer_cost)
    needs_rent = any(form_of(form).at_an_increase for form in policy.forms)
    return {**panel(found, lines, source=str(policy), offer=whole), "needs_rent": needs_rent}
