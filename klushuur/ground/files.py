"""Files that were made here: kept whole, read back only as they were made, handed out to be saved and not opened."""

import hashlib
import logging
import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.utils.http import content_disposition_header

log = logging.getLogger(__name__)


class Damaged(Exception):
    """The file is gone, or is not the one that was made: nobody gets it."""


def keep(name: str, content: bytes) -> None:
    """Put a file of this name and content in the storage: whole or not at all, also when we are killed in the middle.

    The name comes of the content, so a file that is there is this one. Raises OSError.
    """
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # an object store: what it has is whole
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(dir=path.parent, prefix=".half-")  # only we may read it
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            # before it gets its name: so a machine that goes down leaves no file that is empty
            os.fsync(file.fileno())
        # in the same folder, so a rename: at once, or not at all
        Path(half).replace(path)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
    # a new folder has to be written down in its parent too, up to the storage itself
    for folder in Path(name).parents:
        _sync(default_storage.path(str(folder)))


def clear(folder: str, *, keep: str = "") -> None:
    """Remove every file of a folder except one, also what a killed worker left there. No such folder is fine. Raises OSError."""
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if f"{folder}/{name}" != keep:
            default_storage.delete(f"{folder}/{name}")


def _sync(folder: str) -> None:
    """Have the file system write down the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(name: str, *, sha256: str) -> bytes:
    """A kept file, checked against the hash that was recorded when it was made. Raises Damaged, with a log line.

    What the log and the exception say of it is its name, so a name tells nothing about anybody.
    """
    try:
        with default_storage.open(name, "rb") as file:
            content: bytes = file.read()
    except OSError as error:
        log.exception("file %s can't be read", name)
        raise Damaged(name) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        log.error("file %s is not the one that was made", name)
        raise Damaged(name)
    return content


def handed_out(content: bytes, *, name: str) -> HttpResponse:
    """A PDF as an answer: saved under this name, harmless when opened, kept by no cache."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
