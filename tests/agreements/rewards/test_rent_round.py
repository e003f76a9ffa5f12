"""The annual increase: which leases skip it or catch up, and the rate that finance decides."""

from datetime import UTC, datetime
from decimal import Decimal as D

import pytest

from agreements import tasks
from agreements.rewards.services import increases, rent_round
from agreements.rewards.services.refusals import RewardCode
from corporations.models import AnnualIncrease
from klushuur.ground.outbox.models import WorkRow
from klushuur.ground.scope import scope
from tests.agreements.booked import FREEZE, SKIP, address, at, page, recorded, rows_of
from tests.refusing import refused
from tests.visiting import text, visitor

pytestmark = pytest.mark.django_db


def line(year):
    return [
        (one.is_catch_up, one.charged_before, one.charged_after, one.shadow_before, one.shadow_after)
        for one in rent_round.lines(year)
    ]


def test_a_freeze_stays_where_it_was_each_july_and_is_caught_up_after_it(row, finance):
    recorded(row, finance, **FREEZE)  # July 2027 up to and including September 2029
    rent, one, two, three = D(640), D("666.24"), D("686.23"), D("706.82")
    assert line(2026) == []
    assert line(2027) == [(False, rent, rent, rent, one)]
    assert line(2028) == [(False, rent, rent, one, two)]
    assert line(2029) == [(False, rent, rent, two, three)]
    ((is_catch_up, before, after, shadow, _),) = line(2030)
    assert (is_catch_up, before, shadow) == (True, three, three)
    assert after > before
    assert line(2031) == []


def test_a_skip_keeps_its_step_while_later_increases_are_charged(row, finance):
    recorded(row, finance, **SKIP)
    assert line(2027) == [(False, D(640), D(640), D(640), D("666.24"))]
    assert line(2028) == [(False, D(640), D("686.23") - D("26.24"), D("666.24"), D("686.23"))]
    assert [one[0] for one in line(2030)] == [True]  # ends on 30 June


@pytest.mark.parametrize(
    ("day", "year"), [((2027, 6, 30), 2027), ((2027, 7, 1), 2027), ((2027, 7, 2), 2028), ((2027, 12, 31), 2028)]
)
def test_up_to_the_first_of_july_this_years_round_is_the_one_to_prepare(row, finance, day, year):
    with at(*day):
        assert visitor(finance).get(address("next_rent_round")).url == address("rent_round", year=year)


@pytest.mark.parametrize(("day", "may"), [((2027, 6, 30), True), ((2027, 7, 1), False)])
def test_an_increase_that_was_decided_can_be_another_until_it_begins(row, finance, day, may):
    decided_at = datetime(2027, 3, 1, tzinfo=UTC)
    AnnualIncrease.objects.create(
        corporation=row.corporation, year=2027, rate=D("0.03"), decided_by=finance, decided_at=decided_at
    )
    with at(*day):
        assert increases.may_decide(2027) is may


def test_the_round_says_whether_the_rate_was_decided_and_until_when(row, finance):
    recorded(row, finance, **SKIP)
    with at(2027, 5, 1):
        shown = page(finance, "rent_round", year=2027)
        assert "4,1 % (aangenomen)" in shown
        assert "1 huur om niet te verhogen. 0 huren om in te halen." in shown
        (found,) = rows_of(visitor(finance).get(address("rent_round_file", year=2027)))
    assert [found[name] for name in ("handeling", "huur_voor", "schaduwhuur_na", "huur_na", "percentage")] == [
        "OVERSLAAN",
        "640,00",
        "666,24",
        "640,00",
        "4,10",
    ]
    assert (found["tot_en_met"], found["vastgesteld"], found["is_inhaal"]) == ("30-06-2030", "nee", "nee")


def test_deciding_the_increase_says_how_many_follow_and_the_worker_corrects_them_once(row, finance):
    made = recorded(row, finance, **SKIP)
    with at(2027, 5, 1):
        answer = visitor(finance).post(address("rent_round_decide", year=2027), {"rate": "3"}, follow=True)
        shown = text(answer).replace("\u00a0", " ")
        assert "De bedragen van 1 huurder worden nagerekend." in shown
        assert "Vastgesteld op 3 %, door Els Smit op 1 mei 2027." in shown
        assert "Ververs deze pagina om te zien of het klaar is." in shown
        scope.enter(row.corporation_id)
        waiting = WorkRow.objects.get(kind="agreements.follow_increase")
        assert waiting.arguments == {"agreement_id": row.pk, "member_id": finance.pk}
        for _ in range(2):
            tasks.follow_increase(waiting.pk)
        scope.enter(row.corporation_id)
        assert "Ververs deze pagina" not in page(finance, "rent_round", year=2027)
    assert [one.amount for one in made.rent_changes.current()] == [D("19.20")]
    assert made.rent_changes.count() == 2


@pytest.mark.parametrize(
    ("year", "typed", "words"),
    [
        (2027, "4,123", "ten hoogste twee cijfers achter de komma"),
        (2027, "-1", "minteken"),
        (2027, "120", "ten hoogste 100"),
        (2027, "41", "Bent u de komma vergeten?"),
        (2026, "4,2", "In 2026 mag de huur ten hoogste 4,1 % omhoog."),
        (2027, "", "Vul de huurverhoging in, zoals 4,1."),
        (2027, "veel", "Schrijf een percentage in cijfers"),
    ],
)
def test_an_increase_that_can_not_be_is_said_and_kept(row, finance, year, typed, words):
    with at(2026, 12, 1):
        answer = visitor(finance).post(address("rent_round_decide", year=year), {"rate": typed})
    assert words in text(answer).replace("\u00a0", " ")
    assert (answer.context["form"]["rate"].value(), AnnualIncrease.objects.count()) == (typed, 0)


def test_a_law_that_allows_nothing_is_a_limit_as_any(row, finance, monkeypatch):
    monkeypatch.setattr(increases, "highest", lambda _year: D(0))
    with at(2026, 12, 1):
        assert "Ten hoogste mag dit jaar 0 %." in page(finance, "rent_round", year=2027).replace("\u00a0", " ")
        answer = visitor(finance).post(address("rent_round_decide", year=2027), {"rate": "0,1"})
        assert "In 2027 mag de huur ten hoogste 0 % omhoog." in text(answer)
        with refused(RewardCode.INCREASE_TOO_HIGH):
            increases.decide(row.corporation, year=2027, rate=D("0.001"), by=finance)
        assert not AnnualIncrease.objects.exists()
        visitor(finance).post(address("rent_round_decide", year=2027), {"rate": "0"})
    assert AnnualIncrease.objects.get().rate == 0


def test_an_increase_that_began_is_not_changed(row, finance):
    AnnualIncrease.objects.create(
        corporation=row.corporation, year=2027, rate=D("0.03"), decided_by=finance, decided_at=datetime.now(UTC)
    )
    with at(2027, 7, 1):
        answer = visitor(finance).post(address("rent_round_decide", year=2027), {"rate": "4"}, follow=True)
    assert "Deze huurverhoging kunt u nu niet vaststellen, of niet meer veranderen." in text(answer)
    assert AnnualIncrease.objects.get().rate == D("0.03")


@pytest.mark.parametrize(("day", "year"), [((2027, 7, 1), 2027), ((2027, 7, 2), 2028)])
def test_the_menu_leads_to_the_next_round(row, finance, day, year):
    with at(*day):
        assert visitor(finance).get(address("next_rent_round"))["Location"] == address("rent_round", year=year)
