"""What a reward means in the months to come: the line of the rent, and what is left for who moves out.

Expected until the work is accepted: the rent, the plan and the days that were agreed, and increases that are decided or assumed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agreements.contract.models import BY_HAND, Agreement
from corporations.figures.rent_picture import Picture, Stretch, picture, stretches
from corporations.money import forms, residual, shadow
from corporations.money.forms import LONGEST_DISCOUNT, Plan, at_an_increase, form_of
from jobs.offers.rules.days import after_working_days
from jobs.offers.services import rents
from klushuur.ground.amounts.amounts import euro, percents

WATCHED = 60  # months
HALF_A_YEAR = 6
OTHERWISE = gettext_noop(
    "Hier rekenen wij met de huur die u dan betaalt. Daarom is het bedrag per maand anders dan in de berekening. "
    "Samen blijft het uw beloning."
)


class When(NamedTuple):
    """The first month of a reward, and the day of acceptance that it follows from; `is_expected` before that day came."""

    first: date
    accepted: date
    is_expected: bool


class RentLineRow(NamedTuple):
    """Of a table: when in words, and amounts in euro."""

    when: str
    shadow: Decimal
    charged: Decimal
    discount: Decimal


@dataclass(frozen=True)
class Line:
    """The rent of 60 months for `parts/rent_line.html`: drawing, words and tables, in the reader's language."""

    picture: Picture
    title: str
    told: str
    caption: str
    rows: list[RentLineRow]
    every_month: list[RentLineRow]


@dataclass(frozen=True)
class Moment:
    """Moving out after so many months of the reward: what was had by then, and, by the policy, what follows; in euro."""

    when: str
    exit: residual.Exit
    still: Decimal  # what the tenant gets then, the rest of an own investment included
    rest: Decimal  # what the tenant does not get: it lapses, or the next tenant takes it over


@dataclass(frozen=True)
class LeaseEnd:
    """What moving out means in each month, for `agreements/_lease_end_words.html` and the tables beside it.

    option: of the policy; investment: 0 without one.
    """

    option: str
    is_running: bool  # whether the reward takes months, in which somebody can move out
    investment: Decimal
    term_months: int
    rows: list[Moment]  # each half year, as far as anything changes
    every_month: list[Moment]


@dataclass(frozen=True)
class Forecast:
    """line: none when nothing goes off the rent. lease_end: none when moving out changes nothing, for the reward comes at once."""

    line: Line | None
    lease_end: LeaseEnd | None


def starts(agreement: Agreement, form: str) -> When:
    """From when it runs. Accepted work counts from its day; before it, from the last day to work and to inspect."""
    policy, accepted = agreement.quote.policy, agreement.accepted_on
    day = accepted or after_working_days(agreement.works_until, policy.inspection_days)
    # recorded by finance: from then on that counts, whatever the days would say
    if agreement.reward_from:
        first = agreement.reward_from
    elif form_of(form).at_an_increase:
        first = shadow.first_increase(day=day, **policy.letters)
    else:
        first = shadow.month_after(day)
    return When(first, day, accepted is None)


@dataclass(frozen=True)
class Rates:
    """The annual increases since the quote, by the day on which they start, and which of them nobody decided yet."""

    by_day: dict[date, Decimal]
    assumed: set[date]

    @classmethod
    def of(cls, agreement: Agreement) -> "Rates":
        """As far ahead as any line of this agreement goes. One query."""
        policy, after = agreement.quote.policy, timezone.localdate(agreement.quote.made_at)
        until = shadow.month_after(starts(agreement, at_an_increase()[0]).first, WATCHED)  # no form starts later
        decided = rents.all_decided(policy.corporation_id)
        by_day = rents.increases(policy=policy, after=after, until=until, decided=decided)
        return cls(by_day, {day for day in by_day if day.year not in decided})

    def before(self, day: date, *, rent: Decimal) -> Decimal:
        """What became of the rent of the quote before this day, in euro."""
        return shadow.raised(rent, [rate for start, rate in self.by_day.items() if start < day])

    def since(self, day: date) -> dict[date, Decimal]:
        """The increases that start on this day or later."""
        return {start: rate for start, rate in self.by_day.items() if start >= day}

    def told(self, *, until: date) -> str:
        """What is assumed, in words; empty when every increase was decided."""
        days = sorted(day for day in self.assumed if day <= until)
        rates = percents(self.by_day[day] for day in days)
        return _("De verhoging van %(rates)s per jaar is aangenomen.") % {"rates": rates} if rates else ""


def of(agreement: Agreement, plan: Plan, rates: Rates) -> Forecast:
    """What this form, with its plan by the quote, comes to by what is known now. One query, once it is booked."""
    when = starts(agreement, plan.form)
    rent = rates.before(when.first, rent=agreement.quote.rent)
    known = _booked(agreement, plan, when.first) or _expected(agreement, plan, rent, rates.since(when.first))
    note = "" if known.monthly == plan.monthly else f" {_(OTHERWISE)}"
    return Forecast(
        _line(when, known, rent=rent, rates=rates, note=note) if known.monthly else None,
        _lease_end(agreement, known, when.first) if known.monthly or agreement.quote.surplus else None,
    )


def _booked(agreement: Agreement, plan: Plan, start: date) -> Plan | None:
    """As finance booked it; None before that. One query, two once somebody corrected it."""
    if not agreement.reward_from:
        return None
    rows = list(agreement.rent_changes.current())
    by_month = {month: row.amount for row in rows for month in row.every_month}
    months = [month for number in range(LONGEST_DISCOUNT) if (month := shadow.month_after(start, number)) in by_month]
    monthly = [by_month[month] for month in months]
    once = agreement.reward - sum(monthly)
    if any(row.reason in BY_HAND for row in rows):  # then it is what finance made of it
        once = sum((row.amount for row in agreement.payouts.current()), Decimal("0.00"))
    return Plan(plan.form, monthly, once) if rows else None


def _expected(agreement: Agreement, plan: Plan, rent: Decimal, increases: Mapping[date, Decimal]) -> Plan:
    """As it will be booked: a skip or a freeze by the rent and the increases from its start on, for the months agreed."""
    if not form_of(plan.form).at_an_increase:
        return plan
    then = forms.plan(form=plan.form, reward=agreement.reward, rent=rent, rates=list(increases.values()))
    monthly = then.monthly[: plan.months]
    return Plan(plan.form, monthly, agreement.reward - sum(monthly))


def _line(when: When, plan: Plan, *, rent: Decimal, rates: Rates, note: str) -> Line:
    """The rent from the first month of this plan on. rent: before that month."""
    months = shadow.rent_line(
        rent=rent,
        start=when.first,
        months=WATCHED,
        discounts=plan.monthly,
        increases=rates.since(when.first),
    )
    first, last = months[0].month, months[-1].month
    title = _("De huur van %(first)s tot en met %(last)s")
    return Line(
        picture=picture(months),
        title=title % {"first": date_format(first, "F Y"), "last": date_format(last, "F Y")},
        told=_told(months, plan),
        caption=f"{_beginning(when, plan.form)} {rates.told(until=last)}".strip() + note,
        rows=[_row(one) for one in stretches(months)],
        every_month=[RentLineRow(_month(one.month), one.shadow, one.charged, one.discount) for one in months],
    )


def _row(found: Stretch) -> RentLineRow:
    when = _month(found.first)
    if found.first != found.last:
        when = _("%(first)s t/m %(last)s") % {"first": when, "last": _month(found.last)}
    return RentLineRow(when, found.shadow, found.charged, found.discount)


def _month(day: date) -> str:
    return date_format(day, "N Y").replace(" ", "\u00a0")  # never broken over two lines


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _told(months: Sequence[shadow.Month], plan: Plan) -> str:
    """The drawing for who can't see it."""
    # WATCHED is longer than any lower rent may last, so there is a month after it
    first, after = months[0], months[plan.months]
    return _(
        "In %(first)s is de huur %(charged)s in plaats van %(shadow)s. "
        "Vanaf %(after)s is het weer de gewone huur: %(rent)s per maand."
    ) % {
        "first": date_format(first.month, "F Y"),
        "charged": euro(first.charged),
        "shadow": euro(first.shadow),
        "after": date_format(after.month, "F Y"),
        "rent": euro(after.shadow),
    }


def _beginning(when: When, form: str) -> str:
    named = {"month": date_format(when.first, "F Y"), "day": _day(when.first), "accepted": _day(when.accepted)}
    if form_of(form).at_an_increase:
        if not when.is_expected:
            return _("Het begint bij de huurverhoging van %(day)s.") % named
        return _("Het begint bij de huurverhoging van %(day)s, als het werk op %(accepted)s is goedgekeurd.") % named
    if not when.is_expected:
        return _("De eerste maand is %(month)s.") % named
    return _("De eerste maand is %(month)s, als het werk op %(accepted)s is goedgekeurd.") % named


def _lease_end(agreement: Agreement, plan: Plan, start: date) -> LeaseEnd:
    """Moving out after each month of this plan."""
    policy, investment = agreement.quote.policy, agreement.quote.surplus
    term = agreement.quote.job_version.investment_months
    exits = residual.exit_table(
        monthly=plan.monthly, once=plan.once, investment=investment, term_months=term, months=WATCHED
    )
    moments = [_moment(one, policy.exit_option, start) for one in exits]
    end = min(max(plan.months, term if investment else 0), WATCHED)
    rows = [moments[month] for month in sorted({*range(0, end, HALF_A_YEAR), end})]
    return LeaseEnd(policy.exit_option, bool(plan.monthly), investment, term, rows, moments)


def _moment(one: residual.Exit, option: str, start: date) -> Moment:
    still = one.bought_off if option == "bought_off" else one.lapses
    if not one.month:
        when = _("Voor maand 1")
    else:
        last = _month(shadow.month_after(start, one.month - 1))
        when = _("Na maand %(number)d (%(month)s)") % {"number": one.month, "month": last}
    return Moment(when, one, still, one.handed_over if option != "bought_off" else Decimal("0.00"))
