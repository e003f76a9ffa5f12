"""Files: whole or not at all, never written over, read back only as they were kept, and for who may see their owner."""

import os
from hashlib import sha256
from io import StringIO
from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.http import Http404
from django.utils import timezone

from klushuur.ground.files import files, storing
from klushuur.ground.files.forms import SentFileField
from klushuur.ground.files.media import EXTENSIONS, PDF, media_type
from klushuur.ground.files.models import Audience, File
from klushuur.ground.scope import scope
from tests import factories
from tests.agreements.signed import offered

PAPER, OTHER = b"%PDF-1.7 signed", b"%PDF-1.7 another"
PATH = "agreement/1/2/abc.pdf"
JPEG, PNG = b"\xff\xd8\xff\xe0 photo", b"\x89PNG\r\n\x1a\n drawing"
WEBP, HEIC = b"RIFF\x10\x00\x00\x00WEBPVP8 ", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
HEIC_AS_A_PHONE_WRITES_IT = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"
AVIF = b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def create(content: bytes = PAPER) -> None:
    storing.create(PATH, content, media_type=PDF)


# --- the storage ---------------------------------------------------------------------------------------------------


def test_a_second_writer_never_overwrites(tmp_path):
    create()
    with pytest.raises(FileExistsError):
        create(OTHER)
    assert ((tmp_path / PATH).read_bytes(), [path.name for path in tmp_path.rglob(".half-*")]) == (PAPER, [])


def test_a_second_writer_overwrites_when_the_name_is_given_by_a_rename(tmp_path, monkeypatch):
    """The twin: a rename asks nobody."""
    monkeypatch.setattr(os, "link", os.replace)
    create()
    create(OTHER)
    assert (tmp_path / PATH).read_bytes() == OTHER


def test_of_many_writers_at_once_one_writes(tmp_path):
    outcomes: list[str] = []

    def write(number: int) -> None:
        try:
            create(PAPER + bytes([number]))
            outcomes.append("")
        except FileExistsError:
            outcomes.append("taken")

    threads = [Thread(target=write, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(outcomes) == ["", *["taken"] * 7]


def test_what_is_written_is_for_ourselves_alone(tmp_path):
    create()
    assert (tmp_path / PATH).stat().st_mode & 0o777 == 0o600


def test_a_writer_that_is_killed_leaves_no_file_of_that_name(tmp_path, monkeypatch):
    def die(_descriptor):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", die)
        with pytest.raises(KeyboardInterrupt):
            create()
    assert not (tmp_path / PATH).exists()
    create()
    assert (tmp_path / PATH).read_bytes() == PAPER


class Answer(Exception):
    """As botocore's ClientError."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.response = {"ResponseMetadata": {"HTTPStatusCode": status}}


class Bucket(Storage):
    """An object store as django-storages has it: no paths, and a bucket of boto3 that keeps to `IfNoneMatch`."""

    location = "ours"

    def __init__(self, *, refuses: int = 0) -> None:
        self.bucket, self.refuses = self, refuses
        self.objects: dict[str, tuple[bytes, str]] = {}

    def Object(self, key: str) -> Any:  # noqa: N802 -- theirs
        self.key = key
        return self

    def put(self, *, Body: bytes, ContentType: str, IfNoneMatch: str = "") -> None:  # noqa: N803 -- theirs
        if self.refuses:
            raise Answer(self.refuses)
        if IfNoneMatch == "*" and self.key in self.objects:
            raise Answer(412)
        self.objects[self.key] = (Body, ContentType)


def test_an_object_store_is_asked_to_write_only_what_is_not_there(monkeypatch):
    store = Bucket()
    monkeypatch.setattr(storing, "default_storage", store)
    create()
    with pytest.raises(FileExistsError):
        create(OTHER)
    assert store.objects == {f"ours/{PATH}": (PAPER, PDF)}


def test_an_object_store_that_has_no_time_is_asked_again_later(monkeypatch):
    monkeypatch.setattr(storing, "default_storage", Bucket(refuses=503))
    with pytest.raises(OSError, match="503"):
        create()


def test_a_storage_that_can_only_write_over_is_refused(monkeypatch):
    monkeypatch.setattr(storing, "default_storage", Storage())
    with pytest.raises(ImproperlyConfigured):
        create()


# --- the row -------------------------------------------------------------------------------------------------------


@pytest.fixture
def agreement(db):
    return offered()


def kept(agreement, content: bytes = PAPER, **fields: str) -> File:
    return factories.kept(content, owner=agreement, kind="agreement", **fields)


def test_a_file_has_a_row_with_all_that_is_known_of_it(agreement):
    made = kept(agreement, name="overeenkomst.pdf")
    digest = sha256(PAPER).hexdigest()
    assert (made.owner, made.owner_id, made.kind, made.audience) == (
        "agreements.Agreement",
        agreement.pk,
        "agreement",
        "everybody",
    )
    assert (made.sha256, made.size, made.media_type, made.name) == (digest, 15, PDF, "overeenkomst.pdf")
    assert made.path == f"agreement/{agreement.corporation_id}/{agreement.pk}/{digest}.pdf"
    assert (made.is_sent, made.made_by, files.read(made)) == (False, None, PAPER)


def test_the_same_file_twice_is_one(agreement):
    assert kept(agreement) == kept(agreement)
    assert File.objects.count() == 1


def test_another_file_under_its_name_is_neither_taken_nor_written_over(agreement, tmp_path, caplog):
    made = kept(agreement)
    (tmp_path / made.path).write_bytes(PAPER[:4])
    with pytest.raises(files.Damaged):
        kept(agreement)
    assert (tmp_path / made.path).read_bytes() == PAPER[:4]
    assert made.path in caplog.text


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_read_of_a_damaged_file_raises_and_logs(agreement, damage, tmp_path, caplog):
    made = kept(agreement)
    default_storage.delete(made.path)
    if damage == "changed":
        (tmp_path / made.path).write_bytes(OTHER)
    with pytest.raises(files.Damaged):
        files.read(made)
    assert made.path in caplog.text


def test_a_row_never_changes_but_for_the_day_that_it_went(agreement):
    made = kept(agreement)
    for change in ({"sha256": "0" * 64}, {"audience": "staff"}, {"owner_id": 0}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            File.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        File.objects.filter(pk=made.pk).delete()
    assert File.objects.filter(pk=made.pk).update(removed_at=timezone.now()) == 1


def test_another_corporation_finds_no_row_of_it(agreement):
    """The second wall: no filter is needed."""
    kept(agreement)
    factories.corporation("elders", "Wonen Elders")  # and from here on its scope
    assert File.objects.count() == 0
    with scope.of(agreement.corporation_id):
        assert File.objects.count() == 1


def test_clear_throws_away_all_but_one_and_says_so(agreement, tmp_path):
    first, second = kept(agreement), kept(agreement, OTHER)
    (tmp_path / first.path).with_name(".half-x").write_bytes(b"half")
    for _ in range(2):
        files.clear(agreement, "agreement", keep=second)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{second.sha256}.pdf"]
    assert list(File.objects.kept()) == [second]


# --- the door out --------------------------------------------------------------------------------------------------


def may_have(file: File, *users: Any) -> list[bool]:
    found = []
    for user in users:
        try:
            found.append(files.hand_out(file, to=user).content == PAPER)
        except Http404:
            found.append(False)
    return found


def test_who_sees_the_owner_gets_its_files_and_of_those_for_staff_staff_alone(agreement):
    officer, tenant = agreement.application.offer.officer.user, agreement.application.tenant.user
    neighbour = factories.tenant(agreement.application.offer.complex, name="Buur").user
    foreign = factories.staff(factories.corporation("elders", "Wonen Elders"), "officer").user
    scope.enter(agreement.corporation_id)
    people = officer, tenant, neighbour, foreign
    assert may_have(kept(agreement), *people) == [True, True, False, False]
    photo = factories.kept(PAPER, owner=agreement, kind="note", audience="staff")
    assert may_have(photo, *people) == [True, False, False, False]


def test_what_was_thrown_away_is_handed_to_nobody(agreement):
    made = kept(agreement)
    files.clear(agreement, "agreement")
    assert may_have(made, agreement.application.offer.officer.user) == [False]


def test_a_file_is_saved_and_not_opened(agreement):
    answer = files.hand_out(kept(agreement, name="é.pdf"), to=agreement.application.offer.officer.user)
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9.pdf"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (PDF, "nosniff")
    assert (answer["Content-Security-Policy"], answer["Cache-Control"]) == (
        "sandbox; default-src 'none'",
        "private, no-store",
    )


# --- what people send ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (PAPER, PDF),
        (JPEG, "image/jpeg"),
        (PNG, "image/png"),
        (WEBP, "image/webp"),
        (HEIC, "image/heic"),
        (HEIC_AS_A_PHONE_WRITES_IT, "image/heic"),
        (AVIF, None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"<html>%PDF-1.7", None),
        (b"GIF89a", None),
        (b"PK\x03\x04", None),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        (b"\xff\xd8", None),
        (b"", None),
    ],
)
def test_a_type_is_told_by_the_first_bytes(head, found):
    assert media_type(head) == found


def sent(content: bytes, name: str = "foto.exe", told: str = "text/html") -> SimpleUploadedFile:
    """An upload that says something else of itself."""
    return SimpleUploadedFile(name, content, content_type=told)


def test_what_is_sent_is_kept_as_what_it_is_and_under_our_name(agreement):
    tenant = agreement.application.tenant.user
    made = files.receive(sent(JPEG), owner=agreement, kind="photo", audience=Audience.EVERYBODY, by=tenant)
    assert (made.media_type, made.name, made.size) == ("image/jpeg", f"photo-{agreement.pk}.jpg", len(JPEG))
    assert (made.is_sent, made.made_by, files.read(made)) == (True, tenant.pk, JPEG)
    assert made.path.endswith(".jpg")


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"<script>", "unknown_type"), (JPEG + b"x" * 90, "too_large")]
)
def test_what_is_not_taken_leaves_nothing(agreement, content, code, monkeypatch, tmp_path):
    monkeypatch.setattr(files, "MOST_BYTES", 80)
    with pytest.raises(files.Refused) as refused:
        files.receive(
            sent(content), owner=agreement, kind="photo", audience="everybody", by=agreement.application.tenant.user
        )
    assert (refused.value.code, File.objects.count()) == (code, 0)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "empty", "leeg"),
        (b"<script>", "unknown_type", "Stuur een foto (JPEG, PNG, WebP of HEIC) of een PDF."),
        (JPEG + b"x" * 90, "too_large", "Stuur een bestand van hooguit 80"),
    ],
)
def test_a_form_says_in_words_why_a_file_is_not_taken(content, code, words, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 80)
    with pytest.raises(Exception) as refused:  # noqa: PT011 -- its code and words are looked at
        SentFileField().clean(sent(content))
    (error,) = refused.value.error_list
    assert error.code == code
    assert words in refused.value.messages[0]


def test_a_form_gives_the_upload_itself_and_asks_a_phone_for_what_we_take():
    upload, field = sent(HEIC), SentFileField()
    assert field.clean(upload) is upload
    assert field.widget.attrs["accept"] == ",".join(EXTENSIONS)
    assert SentFileField(required=False).clean(None) is None


# --- the command ---------------------------------------------------------------------------------------------------


def test_verify_files_reads_all_that_is_kept_of_whatever_kind(agreement, tmp_path):
    made = kept(agreement)
    photo = files.receive(
        sent(JPEG), owner=agreement, kind="photo", audience="staff", by=agreement.application.tenant.user
    )
    scope.enter(None)
    said, wrong = StringIO(), StringIO()
    call_command("verify_files", stdout=said)
    assert said.getvalue() == "2 bestanden, alle zoals ze zijn gemaakt.\n"
    (tmp_path / photo.path).write_bytes(PNG)
    with pytest.raises(CommandError, match="1 van de 2"):
        call_command("verify_files", stdout=said, stderr=wrong)
    assert f"Bestand {photo.pk} ({photo.path})" in wrong.getvalue()
    assert made.path not in wrong.getvalue()


def test_what_the_storage_itself_writes_is_for_ourselves_alone_too(tmp_path):
    name = default_storage.save("upload.txt", ContentFile(b"x"))
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
