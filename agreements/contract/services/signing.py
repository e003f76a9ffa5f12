"""Signing: a one-time code to the tenant, a signature under the exact text, and the corporation's own at last."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from agreements.contract import reminders
from agreements.contract.models import (
    Agreement,
    ReminderKind,
    Signature,
    SigningCode,
)
from agreements.contract.services import rent_requests
from agreements.contract.services.refusals import ContractCode
from corporations.models import LeaseParty, StaffMember
from corporations.services.people import mandate_of
from jobs.applications.services.notices import contact_of, tell
from klushuur.ground import clock, locks
from klushuur.ground.accounts.models import User
from klushuur.ground.journal import journal
from klushuur.ground.mail import mail
from klushuur.ground.outbox import outbox
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.typed import typed

CODE_MINUTES = 10
MOST_TRIES = 5


def party_of(agreement: Agreement, user: User) -> LeaseParty | None:
    """The party of the lease that this account is; None for an account of somebody else."""
    return LeaseParty.objects.filter(lease=agreement.application.lease_id, user=user).first()


def has_signed(agreement: Agreement, party: LeaseParty | None) -> bool:
    """Whether this party signed the present text; a signature under an earlier one does not count."""
    signatures = agreement.signatures.filter(version=agreement.version, text_sha256=agreement.text_sha256)
    return party is not None and signatures.filter(party=party).exists()


def parties_to_sign(agreement: Agreement) -> list[LeaseParty]:
    """The parties of the lease without a signature under this text."""
    signed = agreement.signatures.filter(text_sha256=agreement.text_sha256, party__isnull=False).values("party")
    return list(LeaseParty.objects.filter(lease=agreement.application.lease_id).exclude(pk__in=signed).order_by("pk"))


@transaction.atomic
def send_code(agreement: Agreement, *, user: User) -> None:
    """Mail this party a code for exactly this text; the codes before it end. Raises TOO_LATE, TEXT_CHANGED without a text."""
    check_open(agreement)
    if not agreement.text_sha256:
        raise Refusal(ContractCode.TEXT_CHANGED, agreement.pk)
    # One code at a time, or tries could be spread over several.
    SigningCode.objects.filter(agreement=agreement, user=user, used_at=None).update(expires_at=timezone.now())
    # of a million, with five tries: a guess comes right once in 200,000
    code = f"{secrets.randbelow(10**6):06}"
    row = SigningCode.objects.create(  # first without its hash, which is bound to the number of the row
        corporation_id=agreement.corporation_id,
        agreement=agreement,
        user=user,
        text_sha256=agreement.text_sha256,
        code_hash="",
        expires_at=timezone.now() + timedelta(minutes=CODE_MINUTES),
    )
    SigningCode.objects.filter(pk=row.pk).update(code_hash=_hash(row, code))
    party = party_of(agreement, user)
    mail.write(
        "signing_code",
        to=user.email,
        occasion=str(row.pk),
        language=user.language,
        has_secret=True,
        name=party.name if party else "",
        corporation=agreement.corporation,
        application=agreement.application,
        agreement=agreement,
        code=code,
        minutes=CODE_MINUTES,
        contact=contact_of(agreement.application),
    )


def has_live_code(agreement: Agreement, user: User) -> bool:
    """Whether a code was sent that can still be used."""
    return _live_codes(agreement, user).exists()


def _live_codes(agreement: Agreement, user: User) -> models.QuerySet[SigningCode]:
    """Codes for the text as it is now."""
    mine = SigningCode.objects.filter(agreement=agreement, user=user, text_sha256=agreement.text_sha256)
    return mine.filter(used_at=None, expires_at__gt=timezone.now(), tries__lt=MOST_TRIES)


def _hash(row: SigningCode, code: str) -> str:
    """A hash over the code and all that it is bound to."""
    # so that a hash which is copied to another row, party or text fits nothing there
    bound = f"{row.pk}:{row.agreement_id}:{row.user_id}:{row.text_sha256}:{code}"
    return hmac.new(settings.SECRET_KEY.encode(), bound.encode(), hashlib.sha256).hexdigest()


def use_code(agreement: Agreement, *, user: User, code: str) -> None:
    """Spend a code. Each try is counted, also when the rest of the request fails. Raises CODE_WRONG, CODE_SPENT."""
    live = _live_codes(agreement, user)
    row = live.order_by("-pk").first()
    # The try is counted before the code is read, and on the row as it then is: guesses at once are as many tries.
    if row is None or not live.filter(pk=row.pk).update(tries=F("tries") + 1):
        raise Refusal(ContractCode.CODE_SPENT, agreement.pk)
    plain = typed.code(code, alphabet=typed.DIGITS)
    # in constant time: how long it takes tells no digit
    if not hmac.compare_digest(row.code_hash, _hash(row, plain)):
        raise _code_refused(agreement, tries_left=MOST_TRIES - row.tries - 1)
    if not SigningCode.objects.filter(pk=row.pk, used_at=None).update(used_at=timezone.now()):  # two clicks at once
        raise Refusal(ContractCode.CODE_SPENT, agreement.pk)


def _code_refused(agreement: Agreement, *, tries_left: int) -> Refusal:
    """Wrong, and whether this code can be tried again."""
    if tries_left <= 0:
        return Refusal(ContractCode.CODE_SPENT, agreement.pk)
    return Refusal(ContractCode.CODE_WRONG, agreement.pk, left=tries_left)


@transaction.atomic
def sign_as_tenant(agreement: Agreement, *, party: LeaseParty, name: str, text_sha256: str) -> None:
    """A party's signature; its code has been spent just before. Stays OFFERED: the corporation signs last.

    Where there was no form to choose, the first signature makes the written request for a lower rent.
    Raises TEXT_CHANGED, TOO_LATE, PARTIES_CHANGED, ALREADY_SIGNED, StaleStatus.
    """
    held = _hold(agreement, text_sha256)
    check_open(held)
    rent_requests.ask_by_signing(held, party=party)
    _sign(held, party=party, name=name, way="code_by_mail", by=party.user)
    if not parties_to_sign(held):
        tell(held.application, "agreement_signed_by_tenant", agreement=held)


@transaction.atomic
def sign_for_corporation(agreement: Agreement, *, by: StaffMember, text_sha256: str) -> None:
    """OFFERED -> SIGNED once every party has signed, then ask for the document and plan the reminders of the work.

    Raises NOT_WITHIN_MANDATE, TEXT_CHANGED, PARTIES_CHANGED, SIGNATURE_MISSING, REQUEST_MISSING, ALREADY_SIGNED, IllegalTransition, StaleStatus.
    """
    held = _hold(agreement, text_sha256)
    if parties_to_sign(held):
        raise Refusal(ContractCode.SIGNATURE_MISSING, agreement.pk)
    rent_requests.check(held)
    # Nobody binds the corporation above the own mandate, or for the home that they live in (docs/rules.md, hard rule 2).
    if held.reward > mandate_of(by, clock.today()) or by.home_id == held.application.lease.dwelling_id:
        raise Refusal(ContractCode.NOT_WITHIN_MANDATE, by.pk)
    held.move_to("sign_for_us", by=by.user)
    _sign(held, member=by, name=by.name, way="second_factor", by=by.user)
    reminders.plan(held, ReminderKind.START, ReminderKind.FINISH)
    outbox.add("agreements.render", occasion=f"{held.pk}.{held.version}", agreement_id=held.pk, version=held.version)


def _hold(agreement: Agreement, text_sha256: str) -> Agreement:
    """The row, locked: no other form is chosen meanwhile. Raises TEXT_CHANGED, PARTIES_CHANGED."""
    # read anew under the lock: what we were handed may be as old as the page
    held = locks.hold(Agreement, agreement.pk)
    if not text_sha256 or text_sha256 != held.text_sha256:
        raise Refusal(ContractCode.TEXT_CHANGED, agreement.pk)
    check_parties(held)
    return held


def _sign(
    agreement: Agreement,
    *,
    name: str,
    way: str,
    by: User | None,
    party: LeaseParty | None = None,
    member: StaffMember | None = None,
) -> None:
    """Keep the signature of one side. Raises ALREADY_SIGNED."""
    try:
        with transaction.atomic():  # a savepoint: the caller may go on after a refusal by the database
            signature = Signature.objects.create(
                corporation_id=agreement.corporation_id,
                agreement=agreement,
                version=agreement.version,
                text_sha256=agreement.text_sha256,
                name=name,
                way=way,
                signed_at=clock.now(),
                party=party,
                member=member,
            )
    except IntegrityError as error:
        raise Refusal(ContractCode.ALREADY_SIGNED, agreement.pk) from error
    journal.record(signature, "signed", by=by)


def is_open(agreement: Agreement) -> bool:
    """Whether a party can sign today."""
    is_in_time = agreement.sign_before is not None and agreement.sign_before >= clock.today()
    return agreement.can("sign") and is_in_time


def check_open(agreement: Agreement) -> None:
    """Raises TOO_LATE."""
    if not is_open(agreement):
        raise Refusal(ContractCode.TOO_LATE, agreement.pk)


def check_parties(agreement: Agreement) -> None:
    """Raises PARTIES_CHANGED."""
    if agreement.has_other_parties:
        raise Refusal(ContractCode.PARTIES_CHANGED, agreement.pk)
