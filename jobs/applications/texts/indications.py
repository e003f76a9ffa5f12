"""What staff may look at beside a case and a tenant never sees: the points of the home, and which form often fits."""

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, TypedDict

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corporations.figures.value_table import Line, table
from corporations.models import Dwelling, HouseType, PolicyVersion
from corporations.money import points, years
from corporations.money.allowance import HOUSEHOLDS, Advice, advice
from corporations.money.forms import form_of
from jobs.applications.forms.points import PointsForm, points_form
from jobs.applications.models import Application
from jobs.applications.texts.offer_texts import Reason
from jobs.offers.rules.calculators import Calculator, calculator_of
from jobs.offers.services.years import figures_for
from jobs.offers.texts.ladder import REASONS
from klushuur.ground import clock
from klushuur.ground.amounts.amounts import euro

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WHEN = {
    "always": gettext_lazy("Bij dit bedrag"),
    "yes": gettext_lazy("De huurder krijgt huurtoeslag"),
    "no": gettext_lazy("De huurder krijgt geen huurtoeslag"),
    "may_move": gettext_lazy("De huurder gaat misschien verhuizen"),
}
NO_POINTS = gettext_lazy(
    "De punten van deze woning staan niet in het portaal, dus wij kunnen niet rekenen. Vraag uw beheerder om ze in te lezen."
)
NOT_SELF_CONTAINED = gettext_lazy(
    "Deze woning is niet zelfstandig. Daarvoor gelden andere punten; die kennen wij hier niet."
)


class Now(TypedDict):
    """What the home has now of what the job changes."""

    label: "StrOrPromise"
    value: str


class PointsPart(TypedDict, total=False):
    """What `jobs/_points.html` shows: `unknown` says what is missing; `effect`, `rows` and `reasons` follow an answer.

    beyond: the job takes the home outside the table, which has no highest rent there.
    """

    unknown: "StrOrPromise"
    note: str
    form: PointsForm
    home: Dwelling
    year: int
    now: Now
    beyond: bool
    effect: points.Effect
    rows: list[Line]
    reasons: list[Reason]


class AdviceLine(TypedDict):
    """A form that often fits, in which situation, and why."""

    when: "StrOrPromise"
    form: "StrOrPromise"
    why: "StrOrPromise"


def points_of(application: Application, asked: QueryDict, *, rent: Decimal) -> PointsPart | None:
    """An indication for staff; None for a job that changes no points. rent: net, of now, in euro. Nothing is stored."""
    calculator = calculator_of(application.offer.job_type.calculator)
    if calculator is None:
        return None
    home, figures = application.lease.dwelling, figures_for(clock.today())
    lacks = _lacks(home, calculator, figures.year)
    if lacks:
        return {"unknown": lacks, "note": figures.note}
    form = points_form(calculator, asked, year=figures.year)
    shown: PointsPart = {
        "form": form,
        "home": home,
        "note": figures.note,
        "year": figures.year,
        "now": {"label": calculator.now, "value": str(calculator.value) % {"now": getattr(home, calculator.of_home)}},
    }
    return shown | (_effect(home, calculator, form, rent) if form.is_bound and form.is_valid() else {})


def _lacks(home: Dwelling, calculator: Calculator, year: int) -> "StrOrPromise":
    """What has to be known of a home first, in words; empty when it all is."""
    table_of_year = years.points_of(year)
    last = table_of_year.first + len(table_of_year.rents) - 1
    if not home.is_self_contained:
        return NOT_SELF_CONTAINED
    if home.points is None or not table_of_year.first <= home.points <= last:
        return NO_POINTS
    return "" if calculator.knows(getattr(home, calculator.of_home), year=year) else calculator.unknown


def _effect(home: Dwelling, calculator: Calculator, form: PointsForm, rent: Decimal) -> PointsPart:
    """The points and the highest rent before and after; beyond the table there is no highest rent."""
    changed = dict(form.cleaned_data) | {calculator.before: getattr(home, calculator.of_home)}
    is_flat = home.complex.house_type == HouseType.FLAT_1985
    assert home.points is not None  # `_lacks` has asked
    try:
        found = points.effect(
            points=home.points, dwelling=years.MULTI if is_flat else years.SINGLE, year=form.year, **changed
        )
    except ValueError:
        return {"beyond": True}
    return {"effect": found, "rows": table(found.explain(source=str(form.year))), "reasons": _reasons(found, rent)}


def _reasons(found: points.Effect, rent: Decimal) -> list[Reason]:
    """The check of the rent against the highest rent, and whether the job takes points away."""
    below = _("De kale huur (%(rent)s) is niet hoger dan de hoogste huur na de klus (%(maximum)s).")
    above = _("De kale huur (%(rent)s) is hoger dan de hoogste huur na de klus (%(maximum)s).")
    is_below = rent <= found.maximum_after
    said = {"rent": euro(rent), "maximum": euro(found.maximum_after)}
    line: Reason = {"text": (below if is_below else above) % said, "met": is_below}
    if found.points_after >= found.points_before:
        return [line]
    lower = _("De klus kost de woning punten: van %(before)s naar %(after)s.")
    return [line, {"text": lower % {"before": found.points_before, "after": found.points_after}, "met": False}]


def advice_of(policy: PolicyVersion, *, reward: Decimal, rent: Decimal) -> list[AdviceLine]:
    """Which form often fits in which situation, when the policy wants staff to see it. Nothing is asked of the tenant.

    The household makes no difference to which form it is.
    """
    if not policy.advises:
        return []
    year = figures_for(clock.today()).year
    fitting = partial(advice, reward=reward, rent=rent, year=year, household=HOUSEHOLDS[0])
    found = {
        "yes": fitting(receives=True),
        "no": fitting(receives=False),
        "may_move": fitting(receives=None, may_move=True),
    }
    small = [("always", one) for one in found["yes"] if one.reason == "small"]
    others = [(when, one) for when, lines in found.items() for one in lines if one.reason != "small"]
    return [_line(when, one) for when, one in [*small, *others] if one.form in policy.forms]


def _line(when: str, one: Advice) -> AdviceLine:
    return {"when": WHEN[when], "form": form_of(one.form).name, "why": REASONS[one.reason]}
