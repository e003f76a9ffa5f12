"""Files: whole or not at all, and read back only as they were made."""

from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage

from klushuur.ground import files

PDF = b"%PDF-1.7 signed"
NAME = "agreements/1/ab/abc.pdf"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def test_keep_over_half_a_file_of_a_killed_worker_makes_it_whole(tmp_path):
    files.keep(NAME, PDF)
    (tmp_path / NAME).write_bytes(PDF[:4])
    files.keep(NAME, PDF)
    assert (tmp_path / NAME).read_bytes() == PDF


def test_keep_is_for_ourselves_alone(tmp_path):
    files.keep(NAME, PDF)
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


class ObjectStore(Storage):
    """A storage without paths."""

    def __init__(self):
        self.saved = []

    def exists(self, name):
        return name in [saved for saved, _ in self.saved]

    def _save(self, name, content):
        self.saved.append((name, content.read()))
        return name


def test_keep_in_an_object_store_writes_once(monkeypatch):
    store = ObjectStore()
    monkeypatch.setattr(files, "default_storage", store)
    for _ in range(2):
        files.keep(NAME, PDF)
    assert store.saved == [(NAME, PDF)]


def test_read_gives_what_was_kept():
    files.keep(NAME, PDF)
    assert files.read(NAME, sha256=sha256(PDF).hexdigest()) == PDF


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_read_of_a_damaged_file_raises_and_logs(damage, caplog):
    files.keep(NAME, PDF)
    default_storage.delete(NAME)
    if damage == "changed":
        files.keep(NAME, PDF + b"!")
    with pytest.raises(files.Damaged):
        files.read(NAME, sha256=sha256(PDF).hexdigest())
    assert NAME in caplog.text


def test_what_the_storage_itself_writes_is_for_ourselves_alone_too(tmp_path):
    name = default_storage.save("upload.txt", ContentFile(b"x"))
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
