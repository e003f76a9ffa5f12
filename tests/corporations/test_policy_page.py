"""The page on which a manager makes the next policy: compared first, kept with the second factor, refused at the field."""

import re
import time
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from corporations.forms.policy import PolicyForm
from corporations.models import PolicyPosting, PolicyVersion, StaffMember
from corporations.services import policy
from corporations.services.policy import policy_on
from corporations.services.refusals import PolicyCode
from klushuur.ground import clock
from klushuur.ground.journal.models import Entry
from tests import factories
from tests.factories import signed_in
from tests.refusing import refused
from tests.visiting import queries, text, visitor

NEXT = clock.today() + timedelta(days=30)


@pytest.fixture
def manager(db: None) -> StaffMember:
    return factories.staff(factories.corporation(), "manager", name="Karin de Boer")


def at(page: str, *args: int) -> str:
    return reverse(f"admin:corporations_policyversion_{page}", args=args)


def typed(**changes: Any) -> dict[str, Any]:
    """What a manager sends who changes nothing but the day, and this."""
    last = policy.last_version()
    form = PolicyForm(last=last, booked=policy.postings_of(last), today=clock.today())
    begun = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in begun.items() if value is not None and value is not False}
    return sent | {"starts_on": NEXT.isoformat()} | changes


def keep(member: Any, **changes: Any) -> Any:
    return visitor(member).post(at("keep"), typed(**changes))


def test_new_policy_is_a_copy_of_the_last_with_the_next_number(manager: StaffMember) -> None:
    old = PolicyVersion.objects.get()
    PolicyPosting.objects.create(
        corporation=old.corporation, policy=old, kind="discount", ledger_account="4300", cost_centre="KP1"
    )
    assert keep(manager).status_code == 302
    new = PolicyVersion.objects.get(number=2)
    kept = {"id", "number", "starts_on"}
    before, after = (PolicyVersion.objects.values().get(pk=one.pk) for one in (old, new))
    assert {name: value for name, value in after.items() if name not in kept} == {
        name: value for name, value in before.items() if name not in kept
    }
    assert (new.starts_on, policy_on(clock.today()), policy_on(NEXT)) == (NEXT, old, new)
    assert policy.postings_of(new) == policy.postings_of(old)


CHANGES: dict[str, Any] = {
    "share": "65",
    "risk_rate": "12,5",
    "handling_cost": "1.310,50",
    "offer_cost": "2.000",
    "forms": ["one_off", "freeze"],
    "discount_months": "6; 12,24",
    "shows_rows": "",
    "advises": "on",
    "increase_1": "4,1",
    "increase_2": "3,25",
    "increase_3": "0",
    "letters_month": "3",
    "letters_day": "15",
    "amber_days": "21",
    "red_days": "49",
    "place_days": "5",
    "offer_valid_days": "10",
    "remind_after_days": "2",
    "cooling_off_days": "0",
    "ladder_height_m": "4,5",
    "inspection_days": "8",
    "repair_days": "20",
    "repair_rounds": "1",
    "exit_option": "handed_over",
    "counts_for_allowance": "nsu",
}
READ = {
    "share": Decimal("0.65"),
    "risk_rate": Decimal("0.125"),
    "handling_cost": Decimal("1310.50"),
    "offer_cost": Decimal("2000.00"),
    "discount_months": [6, 12, 24],
    "shows_rows": False,
    "advises": True,
    "ladder_height_m": Decimal("4.5"),
    "increase_rates": [Decimal("0.041"), Decimal("0.0325"), Decimal("0")],
}


def test_every_field_of_a_version_can_be_set_and_is_shown_before_it_is_kept(manager: StaffMember) -> None:
    shown = text(visitor(manager).post(at("compare"), typed(**CHANGES)))
    assert PolicyVersion.objects.count() == 1
    wanted = [
        '<td data-label="Nu">70 %</td> <td data-label="Straks"><b>65 %</b>',
        "<b>Eén keer geld, De huur bevriezen</b>",
        "4,1 %, 3,25 %, 0 %",
        "<b>maart</b>",
        "<b>4,5 meter</b>",
        "<b>De volgende huurder neemt de korting over</b>",
        "<b>telt niet mee voor de huurtoeslag</b>",
        "nog niet beslist",
    ]
    assert [word for word in wanted if word not in shown] == []
    keep(manager, **CHANGES)
    new = PolicyVersion.objects.get(number=2)
    expected = {name: value for name, value in CHANGES.items() if not name.startswith("increase")} | READ
    found = {name: getattr(new, name) for name in expected}
    assert {
        name: value for name, value in found.items() if value != expected[name] and str(value) != expected[name]
    } == {}
    fields = {field.name for field in PolicyVersion._meta.concrete_fields}
    assert fields - set(expected) == {"id", "corporation", "number", "starts_on"}


def test_what_is_compared_is_what_is_kept(manager: StaffMember) -> None:
    """The hidden fields of the comparison, sent as the browser would."""
    page = visitor(manager).post(at("compare"), typed(**CHANGES)).content.decode()
    form = page[page.index(at("keep")) :]
    sent: dict[str, list[str]] = {}
    for line in re.findall(r"<input type=\"hidden\"[^>]*>", form):
        name, value = (re.search(rf'{key}="([^"]*)"', line) for key in ("name", "value"))
        if name and name[1] != "csrfmiddlewaretoken":
            sent.setdefault(name[1], []).append(value[1] if value else "")
    visitor(manager).post(at("keep"), sent)
    through_page = PolicyVersion.objects.values().get(number=2)
    PolicyVersion.objects.filter(number=2).delete()
    keep(manager, **CHANGES)
    directly = PolicyVersion.objects.values().get(number=2)
    assert through_page | {"id": 0} == directly | {"id": 0}


def test_nothing_changed_is_said(manager: StaffMember) -> None:
    assert "Er verandert niets" in text(visitor(manager).post(at("compare"), typed()))


def test_postings_are_kept_by_kind_and_an_empty_one_is_left_out(manager: StaffMember) -> None:
    booked = {"discount_ledger": "4300", "discount_centre": "KP 1", "discount_vat": "VRI", "one_off_ledger": "4310"}
    keep(manager, **booked, one_off_vat="")
    assert policy.postings_of(PolicyVersion.objects.get(number=2)) == {
        "discount": {"ledger_account": "4300", "cost_centre": "KP 1", "vat_code": "VRI"},
        "one_off": {"ledger_account": "4310", "cost_centre": "", "vat_code": ""},
    }


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"starts_on": ""}, "starts_on", "Kies de dag waarop dit beleid begint."),
    ({"starts_on": "2027-02-30"}, "starts_on", "Kies een dag die bestaat"),
    ({"starts_on": "2020-06-01"}, "starts_on", "Deze dag is vandaag of al voorbij."),
    ({"starts_on": clock.today().isoformat()}, "starts_on", "Deze dag is vandaag of al voorbij."),
    ({"starts_on": "2099-01-01"}, "starts_on", "Dit is meer dan vijf jaar vooruit."),
    ({"share": "120"}, "share", "Een percentage is ten hoogste 100."),
    ({"share": "-1"}, "share", "Een percentage is 0 of meer."),
    ({"share": "12,345"}, "share", "ten hoogste twee cijfers achter de komma"),
    ({"share": ""}, "share", "Vul een percentage in."),
    ({"risk_rate": "veel"}, "risk_rate", "Schrijf een percentage in cijfers"),
    ({"increase_1": "-1"}, "increase_1", "Een percentage is 0 of meer."),
    ({"increase_3": "101"}, "increase_3", "Een percentage is ten hoogste 100."),
    ({"handling_cost": "300,005"}, "handling_cost", "ten hoogste twee cijfers achter de komma"),
    ({"offer_cost": "-300"}, "offer_cost", "Een bedrag is € 0 of meer."),
    ({"discount_months": "0, 12"}, "discount_months", "Een korting duurt 1 tot en met 36 maanden. Haal weg: 0."),
    ({"discount_months": "12, 37"}, "discount_months", "Een korting duurt 1 tot en met 36 maanden. Haal weg: 37."),
    ({"discount_months": "12, een jaar"}, "discount_months", "Schrijf hele maanden met een komma ertussen"),
    ({"discount_months": "-12"}, "discount_months", "Schrijf hele maanden met een komma ertussen"),
    ({"discount_months": ""}, "discount_months", "Vul in over hoeveel maanden de korting kan"),
    ({"forms": []}, "forms", "Kies ten minste één vorm."),
    ({"forms": ["gift"]}, "forms", "Kies een vorm uit de lijst."),
    ({"letters_day": "31"}, "letters_day", "Vul een getal in van 1 tot en met 28."),
    ({"letters_month": "13"}, "letters_month", "Kies een maand uit de lijst."),
    ({"amber_days": "0"}, "amber_days", "Vul een getal in van 1 tot en met 365."),
    ({"amber_days": "2,5"}, "amber_days", "Schrijf een heel getal in cijfers"),
    ({"red_days": "28"}, "red_days", "Dit moet later zijn dan de dagen die u belooft (28)."),
    ({"cooling_off_days": "99999999999"}, "cooling_off_days", "Vul een getal in van 0 tot en met 60."),
    ({"ladder_height_m": "4,55"}, "ladder_height_m", "ten hoogste één cijfer achter de komma"),
    ({"ladder_height_m": "-5"}, "ladder_height_m", "Schrijf de hoogte in meters"),
    ({"ladder_height_m": "500"}, "ladder_height_m", "De hoogste ladder is ten hoogste 9,9 meter."),
    ({"exit_option": "gift"}, "exit_option", "Kies een van deze mogelijkheden."),
    ({"counts_for_allowance": "ja"}, "counts_for_allowance", "Kies een van deze mogelijkheden."),
    ({"skip_ledger": "=1+1"}, "skip_ledger", "Neem letters, cijfers, spaties, punten en streepjes."),
    ({"skip_ledger": "4" * 21}, "skip_ledger", "Neem ten hoogste 20 tekens."),
    ({"skip_centre": "KP1"}, "skip_ledger", "Vul ook de grootboekrekening in"),
    ({"after": "7"}, "__all__", "Iemand heeft intussen een ander beleid gemaakt"),
    ({"after": ""}, "__all__", "Iemand heeft intussen een ander beleid gemaakt"),
]


@pytest.mark.parametrize(("changes", "field", "said"), WRONG)
def test_bad_input_is_refused_at_its_field_with_the_reason(
    manager: StaffMember, changes: dict[str, Any], field: str, said: str
) -> None:
    last = policy.last_version()
    form = PolicyForm(typed(**changes), last=last, booked={}, today=clock.today())
    assert {name: said in " ".join(errors) for name, errors in form.errors.items()} == {field: True}


@pytest.mark.parametrize("page", ["compare", "keep"])
def test_bad_input_comes_back_as_it_was_typed_and_keeps_nothing(manager: StaffMember, page: str) -> None:
    shown = text(visitor(manager).post(at(page), typed(share="120", discount_months="0, 12", advises="on")))
    wanted = ["Er gaat iets niet goed", 'name="share" value="120"', 'name="discount_months" value="0, 12"']
    assert [word for word in wanted if word not in shown] == []
    assert PolicyVersion.objects.count() == 1


@pytest.mark.parametrize("nonsense", ["\u0000", "9" * 5000, "1e400", "NaN", "<script>alert(1)</script>", "٣", "🏠"])
def test_nonsense_in_every_field_is_refused_and_no_error_page(manager: StaffMember, nonsense: str) -> None:
    sent = dict.fromkeys(typed(**{f"{kind}_centre": "x" for kind in ("skip", "freeze")}), nonsense)
    for page in ("compare", "keep", "new"):
        response = visitor(manager).post(at(page), sent)
        assert (response.status_code, "Er gaat iets niet goed" in text(response)) == (200, True)
        assert "<script>alert" not in response.content.decode()
    assert PolicyVersion.objects.count() == 1


def test_form_that_comes_back_to_be_changed_has_what_was_typed(manager: StaffMember) -> None:
    shown = text(visitor(manager).post(at("new"), typed(share="65", letters_day="7")))
    assert [word for word in ('value="65"', 'name="letters_day" value="7"') if word not in shown] == []


def test_second_version_on_the_same_day_is_refused_with_the_day(manager: StaffMember) -> None:
    keep(manager)
    last = policy.last_version()
    form = PolicyForm(typed(), last=last, booked={}, today=clock.today())
    assert "Er is al een beleid dat begint op" in str(form.errors["starts_on"])


@pytest.mark.parametrize("starts_on", [clock.today(), date(2020, 1, 1), date(1999, 1, 1)])
def test_service_refuses_a_start_that_is_not_after_today(manager: StaffMember, starts_on: date) -> None:
    with refused(PolicyCode.STARTS_TOO_SOON):
        policy.make_version({"starts_on": starts_on}, {}, after=1, by=manager)


def test_twin_without_the_guard_a_version_would_begin_in_the_past(
    manager: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "max", lambda *_: date(2020, 1, 1), raising=False)
    policy.make_version({"starts_on": date(2020, 6, 1)}, {}, after=1, by=manager)
    assert policy_on(clock.today()).number == 2


def test_service_refuses_a_page_that_compared_with_another_version(manager: StaffMember) -> None:
    keep(manager)
    with refused(PolicyCode.OUTDATED):
        policy.make_version({"starts_on": NEXT + timedelta(days=1)}, {}, after=1, by=manager)


def test_service_refuses_what_the_table_does_not_hold(manager: StaffMember) -> None:
    from django.core.exceptions import ValidationError

    for field, value in (("share", Decimal("1.2")), ("share", Decimal("0.12345")), ("letters_day", 31)):
        with pytest.raises(ValidationError), transaction.atomic():
            policy.make_version({"starts_on": NEXT, field: value}, {}, after=1, by=manager)
    assert PolicyVersion.objects.count() == 1


def test_version_to_come_is_withdrawn_with_its_postings(manager: StaffMember) -> None:
    keep(manager, skip_ledger="4320")
    new = PolicyVersion.objects.get(number=2)
    shown = text(visitor(manager).post(at("withdraw", new.pk), follow=True))
    assert "Beleid 2 is ingetrokken." in shown
    assert (PolicyVersion.objects.count(), PolicyPosting.objects.count()) == (1, 0)


def test_version_that_has_begun_is_not_withdrawn(manager: StaffMember) -> None:
    shown = text(visitor(manager).post(at("withdraw", PolicyVersion.objects.get().pk), follow=True))
    assert ("Dit beleid is al begonnen." in shown, PolicyVersion.objects.count()) == (True, 1)


def test_version_is_withdrawn_until_the_day_before_it_begins(manager: StaffMember) -> None:
    begins = clock.today() + timedelta(days=30)
    new = PolicyVersion.objects.create(corporation=manager.corporation, number=2, starts_on=begins)
    with time_machine.travel(begins), refused(PolicyCode.HAS_STARTED):
        policy.withdraw(new, by=manager)
    with time_machine.travel(begins - timedelta(days=1)):
        policy.withdraw(new, by=manager)
    assert PolicyVersion.objects.count() == 1


def test_version_that_an_offer_keeps_is_not_withdrawn(manager: StaffMember) -> None:
    keep(manager, skip_ledger="4320")
    new = PolicyVersion.objects.get(number=2)
    offer = factories.offer(factories.block(manager.corporation), factories.staff(manager.corporation, "officer"))
    type(offer).objects.update(policy=new)
    shown = text(visitor(manager).post(at("withdraw", new.pk), follow=True))
    assert "Er is al een aanbod of een aanvraag met dit beleid." in shown
    assert (PolicyVersion.objects.count(), PolicyPosting.objects.count()) == (2, 1)


def test_journal_tells_both_with_codes_only(manager: StaffMember) -> None:
    keep(manager)
    visitor(manager).post(at("withdraw", PolicyVersion.objects.get(number=2).pk))
    rows = Entry.objects.filter(subject="corporations.policyversion").order_by("pk")
    assert list(rows.values_list("action", "old", "new", "reason", "actor_id")) == [
        ("made", "1", "2", "", manager.user_id),
        ("withdrawn", "2", "", "", manager.user_id),
    ]


@pytest.mark.parametrize("page", ["keep", "withdraw"])
def test_second_factor_shown_long_ago_is_asked_again(manager: StaffMember, page: str) -> None:
    keep(manager)
    client = signed_in(Client(), manager.user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time() - 301}]
    session.save()
    new = PolicyVersion.objects.get(number=2)
    sent = typed(starts_on=(NEXT + timedelta(days=9)).isoformat()) if page == "keep" else {}
    response = client.post(at(page, *([new.pk] if page == "withdraw" else [])), sent)
    assert response["Location"].startswith("/accounts/2fa/")
    from klushuur.ground.scope import scope

    with scope.of(manager.corporation_id):
        assert PolicyVersion.objects.count() == 2


@pytest.mark.parametrize("page", ["new", "changelist"])
def test_page_takes_the_same_queries_with_1_and_8_versions(manager: StaffMember, page: str) -> None:
    client = visitor(manager)
    few, _ = queries(client, at(page))
    for number in range(7):
        keep(manager, starts_on=(NEXT + timedelta(days=number)).isoformat(), skip_ledger="4320")
    many, response = queries(client, at(page))
    assert (few, "beleid 8" in text(response).lower()) == (many, True)


def test_page_says_of_what_is_unsettled_to_have_it_checked_and_why(manager: StaffMember) -> None:
    for page in ("new", "changelist"):
        shown = text(visitor(manager).get(at(page)))
        wanted = [
            "Belasting en uitkeringen",
            "geen BSN",
            "art. 7:658 lid 4 BW",
            "wat er met een lopende korting gebeurt als de huur stopt",
        ]
        assert [word for word in wanted if word not in shown] == []
        assert shown.count("Laat dit toetsen.") == 5


def test_version_of_another_corporation_is_not_there(manager: StaffMember) -> None:
    elsewhere = factories.staff(factories.corporation("elders", "Wonen Elders"), "manager")
    theirs = PolicyVersion.objects.get()
    assert visitor(manager).post(at("withdraw", theirs.pk)).status_code == 404
    assert visitor(elsewhere).get(at("changelist")).status_code == 200
