"""Files: each has a row, one door writes, and one hands out.

What was made here is stored first, with no transaction open, and then recorded together with what it is of. So a row has its
file whole, whenever a worker is killed. What people send comes by `receive`.
"""

import hashlib
import logging
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from klushuur.ground.accounts.models import User
from klushuur.ground.files import storing
from klushuur.ground.files.media import EXTENSIONS, HEAD, media_type
from klushuur.ground.files.models import File

log = logging.getLogger(__name__)

MOST_BYTES = 15 * 1024 * 1024  # of what somebody sends: a photo of a phone is 2 to 12 MB


class Damaged(Exception):
    """The file is gone, or is not the one that was kept: nobody gets it."""


class Refused(Exception):
    """What somebody sent is not taken. `code` says why: empty, too_large or unknown_type."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# --- the door in ---


def store(
    content: bytes, *, owner: Any, kind: str, audience: str, name: str, of_type: str, by: User | None = None
) -> File:
    """Put a file in the storage. Returns its row, which is still to be recorded.

    owner: a row of one of FILE_OWNERS. name: as which it is saved by who gets it. by: who sent it; None: it was made here.
    The path comes of the content, so a file that is there is this one; nothing is ever written over. Raises OSError, and
    Damaged when what is there is something else.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = f"{folder_of(owner, kind)}/{sha256}.{EXTENSIONS[of_type]}"
    try:
        storing.create(path, content, media_type=of_type)
    except FileExistsError:  # a repeat, or another worker was faster
        _checked(path, sha256)
    return File(
        corporation_id=owner.corporation_id,
        owner=owner._meta.label,
        owner_id=owner.pk,
        kind=kind,
        audience=audience,
        name=name,
        path=path,
        media_type=of_type,
        size=len(content),
        sha256=sha256,
        is_sent=by is not None,
        made_at=timezone.now(),
        made_by=by.pk if by else None,
    )


def record(stored: File) -> File:
    """Write the row of a file that is stored, or find the one that another worker was faster with."""
    values = {field.attname: getattr(stored, field.attname) for field in File._meta.concrete_fields}
    found, _is_new = File.objects.kept().get_or_create(path=stored.path, defaults=values)
    return found


def receive(sent: "UploadedFile[Any]", *, owner: Any, kind: str, audience: str, by: User) -> File:
    """Keep what somebody sent. Raises Refused, OSError."""
    of_type = check_sent(sent)
    sent.seek(0)
    name = f"{kind}-{owner.pk}.{EXTENSIONS[of_type]}"  # ours: a name of theirs may say anything
    return record(store(sent.read(), owner=owner, kind=kind, audience=audience, name=name, of_type=of_type, by=by))


def check_sent(sent: "UploadedFile[Any]") -> str:
    """The media type of what somebody sent, by its content. Raises Refused."""
    if not sent.size:
        raise Refused("empty")
    if sent.size > MOST_BYTES:
        raise Refused("too_large")
    sent.seek(0)
    found = media_type(sent.read(HEAD))
    if found is None:
        raise Refused("unknown_type")
    return found


def folder_of(owner: Any, kind: str) -> str:
    """Where the files of one kind of a row are."""
    return f"{kind}/{owner.corporation_id}/{owner.pk}"


# --- the door out ---


def hand_out(file: File, *, to: User) -> HttpResponse:
    """A file as an answer: saved and not opened, harmless when opened all the same, kept by no cache.

    Raises Http404 for who may not have it and for one that was thrown away, Damaged.
    """
    if not File.objects.visible_to(to).kept().filter(pk=file.pk).exists():
        raise Http404
    response = HttpResponse(read(file), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def read(file: File) -> bytes:
    """A kept file, checked against its hash. Raises Damaged, with a log line.

    What the log and the exception say of it is its path, so a path tells nothing about anybody.
    """
    return _checked(file.path, file.sha256)


def _checked(path: str, sha256: str) -> bytes:
    try:
        with default_storage.open(path, "rb") as opened:
            content: bytes = opened.read()
    except OSError as error:
        log.exception("file %s can't be read", path)
        raise Damaged(path) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        log.error("file %s is not the one that was made", path)
        raise Damaged(path)
    return content


# --- away ---


def clear(owner: Any, kind: str, *, keep: File | None = None) -> None:
    """Throw away what is stored of one kind of a row, except one file; also what a killed worker left. Twice is once. Raises OSError."""
    gone = File.objects.of(owner).kept().filter(kind=kind).exclude(path=keep.path if keep else "")
    storing.clear(folder_of(owner, kind), keep=keep.path if keep else "")
    # afterwards: a row that says it is gone is believed
    gone.update(removed_at=timezone.now())
