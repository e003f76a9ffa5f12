"""What the pages of an offer show, in words and figures."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from corporations.figures import value_table
from corporations.figures.business_panel import panel
from corporations.money import business_case
from corporations.money.forms import DISCOUNT, ONE_OFF
from jobs.applications.forms.applications import ChoicesForm
from jobs.applications.models import Application, ApplicationChoice
from jobs.applications.rules.service_clock import service_clock
from jobs.offers.models import JobKind, Offer
from jobs.offers.rules.conditions import Condition
from klushuur.ground.amounts.templatetags.money import euro
from tenants.models import Level
from tenants.services.profiles import skill_types


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
        (_("%(number)d plekken") % {"number": offer.capacity}, last_day),
    ]


def reasons(offer: Offer, conditions: list[Condition]) -> list[dict[str, Any]]:
    """Each condition in the words that hold now: what is so, or what stands in the way."""
    return [{"text": _reason(offer, one), "met": one.is_met} for one in conditions]


def _reason(offer: Offer, condition: Condition) -> object:
    if condition.code == "home" and condition.is_met:
        return _("Uw huis staat in %(complex)s. Daar is deze klus voor.") % {"complex": offer.complex.name}
    return condition.text if condition.is_met else condition.todo


def money_rows(offer: Offer) -> list[dict[str, Any]]:
    """The calculation, from what is saved to what the tenant gets, in words a tenant knows."""
    return value_table.in_words(offer.money_rows, risk_rate=offer.risk_rate, share=offer.share)


def way(offer: Offer) -> list[dict[str, Any]]:
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


def elements(form: ChoicesForm) -> list[dict[str, Any]]:
    """The sentence under the picture: every choice in words, of which the stylesheet shows the checked one."""
    shown = []
    for group in form.groups:
        options = [{"value": code, "label": name} for code, name in form.fields[group.part].choices]  # type: ignore[attr-defined]
        words: dict[str, Any] = {"value": options[0]["label"]} if group.is_fixed else {"options": options}
        shown.append({"label": group.get_part_display(), "name": group.part} | words)
    return shown


def chosen(application: Application) -> list[ApplicationChoice]:
    """What an application chose, part by part."""
    return list(application.choices.all())


def answers(application: Application, *, changes: bool = False) -> list[dict[str, Any]]:
    """What the tenant answered, row by row; with `changes` each row says where it can be changed."""
    rows: list[dict[str, Any]] = [
        {"label": one.get_part_display(), "value": one.shown_name, "chosen": one, "step": "keuze"}
        for one in chosen(application)
    ]
    start = date_format(application.start_on, "l j F Y") if application.start_on else ""
    rows += [
        {"label": _("Beginnen"), "value": start, "step": "wanneer"},
        {"label": _("Wie doet het werk"), "value": str(application.get_who_display()), "step": "wie"},
        *({**row, "step": "ervaring"} for row in experience(application)),
        {"label": _("Te bereiken"), "value": application.available_in_words, "step": "tijd"},
        {"label": _("Telefoon"), "value": application.phone, "step": "tijd"},
        {"label": _("Bijzonderheden"), "value": application.remarks, "step": "bijzonderheden"},
    ]
    if changes:
        slug = application.corporation.slug
        for row in rows:
            row["url"] = reverse("application_step", args=[slug, application.pk, row["step"]]) + "?naar=controleren"
    return rows


def experience(application: Application) -> list[dict[str, str]]:
    """What the tenant can do, as it was answered for this job: a row a skill, in the reader's language."""
    levels, order = application.skills, application.offer.job_type.skills
    titles = {one.code: one.title for one in skill_types(list(levels))}
    codes = sorted(levels, key=lambda code: order.index(code) if code in order else len(order))
    return [{"label": titles.get(code, code), "value": str(Level(levels[code]).label)} for code in codes]


def business_of(offer: Offer) -> dict[str, Any]:
    """What `jobs/_business_case.html` shows of an offer. Of which home is not known yet, so the forms that depend on the rent have no line."""
    policy = offer.policy
    found = business_case.case(**offer.amounts, reward=offer.reward)
    months = policy.discount_months
    forms = [form for form in policy.forms if form != DISCOUNT or months]
    lines = business_case.costs(found, forms=forms, months=months, rent=None, rates=policy.increase_rates)
    whole = business_case.together(found, places=offer.capacity, offer_cost=policy.offer_cost)
    needs_rent = bool(set(policy.forms) - {ONE_OFF, DISCOUNT})
    return panel(found, lines, source=str(policy), offer=whole) | {"needs_rent": needs_rent}
