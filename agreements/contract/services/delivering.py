"""The signed agreement as a file, and word of it to everybody who signed."""

from django.db import transaction
from django.utils import timezone

from agreements.contract import documents
from agreements.contract.models import Agreement, Document
from agreements.contract.services.notices import tell_parties
from agreements.contract.statuses import NEVER_SIGNED
from klushuur.ground.files import files
from klushuur.ground.files.media import PDF
from klushuur.ground.files.models import Audience, File
from klushuur.ground.journal import journal
from klushuur.ground.outbox import outbox

KIND = "agreement"


def deliver(agreement_id: int, version: int) -> None:
    """Make the document of a signed agreement, once, and write each party with an account a link to it.

    Safe to repeat and to be killed anywhere: the file is whole before its row is written, row and messages are one
    transaction, and no transaction is open while the document renders. Raises outbox.Never when there is nothing to
    render (no such agreement, another version, not signed), and as `documents.pdf_of`.
    """
    agreement = Agreement.objects.with_case().filter(pk=agreement_id, version=version).first()
    if agreement is None:
        raise outbox.Never("no such agreement and version")
    if agreement.status in NEVER_SIGNED:
        raise outbox.Never("not signed")
    document = Document.objects.filter(agreement=agreement, version=version, kind=KIND).first()
    if document is None:
        content = documents.pdf_of(agreement)
        name = f"overeenkomst-{agreement.reference}.pdf"
        try:
            stored = files.store(
                content, owner=agreement, kind=KIND, audience=Audience.EVERYBODY, name=name, of_type=PDF
            )
        except OSError as error:  # the disk is full, or away
            raise outbox.Later(f"files: {type(error).__name__}") from error
    with transaction.atomic():
        if document is None:
            document = _row(agreement, stored)
        tell_parties(agreement, "agreement_document", occasion=str(document.pk), document=document)


def _row(agreement: Agreement, stored: File) -> Document:
    """The document's row, or the one that another worker was faster with."""
    document, is_new = Document.objects.get_or_create(
        corporation_id=agreement.corporation_id,
        agreement=agreement,
        version=agreement.version,
        kind=KIND,
        defaults={"file": files.record(stored), "made_at": timezone.now()},
    )
    if is_new:
        journal.record(document, "made", by=journal.SYSTEM)
    return document
