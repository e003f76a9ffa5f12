"""The agreements of a proof: made by the services, signed at once, and counted afterwards."""

import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.urls import reverse

from agreements.contract.models import Agreement, Document
from agreements.contract.services import approving, quoting, signing
from corporations.models import StaffMember
from klushuur.ground.files import files
from klushuur.ground.mail.models import Message
from klushuur.ground.outbox.models import WorkRow
from klushuur.ground.scope import scope
from tests import factories
from tests.visiting import visitor

AMOUNTS = factories.amounts()


def prepare(count: int, *, slug: str = "voorbeeldstad") -> list[Agreement]:
    """Agreements that every tenant signed; enters their corporation's scope. The corporation signs last."""
    to_approve, manager = prepare_to_approve(count, slug=slug)
    for agreement in to_approve:
        approving.approve(agreement, by=manager, terms_sha256=agreement.terms_sha256)
        (party,) = signing.parties_to_sign(agreement)
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    return to_approve


def prepare_to_approve(count: int, *, slug: str = "voorbeeldstad") -> tuple[list[Agreement], StaffMember]:
    """Agreements that wait for a manager, and that manager; enters their corporation's scope."""
    corporation = factories.corporation(slug)
    block = factories.block(corporation)
    officer = factories.staff(corporation, "officer")
    manager = factories.staff(corporation, "manager", mandate="5000.00")
    offer = factories.offer(block, officer, capacity=count)
    cases = [factories.application(offer, factories.tenant(block), status="surveyed") for _ in range(count)]
    return [quoting.quote(case, by=officer, forms=["one_off"], amounts=AMOUNTS) for case in cases], manager


def approve_by_button(agreements: list[Agreement], manager: StaffMember) -> tuple[Counter[int], list[float]]:
    """Press the button of the page for each; gives how often each status was answered, and how long each took."""
    page = visitor(manager)
    page.raise_request_exception = False
    answers, seconds = Counter[int](), []
    for agreement in agreements:
        address = reverse("admin:agreements_approve", args=[agreement.pk])
        began = time.monotonic()
        terms = {"terms_sha256": agreement.terms_sha256}
        answers[page.post(address, terms, SERVER_NAME="localhost").status_code] += 1
        seconds.append(time.monotonic() - began)
    return answers, seconds


def sign(agreements: list[Agreement]) -> None:
    """The corporation's signature under each: from here on a document and a message are due."""
    for agreement in agreements:
        approver = agreement.approvals.get().approver
        signing.sign_for_corporation(agreement, by=approver, text_sha256=agreement.text_sha256)


def figures(maildir: Path) -> dict[str, Any]:
    """What there is in the end: rows, files and what the mail server took."""
    connection.close()  # a fault may have cut it
    documents, told = Document.objects.all(), Message.objects.filter(kind="agreement_document")
    taken = Counter(_message_ids(maildir))
    rows = WorkRow.objects.order_by()
    return {
        "documents": documents.count(),
        "agreements_with_a_document": documents.values("agreement").distinct().count(),
        "files_with_the_recorded_sha256": sum(_is_as_recorded(document) for document in documents),
        "messages_of_the_document": told.count(),
        "messages_of_the_document_sent": told.filter(status="sent").count(),
        "messages": Message.objects.count(),
        "messages_not_sent": Message.objects.exclude(status="sent").count(),
        "messages_that_the_mail_server_has": len(_expected() & set(taken)),
        "message_ids_that_nobody_wrote": len(set(taken) - _expected()),
        "deliveries": sum(taken.values()),
        "deliveries_repeated_with_the_same_message_id": sum(taken.values()) - len(taken),
        "work_rows": rows.count(),
        "work_rows_tried_again": rows.filter(attempts__gt=1).count(),
        "crashes_of_work_rows": rows.aggregate(number=Sum("crashes"))["number"],
        "work_rows_not_done": rows.exclude(status="done").count(),
    }


def _expected() -> set[str]:
    return {f"<{kind}.{pk}@{settings.MESSAGE_ID_DOMAIN}>" for kind, pk in Message.objects.values_list("kind", "pk")}


def _message_ids(maildir: Path) -> list[str]:
    return [message_from_bytes(file.read_bytes())["Message-ID"] for file in (maildir / "new").glob("*.eml")]


def _is_as_recorded(document: Document) -> bool:
    try:
        content = files.read(document.file)
    except files.Damaged:
        return False
    return content.rstrip().endswith(b"%%EOF")


def violations(found: dict[str, Any], count: int) -> list[str]:
    """What is not as promised."""
    exact = {
        "documents": count,
        "agreements_with_a_document": count,
        "files_with_the_recorded_sha256": count,
        "messages_of_the_document": count,
        "messages_of_the_document_sent": count,
        "messages_not_sent": 0,
        "messages_that_the_mail_server_has": found["messages"],
        "message_ids_that_nobody_wrote": 0,
        "work_rows_not_done": 0,
        "planted_changes_found": 1,
    }
    return [f"{name} {found[name]}, not {number}" for name, number in exact.items() if found[name] != number]


def leave() -> None:
    """On a new connection, for the old one may be cut, and in no scope."""
    connection.close()
    scope.enter(None)
