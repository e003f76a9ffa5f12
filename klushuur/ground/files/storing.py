"""Bytes into the storage: whole or not at all, and never over what is there."""

import os
import posixpath
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage

TAKEN = 412  # what an object store answers to "If-None-Match: *" when it has the name


def create(path: str, content: bytes, *, media_type: str) -> None:
    """Write a new file. Raises FileExistsError when there is one of this name, OSError when it can't be written now."""
    try:
        whole = Path(default_storage.path(path))
    except NotImplementedError:
        _put(path, content, media_type=media_type)
        return
    whole.parent.mkdir(parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(dir=whole.parent, prefix=".half-")  # only we may read it
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            # before it gets its name: so a machine that goes down leaves no file that is empty
            os.fsync(file.fileno())
        # at once or not at all, and not over another: a rename would be
        os.link(half, whole)
    finally:
        Path(half).unlink(missing_ok=True)
    # a new folder has to be written down in its parent too, up to the storage itself
    for folder in Path(path).parents:
        _sync(default_storage.path(str(folder)))


def _put(path: str, content: bytes, *, media_type: str) -> None:
    """Into an object store of django-storages, past its `save`: that one can't ask for a condition, boto3's uploads take none."""
    store: Any = default_storage
    if not hasattr(store, "bucket"):
        raise ImproperlyConfigured("the storage can't refuse to write over a file: it has no paths and no bucket")
    key = posixpath.join(getattr(store, "location", ""), path).lstrip("/")
    try:
        store.bucket.Object(key).put(Body=content, ContentType=media_type, IfNoneMatch="*")
    except Exception as error:
        answer = getattr(error, "response", {}).get("ResponseMetadata", {}).get("HTTPStatusCode")
        if answer == TAKEN:
            raise FileExistsError(path) from error
        raise OSError(f"{type(error).__name__} {answer}") from error


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
