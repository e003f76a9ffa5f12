"""A signed agreement in the tenant's words: what it means now, what to do next, and what else can be done."""

from datetime import date
from typing import TypedDict

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.contract.actions import ACTIONS
from agreements.contract.models import (
    COOLING_OFF,
    Agreement,
    AgreementStatus,
    SuspendGround,
)
from agreements.contract.services import rent_room
from agreements.rewards.services import rewarding
from agreements.work.services import working
from corporations.money.forms import form_of
from klushuur.ground import clock
from klushuur.ground.amounts.amounts import euro


class Told(TypedDict, total=False):
    """What a card tells; a part that is left out stays as it was. kind: of the tag; url, action: the one thing to do next."""

    tag: str | Promise
    kind: str
    text: str | Promise
    note: str
    url: str
    action: str


def day(when: date | None) -> str:
    """`12 mei 2027`; empty without a day."""
    return date_format(when, "j F Y") if when else ""


def words(agreement: Agreement) -> Told:
    """The tag, its kind, and what it means; nothing before both sides signed."""
    made = SAYS.get(AgreementStatus(agreement.status))
    if made is None:
        return {}
    tag, kind, text = made(agreement)
    return {"tag": tag, "kind": kind, "text": text}


Words = tuple[str, str, str]


def _signed(agreement: Agreement) -> Words:
    if clock.today() < agreement.works_from:
        text = _("Alles is getekend. U mag beginnen op %(day)s.") % {"day": day(agreement.works_from)}
        return _("getekend"), "good", text
    text = _("Alles is getekend. U kunt aan de slag, tot en met %(day)s.") % {"day": day(agreement.works_until)}
    return _("getekend"), "good", text


def _in_progress(agreement: Agreement) -> Words:
    last = {"day": day(agreement.works_until)}
    if agreement.works_until < clock.today():
        return _("te laat"), "stop", _("Uw laatste dag was %(day)s. Bent u klaar? Meld het. Zo niet, bel ons.") % last
    return _("u bent bezig"), "good", _("U bent bezig. Het werk is klaar op %(day)s.") % last


def _suspended(agreement: Agreement) -> Words:
    if agreement.ground == SuspendGround.ASBESTOS:
        text = _("Er ligt misschien asbest. Raak niets aan. Wij zoeken het uit en laten u weten wanneer u verder kunt.")
        return _("ligt stil"), "stop", text
    text = _("Het werk ligt stil. De reden: %(ground)s") % {"ground": agreement.get_ground_display()}
    return _("ligt stil"), "wait", text


def _completed(agreement: Agreement) -> Words:
    text = _("U bent klaar. Onze opzichter komt kijken, uiterlijk op %(day)s.") % {"day": day(agreement.inspect_before)}
    return _("wij kijken het na"), "", text


def _repair(agreement: Agreement) -> Words:
    if agreement.repaired_at:
        text = _("U hebt het hersteld. Onze opzichter komt nog een keer kijken, uiterlijk op %(day)s.")
        return _("wij kijken het na"), "", text % {"day": day(agreement.inspect_before)}
    text = _("Er moet nog iets hersteld worden. Dat kan tot en met %(day)s. Hieronder leest u wat.")
    return _("nog te herstellen"), "wait", text % {"day": day(agreement.repair_before)}


def _accepted(agreement: Agreement) -> Words:
    amount = {"amount": euro(agreement.reward)}
    text = str(form_of(agreement.form).accepted)
    return _("goedgekeurd"), "good", text % (amount | {"day": day(rent_room.first_month(agreement))})


def _rewarding(agreement: Agreement) -> Words:
    text = str(form_of(agreement.form).runs)
    days = {"first": day(agreement.reward_from), "last": day(rewarding.last_day(agreement))}
    rest = rewarding.rest_of(agreement)
    after = " " + _("Daarna betalen wij u de rest, %(amount)s.") % {"amount": euro(rest.amount)} if rest else ""
    return _("u krijgt uw beloning"), "good", text % days + after


def _finished(agreement: Agreement) -> Words:
    if agreement.rewarded_on:
        text = _("Deze klus is klaar. Wij betaalden %(amount)s op %(day)s. Bedankt!")
        paid = {"amount": euro(agreement.reward), "day": day(agreement.rewarded_on)}
        return _("afgerond"), "good", text % paid
    return _("afgerond"), "good", _("Deze klus is klaar en u hebt alles gekregen. Bedankt!")


def _taken_over(agreement: Agreement) -> Words:
    text = _("Wij maken het werk zelf af. De reden: %(ground)s Bel ons als u het er niet mee eens bent.")
    return _("door ons overgenomen"), "stop", text % {"ground": agreement.get_ground_display()}


def _terminated(agreement: Agreement) -> Words:
    if agreement.ground == COOLING_OFF:
        return _("gestopt"), "", _("U hebt zich bedacht. De overeenkomst is gestopt. U hoeft niets meer te doen.")
    text = _("De overeenkomst is gestopt. De reden: %(ground)s Bel ons als u het er niet mee eens bent.")
    return _("gestopt"), "stop", text % {"ground": agreement.get_ground_display()}


SAYS = {
    AgreementStatus.SIGNED: _signed,
    AgreementStatus.IN_PROGRESS: _in_progress,
    AgreementStatus.SUSPENDED: _suspended,
    AgreementStatus.COMPLETED: _completed,
    # it never lasts longer than the transaction that also decides
    AgreementStatus.INSPECTED: _completed,
    AgreementStatus.REPAIR: _repair,
    AgreementStatus.ACCEPTED: _accepted,
    AgreementStatus.REWARDING: _rewarding,
    AgreementStatus.FINISHED: _finished,
    AgreementStatus.TAKEN_OVER: _taken_over,
    AgreementStatus.TERMINATED: _terminated,
}


def inspection_note(agreement: Agreement | None) -> str:
    """When the inspector comes at the latest, while that is to come."""
    if agreement is None or not agreement.inspect_before:
        return ""
    return _("uiterlijk op %(day)s") % {"day": day(agreement.inspect_before)}


def next_action(agreement: Agreement, slug: str) -> Told:
    """The one thing to do next, or nothing."""
    name, label = _next(agreement)
    return {"url": reverse(name, args=[slug, agreement.pk]), "action": label} if name else {}


def _next(agreement: Agreement) -> tuple[str, str]:
    if agreement.status == AgreementStatus.SIGNED and clock.today() >= agreement.works_from:
        return "agreement_start", _("Ik begin met de klus")
    if agreement.status == AgreementStatus.IN_PROGRESS:
        return "agreement_ready", _("Ik ben klaar")
    if agreement.status == AgreementStatus.SUSPENDED and agreement.ground != SuspendGround.ASBESTOS:
        return "agreement_resume", _("Ik ga weer verder")
    if agreement.status == AgreementStatus.REPAIR and not agreement.repaired_at:
        return "agreement_repaired", _("Het is hersteld")
    return "", ""


def other_ways(agreement: Agreement, slug: str) -> list[dict[str, str]]:
    """What else a tenant can do: stop for a while, or think better of it. A question to the database each."""
    found = []
    if agreement.status == AgreementStatus.IN_PROGRESS:
        found.append(("agreement_suspend", _("Ik moet even stoppen")))
    if agreement.status in ACTIONS["cool_off"].starts and working.may_cool_off(agreement):
        last = day(working.last_day_to_cool_off(agreement))
        found.append(("agreement_cool_off", _("Ik heb mij bedacht (kan tot en met %(day)s)") % {"day": last}))
    return [{"url": reverse(name, args=[slug, agreement.pk]), "label": label} for name, label in found]
