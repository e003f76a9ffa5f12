"""Every value that a mail says: which, and in which order, in text and HTML, in both languages. No two values are alike here."""

from datetime import date
from decimal import Decimal as D
from types import SimpleNamespace as Row
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from agreements.contract.models import Payout, RentChange
from tests.ground.mail.test_templates import KINDS, TO_THE_OFFICER
from tests.said import said

WORLD: dict[str, Any] = {
    "closes": date(2027, 1, 31),
    "sign_before": date(2027, 2, 9),
    "works_from": date(2027, 4, 15),
    "works_until": date(2027, 10, 14),
    "inspect_before": date(2027, 11, 3),
    "repair_before": date(2027, 12, 4),
    "pay_before": date(2028, 1, 5),
    "rewarded_on": date(2028, 2, 6),
    "first_month": date(2028, 3, 1),
    "begins": date(2028, 4, 1),
    "ends": date(2030, 5, 31),
    "place_until": date(2027, 3, 7),
    "kept_until": date(2027, 5, 8),
    "rest_paid_on": date(2030, 6, 9),
    "lower_from": date(2028, 7, 1),
    "lower_last": date(2028, 9, 30),
    "single": date(2028, 10, 1),
    "due_on": date(2028, 12, 11),
    "paid_on": date(2028, 11, 12),
    "reward": D("1127.11"),
    "rest": D("182.22"),
    "paid_rest": D("183.33"),
    "lapsed": D("184.44"),
    "a_month": D("93.55"),
    "one_month": D("94.66"),
    "to_pay": D("10.77"),
    "was_paid": D("11.88"),
    "cooling_off": 41,
    "signing_term": 42,
    "amber": 43,
    "red": 83,
    "minutes": 37,
    "months": 34,
    "title": "Schilder uw kozijnen",
    "tenant": "Jan de Wit",
    "party": "Maria Jansen",
    "officer": "Fatima Yilmaz",
    "colleague": "Tom Mulder",
    "phone": "088 111 11 11",
    "other_phone": "088 222 22 22",
    "corporation": "Wonen Voorbeeldstad",
    "reference": "KH-2027-000123",
    "ground": "Het is te hoog.",
    "reason": "Een andere kleur.",
    "note": "De plint.",
    "code": "314159",
    "job": "Buitenwerk",
}
W = Row(**WORLD)
POLICY = Row(cooling_off_days=W.cooling_off, offer_valid_days=W.signing_term, amber_days=W.amber, red_days=W.red)
LOWER = [
    RentChange(starts_on=W.lower_from, ends_on=date(2028, 10, 1), amount=W.a_month),
    RentChange(starts_on=W.single, ends_on=date(2028, 11, 1), amount=W.one_month),
]
TO_PAY = [
    Payout(due_on=date(2029, 1, 1), paid_on=W.paid_on, amount=W.was_paid),
    Payout(due_on=W.due_on, amount=W.to_pay),
]
VALUES = {  # by kind, or by kind and form; between what every mail of its sort begins and ends with
    "application_received": "title closes amber",
    "application_taken_up": "officer title",
    "application_rejected": "title ground",
    "application_waiting": "title",
    "place_offered": "title place_until",
    "place_lapsed": "title kept_until",
    "agreement_offered": "title reward sign_before cooling_off",
    "agreement_form_changed": "title sign_before",
    "agreement_renewed": "title reason",
    "agreement_declined": "title ground",
    "agreement_expired": "title sign_before",
    "agreement_signed_by_tenant": "title corporation",
    "agreement_document": "title cooling_off works_from",
    "agreement_suspended": "title ground works_until",
    "agreement_resumed": "title works_until",
    "agreement_ready": "title inspect_before",
    "inspection_passed.one_off": "title reward pay_before",
    "inspection_passed.discount": "title reward months first_month",
    "inspection_passed.skip": "title reward first_month",
    "inspection_passed.freeze": "title reward first_month",
    "inspection_repair": "title note repair_before",
    "agreement_taken_over": "title ground",
    "agreement_terminated": "title ground",
    "agreement_rewarded.one_off": "reward rewarded_on",
    "agreement_rewarded.discount": "reward begins ends rest",
    "agreement_rewarded.skip": "reward begins ends rest",
    "agreement_rewarded.freeze": "reward begins ends rest",
    "reward_rest_paid": "paid_rest rest_paid_on",
    "reward_changed.skip": "reward begins ends rest",
    "reward_changed.freeze": "reward begins ends rest",
    "reward_corrected": "lower_from~ lower_last~ a_month single~ one_month was_paid paid_on to_pay due_on lapsed",
    "reminder_sign": "title sign_before",
    "reminder_start": "works_from title works_until",
    "reminder_finish": "title works_until",
    "signing_code": "code minutes",
    "question_answered": "title",
    "information_requested": "title",
    "interest_noted": "job kept_until",
}
VALUES |= {"sign_in_code": "code"}
NOTHING = {*TO_THE_OFFICER, "sign_in_unknown", "sign_in_stopped", "account_notice"}  # but whose it is


def told(kind: str, form: str = "skip") -> dict[str, Any]:
    """What a service hands to the mail of a kind. The officer of the case is not who made the offer."""
    application = Row(
        pk=1, offer_id=2, reference=W.reference, place_until=W.place_until, clock_starts_on=W.closes, policy=POLICY,
        tenant=Row(name=W.tenant),
        offer=Row(title=W.title, closes_on=date(2026, 12, 24), officer=Row(name=W.colleague, phone=W.other_phone)),
    )  # fmt: skip
    agreement = Row(
        pk=4, version=1, form=form, reward=W.reward, months=W.months, sign_before=W.sign_before, works_from=W.works_from,
        works_until=W.works_until, inspect_before=W.inspect_before, quote=Row(policy=POLICY),
        rewarded_on=W.rewarded_on if form == "one_off" else None,
    )  # fmt: skip
    account = kind.startswith(("sign_in", "account"))
    case = {} if account or kind == "interest_noted" else {"application": application, "agreement": agreement}
    return case | {
        "contact": None if account else Row(name=W.officer, phone=W.phone),
        "corporation": None if account else Row(name=W.corporation, slug="voorbeeldstad", brand="#123456"),
        "document": Row(pk=8), "inspection": Row(note=W.note, repair_before=W.repair_before), "pay_before": W.pay_before,
        "first_month": W.first_month, "booking": Row(starts_on=W.begins, last_day=W.ends, once=W.rest),
        "balance": Row(lower=LOWER, to_pay=TO_PAY, lapsed=W.lapsed), "is_ended": True, "amount": W.paid_rest,
        "day": W.rest_paid_on, "ground": W.ground, "reason": W.reason, "minutes": W.minutes, "last_day": W.kept_until,
        "job": W.job, "token": "k3y", "code": W.code, "is_open": True,
        "name": {"signing_code": W.party, **dict.fromkeys(TO_THE_OFFICER, W.officer)}.get(kind, ""),
        "site": settings.SITE.address, "subject": "",
    }  # fmt: skip


def wanted(kind: str, values: str) -> list[str]:
    """With the greeting and the person that a mail of this sort has; the corporation stands on top in one part, below in the other."""
    if kind.startswith(("sign_in", "account")):
        return values.split()
    if kind == "interest_noted":
        return [*values.split(), "officer", "phone"]
    who = {"signing_code": "party"}.get(kind, "officer" if kind in TO_THE_OFFICER else "tenant")
    return [who, *values.split(), "officer", "phone", "reference"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", [*VALUES, *sorted(NOTHING)])
def test_mail_says_these_values_in_text_and_html(key: str, language: str) -> None:
    kind, _, form = key.partition(".")
    context = told(kind, form or "skip")
    with translation.override(language):
        text = said(render_to_string(f"mail/{kind}.txt", context), WORLD)
        html = said(render_to_string(f"mail/{kind}.html", context), WORLD)
    names = wanted(kind, VALUES.get(key, ""))
    sender = ["corporation"] if context["corporation"] else []
    number = ["reference"] if "reference" in names else []
    assert text.split() == [*names[: len(names) - len(number)], *sender, *number]
    assert html.split() == [*sender, *names]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("agreement_offered", "sign_before"),
        ("inspection_repair", "repair_before"),
        ("place_offered", "place_until"),
        ("reminder_finish", "works_until"),
        ("reminder_sign", "sign_before"),
        ("reminder_start", "works_from"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_subject_says_this_day(kind: str, value: str, language: str) -> None:
    with translation.override(language):
        assert said(render_to_string(f"mail/{kind}.subject.txt", told(kind)), WORLD) == value


def test_every_mail_is_in_the_table() -> None:
    assert {key.partition(".")[0] for key in VALUES} | NOTHING == set(KINDS)


def test_values_that_changed_places_are_seen() -> None:
    """The twin."""
    with translation.override("nl"):
        assert said("Van 14 oktober tot 15 april 2027", WORLD) == "works_from"
        assert said("Van 14 oktober 2027 tot 15 april 2027: €\xa01,00", WORLD) == "works_until works_from €\xa01,00?"
