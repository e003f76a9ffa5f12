"""The snapshot of a calculation: all that was reckoned with, the rows of every form, whom it favours, and one hash over it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from agreements.contract.models import Quote
from agreements.contract.services import approving, calculating, choosing, quoting
from corporations.models import Dwelling, Lease, PolicyVersion
from corporations.money.forms import REWARD_FORMS
from jobs.applications.models import Application
from klushuur.ground import clock
from tests import factories, kept_world
from tests.agreements.signed import again, handed_in, offered

pytestmark = pytest.mark.django_db
AMOUNTS = factories.amounts()


def surveyed():
    corporation = factories.corporation(forms=list(REWARD_FORMS))
    block = factories.block(corporation)
    officer = factories.staff(corporation, "officer")
    return factories.application(factories.offer(block, officer), factories.tenant(block), status="surveyed")


kept = kept_world.made_by(surveyed)


@pytest.fixture
def case(db, kept):
    return kept_world.own(kept)


def snapshot(case, **changes):
    found = Application.objects.with_case().get(pk=case.pk)
    given = {"works_until": date(clock.today().year + 1, 6, 10)} | {"amounts": AMOUNTS} | changes
    return calculating.snapshot(found, by=case.offer.officer, **given)


def test_snapshot_keeps_what_was_reckoned_with_and_the_rows_of_every_form(case):
    made = Quote.objects.get(pk=snapshot(case).pk)
    assert (made.rent, made.increase_rates, made.budget, made.surplus, made.bought) == (
        Decimal("640.00"), [Decimal("0.041"), Decimal("0.03"), Decimal("0.03")], 0, 0, 0,
    )  # fmt: skip
    assert [(one["form"], one["months"]) for one in made.form_rows] == [
        ("one_off", 0), ("discount", 12), ("discount", 24), ("discount", 36), ("skip", 36), ("freeze", 30),
    ]  # fmt: skip
    assert [(row["formula"], row["amount"]) for row in made.form_rows[4]["rows"]] == [
        ("stap = p × huur", "19.99"), ("36 × stap", "719.64"), ("V − samen", "407.36"),
    ]  # fmt: skip
    assert {row["source"] for one in made.form_rows for row in one["rows"]} == {"beleid 1"}


@pytest.mark.parametrize(
    ("until", "years", "rent", "rates", "months"),
    [
        (
            (3, 1),
            1,
            "640.00",
            ["0.041", "0.03", "0.03"],
            27,
        ),  # looked at before the letters of 1 April: the next increase
        ((6, 10), 2, "666.24", ["0.03", "0.03", "0.03"], 30),  # after them: the one a year later, over a higher rent
    ],
)
def test_a_freeze_is_reckoned_from_the_increase_with_which_it_begins(case, until, years, rent, rates, months):
    """So what is agreed is what is booked when the work goes as agreed."""
    year = clock.today().year
    made = Quote.objects.get(pk=snapshot(case, works_until=date(year + 1, *until)).pk)
    assert (made.start_on, made.start_rent) == (date(year + years, 7, 1), Decimal(rent))
    assert made.start_rates == [Decimal(rate) for rate in rates]
    assert made.plan("freeze").months == months


def test_every_form_of_a_snapshot_comes_to_the_reward(case):
    made = snapshot(case)
    assert {sum(plan.monthly) + plan.once for plan in calculating.plans(made)} == {made.reward}


def test_fingerprint_of_a_quote_that_is_read_again_is_its_hash(case):
    made = snapshot(case)
    assert calculating.fingerprint(Quote.objects.get(pk=made.pk)) == made.sha256


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("avoided_cost", Decimal("2400.01")),
        ("risk_rate", Decimal("0.1001")),
        ("share", Decimal("0.71")),
        ("budget", Decimal("1.00")),
        ("bought", Decimal("1.00")),
        ("reward", Decimal("1127.01")),
        ("rent", Decimal("640.01")),
        ("increase_rates", [Decimal("0.041")]),
        ("start_on", date(2040, 7, 1)),
        ("start_rent", Decimal("666.25")),
        ("start_rates", [Decimal("0.03")]),
        ("rows", []),
        ("form_rows", []),
        ("benefit", {}),
    ],
)
def test_fingerprint_is_over_everything_that_can_change_the_money(case, field, value):
    made = snapshot(case)
    setattr(made, field, value)
    assert calculating.fingerprint(made) != made.sha256
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Quote.objects.filter(pk=made.pk).update(**{field: value})


def test_terms_have_the_rent_and_the_rates_so_that_an_approval_is_of_them():
    agreement = handed_in(corporation=factories.corporation(forms=list(REWARD_FORMS)), forms=["skip", "freeze"])
    terms = quoting.terms(agreement)
    assert (terms["rent"], terms["increase_rates"], terms["forms"]) == (
        Decimal("640.00"), ["0.0410", "0.0300", "0.0300"], ["skip", "freeze"],
    )  # fmt: skip


# --- whom it favours ---


def test_snapshot_keeps_the_test_of_whom_it_favours(case):
    found = snapshot(case, bought=Decimal("100.00")).benefit
    assert (found["gains"], found["gives"], found["rows"][-1]["amount"]) == ("1377.00", "100.00", "1277.00")


def test_quote_that_does_not_favour_the_tenant_is_stopped(case):
    with pytest.raises(calculating.NotInFavour):
        snapshot(case, bought=Decimal("1377.00"))
    assert not Quote.objects.exists()


# --- which forms can be had ---


def test_form_of_which_the_reward_buys_no_month_can_not_be_had(case):
    Lease.objects.update(net_rent=Decimal("4000.00"))  # an increase of 164.00
    assert "skip" in {plan.form for plan in calculating.plans(snapshot(case))}
    small = snapshot(case, amounts=factories.amounts(avoided=Decimal("760.00")))  # a reward of 93.80
    assert [calculating.code(plan) for plan in calculating.plans(small)] == [
        "one_off", "discount.12", "discount.24", "discount.36",
    ]  # fmt: skip
    with pytest.raises(quoting.NoForm):
        quoting.allowed(small, ["skip", "freeze"])


def test_only_forms_of_the_policy_can_be_had(case):
    PolicyVersion.objects.update(forms=["freeze"])
    found = snapshot(case)
    assert quoting.allowed(found, REWARD_FORMS) == {"forms_allowed": ["freeze"], "months_allowed": []}
    with pytest.raises(quoting.NoForm):
        quoting.allowed(found, ["one_off"])


def test_home_that_is_not_self_contained_gets_one_off_alone(case):
    Dwelling.objects.update(is_self_contained=False)
    found = snapshot(case)
    assert [one["form"] for one in found.form_rows] == ["one_off"]
    assert quoting.allowed(found, REWARD_FORMS) == {"forms_allowed": ["one_off"], "months_allowed": []}
    with pytest.raises(quoting.NoForm):
        quoting.allowed(found, ["discount", "skip", "freeze"])


def test_home_that_is_not_self_contained_would_get_every_form_without_the_guard(case, monkeypatch):
    """The twin of the one above."""
    Dwelling.objects.update(is_self_contained=False)
    monkeypatch.setattr(PolicyVersion, "forms_for", lambda policy, _home: policy.forms)
    assert quoting.allowed(snapshot(case), REWARD_FORMS)["forms_allowed"] == [*REWARD_FORMS]


def test_home_that_turns_out_not_to_be_self_contained_is_not_approved_nor_chosen_for():
    agreement = offered(corporation=factories.corporation(forms=list(REWARD_FORMS)), forms=REWARD_FORMS)
    Dwelling.objects.update(is_self_contained=False)
    now = again(agreement)
    assert not approving.terms_hold(now)
    with pytest.raises(choosing.NotAllowed):
        choosing.choose_form(now, form="skip", months=36, by=now.application.tenant.user, text_sha256="")


def test_a_risk_that_is_not_the_offers_is_refused(case):
    with pytest.raises(ValueError, match="risk_rate"):
        snapshot(case, amounts=factories.amounts(risk_rate=Decimal("0.00")))
    assert not Quote.objects.exists()
