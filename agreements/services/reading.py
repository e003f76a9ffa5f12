"""Handing out a file that was made before."""

import hashlib
import logging

from agreements.models import Document

log = logging.getLogger(__name__)


class Damaged(Exception):
    """The file is gone, or is not the one that was made: nobody gets it."""


def contents(document: Document) -> bytes:
    """The file, checked against the hash that was recorded when it was made. Raises Damaged, with a log line."""
    try:
        with document.file.open("rb") as file:
            read: bytes = file.read()
    except OSError as error:
        log.exception("document %s can't be read", document.pk)
        raise Damaged(document.pk) from error
    if hashlib.sha256(read).hexdigest() != document.rendered_sha256:
        log.error("document %s is not the file that was made", document.pk)
        raise Damaged(document.pk)
    return read
