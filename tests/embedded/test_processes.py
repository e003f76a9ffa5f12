"""Children end with their launcher, however it ends; logins and sink are what an installation expects."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from klushuur.embedded import leash, places, postgres, smtp, testing, valkey
from klushuur.embedded.errors import EmbeddedError
from klushuur.embedded.processes import ROOT, Processes
from klushuur.embedded.stack import Stack

PARENT = [sys.executable, "-c", "import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)"]
LAUNCHER = """
import sys, time
from pathlib import Path
from klushuur.embedded.stack import Stack
with Stack(Path(sys.argv[1]), is_durable=False) as stack:
    print(*(stack.processes.pid(name) for name in stack.processes.names()), flush=True)
    time.sleep(60)
"""


def _gone(groups: list[int], *, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while leash.living(groups) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not leash.living(groups)


@pytest.fixture
def processes(tmp_path):
    with Processes(tmp_path / "log") as made:
        yield made


@pytest.fixture
def short_path():
    """As bin/test makes it: short enough for a socket, open to the user of PostgreSQL."""
    with places.throwaway() as folder:
        yield folder


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM])
def test_servers_end_with_their_launcher(short_path, blow):
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, short_path], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    groups = [int(word) for word in launcher.stdout.readline().split()]
    assert len(leash.living(groups)) == 3
    launcher.send_signal(blow)
    launcher.wait()
    launcher.stdout.close()
    assert _gone(groups)


def test_kill_ends_the_whole_group_and_restart_starts_it_again(processes):
    processes.start("parent", PARENT)
    first = processes.pid("parent")
    processes.kill("parent")
    assert (leash.living([first]), processes.fallen()) == (set(), [])
    processes.restart("parent")
    assert processes.is_running("parent")
    assert processes.pid("parent") != first


def test_a_child_that_dies_by_itself_has_fallen(processes):
    processes.start("short", [sys.executable, "-c", "print('last words')"])
    assert _gone([processes.pid("short")])
    assert processes.fallen() == ["short"]
    assert processes.tail("short") == "last words"


def test_a_second_start_in_the_same_folder_is_refused_in_words(short_path):
    with (
        Stack(short_path, is_durable=False),
        pytest.raises(EmbeddedError, match="Er draait er al een"),
        Stack(short_path),
    ):
        pass


def test_data_is_kept_and_a_stale_lock_of_a_living_stranger_does_no_harm(short_path):
    with Stack(short_path, is_durable=False) as stack:
        _sql(stack.environ()["DATABASE_OWNER_URL"], "CREATE TABLE kept ()")
        key = stack.environ()["SECRET_KEY"]
    (short_path / "pg" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{short_path}/pg/data\n")
    with Stack(short_path, is_durable=False) as stack:
        assert _sql(stack.environ()["DATABASE_URL"], "SELECT count(*) FROM kept") == 0
        assert stack.environ()["SECRET_KEY"] == key


@pytest.mark.xdist_group("logins")
@pytest.mark.parametrize(
    "sql",
    ["CREATE TABLE mine ()", "DROP TABLE t", "TRUNCATE t", "ALTER TABLE t ADD y int", "SET ROLE klushuur_owner"],
)
def test_app_may_use_the_tables_of_the_owner_and_nothing_more(sql):
    owner, app = os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_URL"]
    _sql(owner, "DROP TABLE IF EXISTS t; CREATE TABLE t (id serial, x int)")
    assert _sql(app, "INSERT INTO t (x) VALUES (1) RETURNING id") == 1
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        _sql(app, sql)


@pytest.mark.xdist_group("logins")
def test_backup_reads_past_a_policy_and_writes_nothing():
    owner = os.environ["DATABASE_OWNER_URL"]
    backup = owner.replace(postgres.OWNER, postgres.BACKUP)
    _sql(owner, "DROP TABLE IF EXISTS walled; CREATE TABLE walled AS SELECT 1 AS x")
    _sql(owner, "ALTER TABLE walled ENABLE ROW LEVEL SECURITY; ALTER TABLE walled FORCE ROW LEVEL SECURITY")
    assert (_sql(owner, "SELECT count(*) FROM walled"), _sql(backup, "SELECT count(*) FROM walled")) == (0, 1)
    with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
        _sql(backup, "INSERT INTO walled VALUES (2)")


def _sql(url: str, sql: str) -> object:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


def test_sink_keeps_messages_in_order_and_refuses_when_told(processes, tmp_path):
    host, port = smtp.start(processes, tmp_path / "mail").removeprefix("smtp://").split(":")
    with smtplib.SMTP(host, int(port)) as client:
        for number in range(3):
            client.sendmail("van@example.nl", ["aan@example.nl"], f"Subject: {number}\r\n\r\ntekst\r\n".encode())
        (tmp_path / "refuse").touch()
        with pytest.raises(smtplib.SMTPDataError, match="451"):
            client.sendmail("van@example.nl", ["aan@example.nl"], b"Subject: nee\r\n\r\n")
    files = sorted((tmp_path / "mail" / "new").glob("*.eml"))
    assert [file.read_bytes() for file in files] == [
        f"Return-Path: <van@example.nl>\r\nDelivered-To: aan@example.nl\r\nSubject: {n}\r\n\r\ntekst\r\n".encode()
        for n in range(3)
    ]


def test_valkey_asks_for_its_password(processes, tmp_path):
    url = valkey.start(processes, tmp_path / "valkey")
    with (
        redis.Redis.from_url(url) as known,
        redis.Redis.from_url(url.replace(url.split("@")[0], "redis://")) as stranger,
    ):
        assert known.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        with pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_each_worker_has_a_redis_database_and_a_folder_of_its_own():
    environ = {"REDIS_URL": "redis://:pw@127.0.0.1:1/0", "FILES_URL": "file:///tmp/x/files"}
    testing.separate("gw1", environ)
    assert environ == {"REDIS_URL": "redis://:pw@127.0.0.1:1/2", "FILES_URL": "file:///tmp/x/files/gw1"}


def test_taken_port_is_seen():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert not places.is_free(server.getsockname()[1])


def test_database_of_an_address_is_replaced():
    url = "postgresql://klushuur_app@/klushuur?host=/tmp/een%20map"
    assert postgres.with_database(url, "test_gw0") == "postgresql://klushuur_app@/test_gw0?host=/tmp/een%20map"


def test_path_of_a_socket_is_short_however_long_the_folder(processes, short_path):
    folder = short_path / ("x" * 90)
    server = postgres.start(processes, folder / "pg", is_durable=False)
    assert len(bytes(server.sockets / postgres.SOCKET)) <= postgres.SOCKET_PATH_BYTES
    assert Path(folder / "pg" / "data").exists()
