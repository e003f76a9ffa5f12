"""Letters with a sign-up code: a batch for a complex as one PDF, made by a worker, printed and posted by an officer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import slugify

from corporations.models import Complex, LeaseParty, StaffMember
from klushuur.ground import clock, locks, sweeping
from klushuur.ground.accounts.models import User
from klushuur.ground.files import files
from klushuur.ground.files.media import PDF
from klushuur.ground.files.models import Audience, File
from klushuur.ground.journal import journal
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.outbox import outbox
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope
from tenants import documents
from tenants.documents import Letter
from tenants.models import STUCK, BatchReason, Invitation, LetterBatch, code_hash, new_code
from tenants.rules import post_order
from tenants.services.refusals import LetterCode
from tenants.statuses import BatchStatus

MOST = 200  # letters in a batch: 14 s of work and 300 MB, well within what a task of a worker may take
AT_ONCE = 20  # letters laid out together; the bar moves on after each
KEPT_DAYS = 7
FILES = "letters"


def without_account() -> QuerySet[LeaseParty]:
    """Who rents a home of the current corporation today and has no account yet."""
    today = clock.today()
    running = LeaseParty.objects.filter(corporation_id=scope.here(), lease__starts_on__lte=today)
    return running.exclude(lease__ends_on__lt=today).filter(user=None)


@dataclass(frozen=True)
class ComplexRow:
    """A complex with what there is to write, and its newest batch."""

    complex: Any  # a Complex, with the counts of `overview`
    batch: LetterBatch | None

    @property
    def is_busy(self) -> bool:
        """Whether letters are being made, and will come: nobody can order others now."""
        return self.batch is not None and self.batch.is_being_made and not self.batch.is_stuck


def overview() -> list[ComplexRow]:
    """Every complex of the current corporation by name: how many tenants have no account, and how many codes are open."""
    nobody = without_account().filter(lease__dwelling__complex=OuterRef("pk"))
    codes = Invitation.objects.open_on(clock.today()).filter(party__lease__dwelling__complex=OuterRef("pk"))
    last = LetterBatch.objects.filter(complex=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    found = Complex.objects.filter(corporation_id=scope.here()).annotate(
        without_account=_number(nobody), open_codes=_number(codes), last_batch=Subquery(last)
    )
    complexes = list(found.order_by("name", "pk"))
    batches = LetterBatch.objects.in_bulk([one.last_batch for one in complexes if one.last_batch])
    return [ComplexRow(one, batches.get(one.last_batch)) for one in complexes]


def _number(rows: QuerySet[LeaseParty] | QuerySet[Invitation]) -> Coalesce:
    """How many rows a subquery has."""
    counted = rows.order_by().values("corporation_id").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def to_write_to(block: Complex, party: LeaseParty | None = None) -> list[LeaseParty]:
    """Who gets a letter now, in post order: all without an account, or this one.

    Of more than MOST those without an open code come first, so that the next batch is for the others.
    """
    still_open = Invitation.objects.open_on(clock.today()).filter(party=OuterRef("pk"))
    found = without_account().filter(lease__dwelling__complex=block).annotate(has_code=Exists(still_open))
    if party is not None:
        found = found.filter(pk=party.pk)
    parties = sorted(found.select_related("lease__dwelling").order_by("pk"), key=_post_order)
    first = sorted(parties, key=lambda one: one.has_code)[:MOST]
    return sorted(first, key=_post_order)


def _post_order(party: LeaseParty) -> tuple[object, ...]:
    home = party.lease.dwelling
    return post_order(postcode=home.postcode, street=home.street, house_number=home.house_number)


@transaction.atomic
def order_letters(block: Complex, *, officer: StaffMember, party: LeaseParty | None = None) -> LetterBatch:
    """Write down a batch for a complex, or for one party, and the work of making it.

    Their earlier codes go on working until the new letters are ready. A batch that is being made for longer than an
    hour is given up first. Raises NOBODY_TO_WRITE_TO, ALREADY_BUSY.
    """
    _give_up_stuck(block, by=officer.user)  # or its constraint would refuse the new one
    total = len(to_write_to(block, party))
    if not total:
        raise Refusal(LetterCode.NOBODY_TO_WRITE_TO, block.pk)
    try:
        with transaction.atomic():
            batch = LetterBatch.objects.create(
                corporation_id=block.corporation_id,
                complex=block,
                party=party,
                officer=officer,
                total=total,
                made_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refusal(LetterCode.ALREADY_BUSY, block.pk) from error
    journal.record(batch, "ordered", by=officer.user)
    outbox.add("tenants.letters", occasion=str(batch.pk), batch_id=batch.pk)
    return batch


def _give_up_stuck(block: Complex, *, by: User) -> None:
    # by real time: it is about a worker, for which no clock of a demo is moved
    for batch in LetterBatch.objects.being_made().filter(complex=block, made_at__lt=timezone.now() - STUCK):
        try:
            _fail(batch, by=by, reason=BatchReason.STUCK)
        except StaleStatus:
            continue  # ready after all


@transaction.atomic
def _fail(batch: LetterBatch, *, by: User | None, reason: str) -> None:
    batch.move_to("give_up", by=by, reason=reason)
    _ask_to_clear(batch)


def _ask_to_clear(batch: LetterBatch) -> None:
    outbox.add("tenants.clear_letters", occasion=str(batch.pk), batch_id=batch.pk)


def write_letters(batch_id: int) -> None:
    """Make the PDF of a batch, then its invitations: hashes of the codes, which are in the file alone.

    Safe to repeat and to be killed anywhere: file first, then in one transaction the invitations, the end of earlier
    codes and the batch READY; before that no code works, and a repeat makes new ones. No transaction is open while
    the letters are laid out. Raises outbox.Never when there is nothing to write, and as `documents.letters_pdf`;
    outbox.Later when the file can't be kept.
    """
    batch = (
        LetterBatch.objects.select_related("complex", "party", "officer__user", "corporation")
        .filter(corporation_id=scope.here(), pk=batch_id)
        .first()
    )
    if batch is None:
        raise outbox.Never("no such batch")
    if batch.is_being_made:
        _write(batch)
    if batch.status == BatchStatus.READY:
        files.clear(batch, FILES, keep=batch.file)  # what a worker left that was killed half-way


def _write(batch: LetterBatch) -> None:
    letters = [Letter(party, new_code()) for party in to_write_to(batch.complex, batch.party)]
    if not letters:
        _fail(batch, by=journal.SYSTEM, reason=BatchReason.NOBODY)
        raise outbox.Never("nobody to write to")
    if batch.can("lay_out"):
        with transaction.atomic():
            batch.move_to("lay_out", by=journal.SYSTEM)
    # some may have signed up since it was ordered; a repeat begins again
    LetterBatch.objects.filter(pk=batch.pk).update(total=len(letters), done=0)
    try:
        content = documents.letters_pdf(batch, _counted(batch, letters))
    except outbox.Never:
        _fail(batch, by=journal.SYSTEM, reason=BatchReason.REFUSED)
        raise
    name = f"brieven-{slugify(batch.complex.name)}-{batch.pk}.pdf"
    try:
        stored = files.store(content, owner=batch, kind=FILES, audience=Audience.STAFF, name=name, of_type=PDF)
    except OSError as error:  # the disk is full, or away
        raise outbox.Later(f"files: {type(error).__name__}") from error
    try:
        _finish(batch, letters, stored)
    except StaleStatus:  # given up meanwhile: nobody gets these letters
        files.clear(batch, FILES)
        batch.refresh_from_db()


def _counted(batch: LetterBatch, letters: list[Letter]) -> Iterator[list[Letter]]:
    """The letters in portions; the batch says how many are laid out."""
    for start in range(0, len(letters), AT_ONCE):
        yield letters[start : start + AT_ONCE]
        LetterBatch.objects.being_made().filter(pk=batch.pk).update(done=min(start + AT_ONCE, len(letters)))


@transaction.atomic
def _finish(batch: LetterBatch, letters: Iterable[Letter], stored: File) -> None:
    """Codes work from here on. The parties are held first, as by everybody who writes their invitations."""
    batch.move_to("finish", by=journal.SYSTEM, file=files.record(stored), ready_at=clock.now())
    codes = {letter.party.pk: letter.code for letter in letters}
    parties = locks.hold_all(LeaseParty.objects.filter(pk__in=codes))
    # before the new ones: a party has one open code (a database constraint)
    Invitation.objects.filter(party__in=codes, used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    # whoever signed up meanwhile needs no code: the one in the letter never works
    still = {party.pk for party in parties if party.user_id is None}
    expires_on = Invitation.last_day(clock.today())
    for party_id, code in codes.items():
        if party_id in still:
            invitation = Invitation.objects.create(
                corporation_id=batch.corporation_id,
                party_id=party_id,
                batch=batch,
                code_sha256=code_hash(code),
                expires_on=expires_on,
            )
            journal.record(invitation, "invited", by=batch.officer.user)
    _replace_void(batch)


def _replace_void(batch: LetterBatch) -> None:
    """Earlier letters of which no code works any more go, so that nobody posts them by mistake."""
    works = Invitation.objects.filter(batch=OuterRef("pk"), used_at=None, revoked_at=None)
    for old in LetterBatch.objects.ready().filter(~Exists(works), complex=batch.complex_id).exclude(pk=batch.pk):
        old.move_to("replace", by=journal.SYSTEM, reason=BatchReason.REPLACED, removed_at=clock.now())
        _ask_to_clear(old)


@transaction.atomic
def post(batch: LetterBatch, *, by: User) -> None:
    """READY -> REMOVED: the letters are in the post, so the file goes. Raises IllegalTransition, StaleStatus."""
    batch.move_to("post", by=by, reason=BatchReason.POSTED, posted_at=clock.now(), removed_at=clock.now())
    _ask_to_clear(batch)


def remove_old() -> int:
    """Files that wait for more than KEPT_DAYS go: they hold codes that work. Returns how many; twice is normal."""
    before = clock.now() - timedelta(days=KEPT_DAYS)
    old = LetterBatch.objects.ready().filter(corporation_id=scope.here(), ready_at__lt=before).order_by("pk")
    return sweeping.each_here(old.values_list("pk", flat=True), _remove, what="letter batch")


def _remove(pk: int) -> bool:
    """READY -> REMOVED by the system. False when an officer was faster."""
    batch = LetterBatch.objects.ready().filter(pk=pk).first()
    if batch is None:
        return False
    try:
        batch.move_to("throw_away", by=journal.SYSTEM, reason=BatchReason.OLD, removed_at=clock.now())
    except StaleStatus:
        return False
    _ask_to_clear(batch)
    return True


def clear(batch_id: int) -> None:
    """Throw the files of a batch away. Safe to repeat. Raises outbox.Never while it has any use, outbox.Later."""
    batch = LetterBatch.objects.filter(corporation_id=scope.here(), pk=batch_id).first()
    if batch is None or not batch.is_over:
        raise outbox.Never("still of use")
    try:
        files.clear(batch, FILES)
    except OSError as error:
        raise outbox.Later(f"files: {type(error).__name__}") from error


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> bool:
    """A code works no longer. Returns False when it did not work already."""
    still = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if not still.update(revoked_at=timezone.now()):
        return False
    journal.record(invitation, "revoked", by=by)
    return True
