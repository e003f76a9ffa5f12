"""Data of another version is refused in words and left as it is; put aside it is kept whole, and the demo begins afresh."""

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from klushuur.embedded import aside, places
from klushuur.embedded.errors import EmbeddedError, ProgramFailed
from klushuur.embedded.processes import ROOT
from klushuur.embedded.stack import Stack

OLD = ("corporations", "0001_initial")
ENVIRON = os.environ | {"DJANGO_SETTINGS_MODULE": "klushuur.demo.settings"}
TODAY = time.strftime("%Y-%m-%d")


def _sql(url: str, sql: str, *values: object) -> list[Any]:
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _state(stack: Stack) -> list[Any]:
    """Everything in the database that a migration could change, as text."""
    applied = _sql(
        stack.environ()["DATABASE_OWNER_URL"], "SELECT id, app, name, applied FROM django_migrations ORDER BY id"
    )
    return [applied, stack.manage("schema")]


def _files(folder: Path) -> dict[str, str]:
    """What people's work stands on, beside the database: name and hash."""
    names = ["secret", *(f"{name}/{path.name}" for name in ("files", "mail/new") for path in (folder / name).iterdir())]
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def _serve(*words: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "klushuur.embedded", "serve", "--port", str(places.free_port()), *words]
    return subprocess.Popen(command, cwd=ROOT, env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.fixture(name="parent")
def _parent():
    """Open to the user of PostgreSQL, short enough for a socket, and with room for a sibling of the data."""
    with places.throwaway() as folder:
        yield folder


@pytest.mark.xdist_group("story")
def test_data_of_another_version_is_refused_whole_and_set_aside_whole(parent: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "klushuur.demo.settings")
    data = parent / "var"
    with Stack(data, is_durable=False) as stack:
        stack.manage("migrate", "--no-input")
        stack.manage("migrate", "--no-input")  # the twin: a second time is fine
        owner = stack.environ()["DATABASE_OWNER_URL"]
        _sql(owner, "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", *OLD)
        (data / "files" / "kept.pdf").write_text("an agreement")
        (data / "mail" / "new" / "kept.eml").write_text("a mail")
        before = (_state(stack), _files(data))
        with pytest.raises(ProgramFailed, match="Onbekend / unknown: corporations.0001_initial") as refused:
            stack.manage("migrate", "--no-input")
        assert refused.value.code == aside.OTHER_VERSION
        assert "andere versie van Klushuur. Er is niets aan veranderd" in str(refused.value)

    refusing = _serve("--data", data)
    said = refusing.communicate(timeout=120)[0]
    assert refusing.returncode == 1
    assert said.endswith(f"\n{aside.refusal(data)}\n")
    assert f"bin/demo --set-aside --data {data}\n" in said
    assert "Traceback" not in said
    with Stack(data, is_durable=False) as stack:
        assert (_state(stack), _files(data)) == before

    starting = _serve("--data", data, "--set-aside")
    assert starting.stdout is not None
    lines = []
    for line in starting.stdout:
        lines.append(line)
        if "Klaar / ready" in line or "http://localhost" in line:
            break
    starting.send_signal(signal.SIGTERM)
    lines += starting.stdout.readlines()
    starting.stdout.close()
    assert starting.wait(timeout=60) == 0, "".join(lines)

    kept = parent / f"var-old-{TODAY}"
    assert re.search(rf"Apart gezet / set aside: {kept}\n", "".join(lines))
    with Stack(kept, is_durable=False) as stack:
        assert (_state(stack), _files(kept)) == before
    with Stack(data, is_durable=False) as stack:
        assert OLD not in _sql(stack.environ()["DATABASE_OWNER_URL"], "SELECT app, name FROM django_migrations")
        assert [file.name for file in (data / "files").iterdir()] == []
    assert (kept / "secret").read_text() != (data / "secret").read_text()


def _demo(folder: Path, word: str) -> Path:
    (folder / "pg" / "data").mkdir(parents=True)
    (folder / "secret").write_text(word)
    return folder


def test_a_second_time_on_a_day_takes_another_name(tmp_path: Path) -> None:
    said: list[str] = []
    made = [aside.put_aside(_demo(tmp_path / "var", str(n)), said.append) for n in range(3)]
    names = [f"var-old-{TODAY}", f"var-old-{TODAY}-2", f"var-old-{TODAY}-3"]
    assert made == [tmp_path / name for name in names]
    assert [(path / "secret").read_text() for path in made if path] == ["0", "1", "2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_where_there_was_no_demo_nothing_is_renamed(tmp_path: Path) -> None:
    (tmp_path / "var" / "cache").mkdir(parents=True)
    assert aside.put_aside(tmp_path / "var", lambda _: None) is None
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_a_demo_that_runs_is_not_put_aside(parent: Path) -> None:
    data = parent / "var"
    with Stack(data, is_durable=False), pytest.raises(EmbeddedError, match="Er draait er al een"):
        aside.put_aside(data, lambda _: None)
    assert [path.name for path in parent.iterdir()] == ["var"]


def test_a_folder_that_cannot_be_renamed_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(EmbeddedError, match="cannot be renamed: Device or resource busy"):
        aside.put_aside(_demo(tmp_path / "var", "kept"), lambda _: None)
    assert (tmp_path / "var" / "secret").read_text() == "kept"


def test_the_part_that_stands_elsewhere_is_renamed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root below a closed folder: the user of PostgreSQL cannot reach the data there."""
    (tmp_path / "elsewhere" / "pg" / "data").mkdir(parents=True)
    monkeypatch.setattr(places, "elsewhere", lambda: tmp_path / "elsewhere")
    monkeypatch.setattr(places, "server_user", lambda: {"user": os.getuid()})
    data = tmp_path / "var"
    data.mkdir()
    (data / "secret").write_text("kept")
    said: list[str] = []
    assert aside.put_aside(data, said.append) == tmp_path / f"var-old-{TODAY}"
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == [f"pg-old-{TODAY}"]
    assert str(tmp_path / "elsewhere" / f"pg-old-{TODAY}") in said[0]


def test_the_launcher_and_the_command_agree_on_the_code() -> None:
    from klushuur.ground.scope.management.commands import migrate

    assert migrate.OTHER_VERSION == aside.OTHER_VERSION
