"""A new version of what was offered: what counts no more, what is kept, who is told, and what differs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from agreements.contract.models import (
    AgreementStatus,
    OfferedText,
    Quote,
    VersionReason,
)
from agreements.contract.rules import Change
from agreements.contract.services import approving, calculating, choosing, quoting, renewing, signing
from corporations.models import LeaseParty
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition
from klushuur.ground.mail.models import Message
from tests import factories
from tests.agreements.signed import again, offered, put
from tests.racing import race

pytestmark = pytest.mark.django_db
BOTH = ["one_off", "discount"]


@pytest.fixture
def agreement():
    """Offered to one tenant, who chose the one-off and signed."""
    made = offered(forms=BOTH)
    choose(made, "one_off")
    sign(made)
    return again(made)


def choose(agreement, form, months=None):
    now = again(agreement)
    user = now.application.tenant.user
    choosing.choose_form(now, form=form, months=months, by=user, text_sha256=now.text_sha256)


def sign(agreement):
    now = again(agreement)
    for party in signing.parties_to_sign(now):
        signing.sign_as_tenant(now, party=party, name=party.name, text_sha256=now.text_sha256)


def renew(agreement, **changes):
    given = {
        "reason": "dates",
        "works_from": agreement.works_from,
        "works_until": agreement.works_until,
        "forms": BOTH,
        "amounts": factories.amounts(),
    } | changes
    renewing.make_version(agreement, by=agreement.quote.drafted_by, **given)
    return again(agreement)


def approve(agreement):
    by = factories.staff(agreement.corporation, "manager", mandate="5000.00")
    approving.approve(agreement, by=by, terms_sha256=agreement.terms_sha256)
    return again(agreement)


def test_new_version_waits_for_a_manager_with_nothing_chosen_signed_or_approved(agreement):
    old_terms, old_text = agreement.terms_sha256, agreement.text
    later = agreement.works_from + timedelta(days=14)
    now = renew(agreement, works_from=later, amounts=factories.amounts(handling=Decimal(350)), forms=["discount"])
    assert (now.status, now.version, now.version_reason) == (AgreementStatus.APPROVAL, 2, VersionReason.DATES)
    assert (now.form, now.months, now.text, now.text_sha256) == ("", None, "", "")
    assert (now.works_from, now.forms_allowed, now.months_allowed) == (later, ["discount"], [12, 24, 36])
    assert (now.reward, Quote.objects.count()) == (Decimal("1092.00"), 2)
    assert now.terms_sha256 != old_terms
    assert list(approving.approvals_of(now)) == []
    assert signing.parties_to_sign(now) != []
    assert OfferedText.objects.get().text == old_text
    assert now.signatures.count() == 1  # kept, of another text
    rows = Entry.objects.filter(subject="agreements.agreement", action="new_version").order_by("-pk")[:2]
    assert [(row.old, row.new, row.reason) for row in rows] == [
        ("drafted", "approval", ""),
        ("offered", "drafted", "dates"),
    ]


def test_parties_hear_the_reason_and_later_that_it_is_a_new_version(agreement):
    now = approve(renew(agreement, reason="mistake"))
    told = Message.objects.get(kind="agreement_renewed")
    assert "De reden is: Er stond iets fout in de tekst." in told.text
    assert [("nieuwe versie" in mail.text) for mail in Message.objects.filter(kind="agreement_offered").order_by("pk")] == [
        False, True,
    ]  # fmt: skip
    assert (now.status, now.form) == (AgreementStatus.OFFERED, "")


def test_version_two_is_chosen_signed_and_bound_like_the_first(agreement):
    now = approve(renew(agreement))
    choose(now, "discount", 36)
    sign(now)
    now = again(now)
    signing.sign_for_corporation(now, by=approving.approvals_of(now)[0].approver, text_sha256=now.text_sha256)
    now = again(now)
    assert (now.status, now.version, now.months) == (AgreementStatus.SIGNED, 2, 36)
    assert [(one.version, one.number) for one in OfferedText.objects.order_by("number")] == [(1, 1), (2, 2)]


@pytest.mark.parametrize("status", [status for status in AgreementStatus if status != AgreementStatus.OFFERED])
def test_new_version_in_any_other_status_is_refused(agreement, status):
    put(agreement, status=status)
    with pytest.raises(IllegalTransition):
        renew(again(agreement))
    assert (again(agreement).version, Quote.objects.count()) == (1, 1)


@pytest.mark.parametrize("changes", [{"works_from": -1}, {"works_until": 1}, {"works_from": 200}])
def test_new_version_outside_the_days_of_the_offer_is_refused(agreement, changes):
    offer = agreement.application.offer
    starts = {"works_from": offer.works_from, "works_until": offer.works_until}
    days = {name: starts[name] + timedelta(days=number) for name, number in changes.items()}
    with pytest.raises(renewing.OutsideThePeriod):
        renew(agreement, **days)
    assert again(agreement).version == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "free words"}, ValueError),
        ({"amounts": factories.amounts(avoided=Decimal(500))}, calculating.NothingToGain),
        ({"forms": []}, quoting.NoForm),
    ],
)
def test_new_version_of_nothing_good_changes_nothing(agreement, changes, refusal):
    with pytest.raises(refusal):
        renew(agreement, **changes)
    now = again(agreement)
    assert (now.status, now.version, now.text) == (AgreementStatus.OFFERED, 1, agreement.text)


def test_new_version_takes_the_parties_as_they_are(agreement):
    maria = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    lease = agreement.application.lease
    LeaseParty.objects.create(corporation=agreement.corporation, lease=lease, name="Maria Jansen", user=maria)
    now = approve(renew(again(agreement), reason="parties"))
    choose(now, "one_off")
    assert [name for _pk, name in again(now).parties] == ["Jan de Wit", "Maria Jansen"]
    assert "Maria Jansen" in again(now).text


def test_old_page_of_version_one_signs_nothing(agreement):
    party = LeaseParty.objects.get()
    approve(renew(again(agreement)))
    with pytest.raises(signing.TextChanged):
        signing.sign_as_tenant(agreement, party=party, name="Jan", text_sha256=agreement.text_sha256)


def test_difference_tells_another_date_and_amount_and_nothing_else(agreement):
    later = agreement.works_from + timedelta(days=14)
    now = approve(renew(agreement, works_from=later))
    expected = [
        Change(
            "In het kort",
            ("Wanneer · U begint op of na 15 april 2027. Het werk is klaar op 10 juni 2027.",),
            ("Wanneer · U begint op of na 29 april 2027. Het werk is klaar op 10 juni 2027.",),
        ),
        Change(
            "6. Wanneer",
            ("U begint op of na 15 april 2027 en bent klaar op 10 juni 2027.",),
            ("U begint op of na 29 april 2027 en bent klaar op 10 juni 2027.",),
        ),
    ]
    expected = [_in_year(change, later.year) for change in expected]
    assert renewing.difference(now) == renewing.TextDifference(1, expected)  # as it will be in the same form
    choose(now, "one_off")
    assert renewing.difference(again(now)) == renewing.TextDifference(1, expected)


def _in_year(change, year):
    def told(lines):
        return tuple(line.replace("2027", str(year)) for line in lines)

    return Change(change.heading, told(change.removed), told(change.added))


def test_difference_is_of_the_same_form_when_version_one_had_it():
    agreement = offered(forms=BOTH)
    choose(agreement, "discount", 36)
    choose(agreement, "one_off")
    now = approve(renew(again(agreement)))
    choose(now, "discount", 36)
    (change,) = renewing.difference(again(now)).changes  # it is asked for anew, and nothing else
    assert (change.heading, len(change.added)) == ("Uw verzoek om tijdelijke huurkorting", 1)


def test_a_first_version_and_one_without_a_text_before_have_no_difference(agreement):
    assert renewing.difference(agreement) is None
    unread = offered(corporation=factories.corporation("elders", "Wonen Elders"), forms=BOTH)
    assert renewing.difference(renew(unread)) is None


def test_nobody_changes_or_removes_a_text_that_was_offered(agreement):
    kept = OfferedText.objects.filter(agreement=agreement)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        kept.update(text="anders")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        kept._raw_delete("default")


@pytest.mark.django_db(transaction=True)
def test_new_version_by_two_officers_at_once_is_made_once():
    agreement = offered()
    stale = [again(agreement) for _ in range(2)]
    outcomes = race(agreement.corporation_id, [lambda row=row: renew(row) for row in stale])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["IllegalTransition", "NoneType"]
    assert (again(agreement).version, Quote.objects.count()) == (2, 2)
