"""The money ladder of an offer, in words and figures, for what the reader wants to say of himself."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corporations.models import Lease
from corporations.money import allowance
from corporations.money.allowance import HOUSEHOLDS
from corporations.money.forms import form_of
from corporations.money.ladder import Rung, ladder
from corporations.money.names import name_of_form
from corporations.money.value import NOTHING
from jobs.offers.forms.ladder import LadderForm
from jobs.offers.models import Offer
from jobs.offers.services.rents import Start, expected_start, shadow_rent
from jobs.offers.services.years import figures_for
from klushuur.ground import clock
from klushuur.ground.amounts.amounts import euro, percents

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PEOPLE = {"1-2": gettext_lazy("1 of 2 mensen"), "3+": gettext_lazy("3 mensen of meer")}
REASONS = {
    "small": gettext_lazy("Het bedrag is klein. In één keer betalen kost het minste werk."),
    "allowance_whole": gettext_lazy("Bij deze huur gaat een korting helemaal van de huurtoeslag af."),
    "allowance_part": gettext_lazy("Bij deze huur gaat een deel van een korting van de huurtoeslag af."),
    "may_move": gettext_lazy("Wie verhuist voordat een korting voorbij is, krijgt misschien niet alles."),
    "equal": gettext_lazy("Zonder huurtoeslag is elke vorm evenveel waard. Een korting maakt de maandlasten lager."),
}


class RungRow(TypedDict):
    """One form of the reward in words: what it is called, how it comes, what it gives and what at least stays."""

    form: str
    how: str
    gives: str
    keeps: str


class HouseholdLink(TypedDict):
    """One answer to the second question, as a link."""

    label: "StrOrPromise"
    query: str
    is_chosen: bool


class AdviceRow(TypedDict):
    """A form that often fits, and why."""

    form: "StrOrPromise"
    reason: "StrOrPromise"


class Rungs(TypedDict):
    """What `jobs/_rungs.html` shows.

    rent: of now, in euro; None when it is not known. rent_then: before a skip or a freeze begins, when it is another.
    """

    form: LadderForm
    rows: list[RungRow]
    rent: Decimal | None
    lacks_rent: bool
    loses: bool
    left_out: bool
    households: list[HouseholdLink]
    rates: str
    begins: str
    rent_then: Decimal | None
    year: int
    note: str


class Ladder(Rungs):
    """What `jobs/_ladder.html` shows: the rungs, and for staff the advice."""

    advice: list[AdviceRow]


class Asked(TypedDict):
    """What `money.ladder` is asked, but for the household."""

    reward: Decimal
    forms: Sequence[str]
    terms: Sequence[int]
    rent: Decimal | None
    rates: Sequence[Decimal]
    year: int
    receives: bool | None


def shown(offer: Offer, form: LadderForm, *, lease: Lease | None, is_staff: bool = False) -> Ladder:
    """What the piece `jobs/_ladder.html` shows of an offer.

    lease: of the reader's own home, of which the rent counts; of nobody else's. Without one the rent is what was typed.
    """
    policy = offer.policy
    rent = shadow_rent(lease, policy=policy, on=clock.today()) if lease else form.rent
    found = side_by_side(
        form,
        reward=offer.reward,
        forms=policy.forms_for(lease.dwelling) if lease else policy.forms,
        terms=policy.discount_months,
        rent=rent,
        start=expected_start(policy=policy, rent=rent or NOTHING, works_until=offer.works_until),
    )
    return {**found, "advice": _advice(offer, rent, found["year"], form) if is_staff and policy.advises else []}


def side_by_side(
    form: LadderForm,
    *,
    reward: Decimal,
    forms: Sequence[str],
    terms: Sequence[int],
    rent: Decimal | None,
    start: Start,
) -> Rungs:
    """What the piece `jobs/_rungs.html` shows of a reward in these forms.

    rent: of now, for what begins after the inspection; None when it is not known. start: the increase with which a skip or a
    freeze begins, with the rent and the rates of then.
    """
    figures = figures_for(clock.today())
    then = start.rent if rent is not None else None
    after_inspection: Asked = {
        "reward": reward,
        "forms": [one for one in forms if not form_of(one).at_an_increase],
        "terms": terms,
        "rent": rent,
        "rates": start.rates,
        "year": figures.year,
        "receives": form.receives,
    }
    at_the_increase: Asked = {
        **after_inspection,
        "forms": [one for one in forms if form_of(one).at_an_increase],
        "rent": then,
    }
    asked = [after_inspection, at_the_increase]
    rungs = _rungs(asked, household=form.household)
    begins = date_format(start.day, "j F Y")
    return {
        "form": form,
        "rows": [_row(rung, begins) for rung in rungs],
        "rent": rent,
        "lacks_rent": any(rung.net is None for rung in rungs),
        "loses": any(rung.net is not None and rung.net < rung.gross for rung in rungs),
        # without a rent each form has its line: fewer with one means that a form can not be had
        "left_out": len(rungs) < len(_rungs([one | {"rent": None} for one in asked], household="")),
        "households": _households(form, asked) if rent is not None else [],
        "rates": percents(start.rates) if any(form_of(rung.form).at_an_increase for rung in rungs) else "",
        "begins": begins,
        "rent_then": then if then != rent else None,
        "year": figures.year,
        "note": figures.note,
    }


def _rungs(asked: Sequence[Asked], *, household: str) -> list[Rung]:
    return [rung for one in asked for rung in ladder(**one, household=household)]


def _row(rung: Rung, begins: str) -> RungRow:
    name = name_of_form(rung.form, rung.months if form_of(rung.form).has_terms else None)
    keeps = _("hangt af van uw huur") if rung.net is None else euro(rung.net)
    return {"form": name, "how": _how(rung, begins), "gives": euro(rung.gross), "keeps": keeps}


def _how(rung: Rung, begins: str) -> str:
    """So much a month, and when."""
    if rung.months is None:
        return _("Het begint bij de huurverhoging van %(day)s. Hoelang, hangt af van uw huur.") % {"day": begins}
    form = form_of(rung.form)
    words = str(form.how_it_comes) % {"amount": euro(rung.per_month), "months": rung.months}
    if not form.at_an_increase:
        return words
    rest = _("Daarna %(amount)s in één keer.") % {"amount": euro(rung.once)} if rung.once else ""
    first = _("Het begint bij de huurverhoging van %(day)s.") % {"day": begins}
    return " ".join(filter(None, (words, first, rest)))


def _households(form: LadderForm, asked: Sequence[Asked]) -> list[HouseholdLink]:
    """The second question, as links: only when the first answer is yes and the answer makes a difference."""
    if not form.receives:
        return []
    nets = {one: [rung.net for rung in _rungs(asked, household=one)] for one in HOUSEHOLDS}
    if len(set(map(tuple, nets.values()))) == 1:
        return []
    return [
        {"label": PEOPLE[one], "query": urlencode(form.answers(huishouden=one)), "is_chosen": form.household == one}
        for one in HOUSEHOLDS
    ]


def _advice(offer: Offer, rent: Decimal | None, year: int, form: LadderForm) -> list[AdviceRow]:
    """For staff only, and each line to be checked."""
    if rent is None:
        return []
    found = allowance.advice(
        reward=offer.reward, rent=rent, year=year, household=form.household or HOUSEHOLDS[0], receives=form.receives
    )
    return [{"form": form_of(one.form).name, "reason": REASONS[one.reason]} for one in found]
