"""The months to come of an agreement: when the reward starts, the rent by then, what is assumed, and moving out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from agreements.contract import forecast
from agreements.contract.models import RentChange
from agreements.contract.services.choosing import Option
from corporations.models import AnnualIncrease, PolicyVersion
from corporations.money.residual import Exit
from tests import kept_world
from tests.agreements.signed import again, offered

pytestmark = pytest.mark.django_db
FORMS = ["one_off", "discount"]


kept = kept_world.made_by(lambda: offered(forms=FORMS))


@pytest.fixture
def agreement(db, kept):
    """To be worked on in spring and summer, two weeks before the increase of that year at the earliest."""
    return kept_world.own(kept)


def ahead(agreement, form, months):
    return forecast.of(agreement, Option.of(agreement.quote, form, months).plan, forecast.Rates.of(agreement))


def line(agreement, form="discount", months=36):
    return ahead(agreement, form, months).line


def leaving(agreement, form="discount", months=36):
    return ahead(agreement, form, months).lease_end


def plain(text):
    return text.replace("\u00a0", " ")


def accept(agreement, day):
    agreement.accepted_on = day
    return agreement


def next_year():
    return timezone.localdate().year + 1


def test_discount_starts_in_the_month_after_the_last_day_to_work_and_to_inspect(agreement):
    year = next_year()
    assert agreement.works_until == date(year, 6, 10)
    day = forecast.after_working_days(date(year, 6, 10), 10)
    assert forecast.starts(agreement, "discount") == (date(year, 7, 1), day, True)


def test_discount_of_accepted_work_starts_in_the_month_after_that(agreement):
    day = date(next_year(), 4, 30)
    assert forecast.starts(accept(agreement, day), "discount") == (date(next_year(), 5, 1), day, False)


@pytest.mark.parametrize(("day", "first"), [((3, 31), 0), ((4, 1), 1), ((12, 31), 1)])
def test_skip_and_freeze_start_with_the_first_increase_whose_letters_have_not_gone_out(agreement, day, first):
    accepted = accept(agreement, date(next_year(), *day))
    assert {forecast.starts(accepted, form).first for form in ("skip", "freeze")} == {date(next_year() + first, 7, 1)}


def test_what_was_recorded_is_the_start(agreement):
    agreement.accepted_on, agreement.reward_from = date(2026, 1, 5), date(2026, 3, 1)
    assert {forecast.starts(agreement, form).first for form in FORMS} == {date(2026, 3, 1)}


def test_line_of_a_discount_has_the_increases_and_comes_back_to_the_usual_rent(agreement):
    year, found = next_year(), line(agreement)
    assert [(plain(row.when), row.shadow, row.charged, row.discount) for row in found.rows] == [
        (f"jul {year} t/m jun {year + 1}", Decimal("666.24"), Decimal("634.93"), Decimal("31.31")),
        (f"jul {year + 1} t/m jun {year + 2}", Decimal("686.23"), Decimal("654.92"), Decimal("31.31")),
        (f"jul {year + 2} t/m mei {year + 3}", Decimal("706.82"), Decimal("675.51"), Decimal("31.31")),
        (f"jun {year + 3}", Decimal("706.82"), Decimal("675.67"), Decimal("31.15")),
        (f"jul {year + 3} t/m jun {year + 4}", Decimal("728.02"), Decimal("728.02"), Decimal("0.00")),
        (f"jul {year + 4} t/m jun {year + 5}", Decimal("749.86"), Decimal("749.86"), Decimal("0.00")),
    ]
    assert len(found.every_month) == 60
    assert sum(row.discount for row in found.every_month) == Decimal("1127.00")


def test_line_says_when_it_starts_and_what_is_assumed(agreement):
    year, found = next_year(), line(agreement)
    day = forecast.starts(agreement, "discount").accepted
    assert plain(found.caption) == (
        f"De eerste maand is juli {year}, als het werk op {day.day} juni {year} is goedgekeurd. "
        "De verhoging van 4,1 % en daarna 3 % per jaar is aangenomen."
    )
    assert plain(found.told) == (
        f"In juli {year} is de huur € 634,93 in plaats van € 666,24. "
        f"Vanaf juli {year + 3} is het weer de gewone huur: € 728,02 per maand."
    )


def test_line_of_a_freeze_stays_flat_and_starts_at_an_increase(agreement):
    found = line(accept(agreement, date(next_year(), 3, 1)), "freeze", None)
    assert {row.charged for row in found.every_month if row.discount} == {Decimal("640.00")}
    assert found.caption.startswith(f"Het begint bij de huurverhoging van 1 juli {next_year()}.")


def test_freeze_that_starts_with_the_increase_of_the_quote_is_as_was_reckoned(agreement):
    accept(agreement, date(next_year(), 4, 1))  # the letters of that year have gone out
    found = ahead(agreement, "freeze", None)
    assert {row.charged for row in found.line.every_month if row.discount} == {Decimal("666.24")}
    assert "Daarom" not in found.line.caption


def test_freeze_that_starts_with_another_increase_is_reckoned_as_it_will_be_booked(agreement):
    accept(agreement, date(next_year(), 3, 1))  # a year earlier than the quote expected
    found = ahead(agreement, "freeze", None)
    assert {row.charged for row in found.line.every_month if row.discount} == {Decimal("640.00")}
    assert "Daarom is het bedrag per maand anders dan in de berekening." in found.line.caption
    assert "Daarom" not in line(agreement).caption  # a discount stays what it is
    off = sum(row.discount for row in found.line.every_month)
    last = found.lease_end.every_month[-1].exit
    assert (off < last.received, last.received) == (True, Decimal("1127.00"))


def test_what_was_booked_is_what_is_shown(agreement):
    agreement.accepted_on, agreement.reward_from = date(2026, 12, 5), date(2027, 1, 1)
    fields = {
        "corporation": agreement.corporation,
        "agreement": agreement,
        "kind": "discount",
        "made_at": timezone.now(),
    }
    for number, (amount, months) in enumerate([("10.00", (1, 4)), ("20.00", (4, 6))], 1):
        days = {"starts_on": date(2027, months[0], 1), "ends_on": date(2027, months[1], 1)}
        RentChange.objects.create(number=number, amount=Decimal(amount), **days, **fields)
    found = ahead(agreement, "discount", 36)
    assert [str(row.discount) for row in found.line.every_month[:6]] == ["10.00"] * 3 + ["20.00"] * 2 + ["0.00"]
    assert found.lease_end.every_month[5].exit.received == Decimal("1127.00")  # the rest is paid once


def test_increase_that_was_decided_is_used_and_is_not_called_assumed(agreement):
    fields = {"corporation": agreement.corporation, "decided_at": timezone.now()}
    for year in range(next_year(), next_year() + 7):
        AnnualIncrease.objects.create(year=year, rate=Decimal("0.05"), **fields)
    found = line(agreement)
    assert found.rows[0].shadow == Decimal("672.00")
    assert "aangenomen" not in found.caption


def test_one_off_has_no_line(agreement):
    assert line(agreement, "one_off", None) is None


def test_line_in_english_has_english_words(agreement):
    with translation.override("en"):
        found = line(agreement)
    assert plain(found.rows[0].when) == f"July {next_year()} to June {next_year() + 1}"
    assert "4.1\u00a0%" in found.caption


@pytest.mark.parametrize(
    ("option", "still", "rest"),
    [("bought_off", "751.28", "0.00"), ("lapses", "0.00", "751.28"), ("handed_over", "0.00", "751.28")],
)
def test_moving_out_after_a_year_by_each_option(agreement, option, still, rest):
    PolicyVersion.objects.update(exit_option=option)
    moment = leaving(again(agreement)).every_month[12]
    assert (plain(moment.when), moment.still, moment.rest) == (
        f"Na maand 12 (jun {next_year() + 1})",
        Decimal(still),
        Decimal(rest),
    )
    paid = Decimal("375.72")
    assert moment.exit == Exit(12, paid, Decimal(0), Decimal(0), Decimal("751.28"), Decimal("751.28"))


def test_moving_out_is_told_each_half_year_until_nothing_changes_any_more(agreement):
    found = leaving(agreement)
    assert [row.exit.month for row in found.rows] == [0, 6, 12, 18, 24, 30, 36]
    assert [row.exit.month for row in leaving(agreement, months=24).rows] == [0, 6, 12, 18, 24]
    assert [row.exit.month for row in found.every_month] == list(range(61))


def test_moving_out_with_an_own_investment_gives_what_it_is_still_worth(agreement):
    agreement.quote.surplus = Decimal("180.00")
    found = leaving(agreement, "one_off", None)
    assert (found.is_running, found.investment, found.term_months) == (False, Decimal("180.00"), 72)
    assert [row.still for row in found.rows[:3]] == [Decimal("180.00"), Decimal("165.00"), Decimal("150.00")]
    assert found.rows[-1].exit.month == 60


def test_moving_out_changes_nothing_for_a_one_off_without_an_own_investment(agreement):
    assert leaving(agreement, "one_off", None) is None


def test_the_same_agreement_gives_the_same_line_whatever_the_day(agreement, monkeypatch):
    before = line(agreement)
    monkeypatch.setattr("klushuur.ground.clock.today", lambda: timezone.localdate() + timedelta(days=200))
    assert line(agreement) == before
