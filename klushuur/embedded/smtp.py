"""An SMTP server that keeps every message as a file and sends nothing on.

    python -m klushuur.embedded.smtp --port N --maildir DIR

DIR/new/*.eml are the messages, in the order of their names; `Return-Path` and `Delivered-To` on top tell the envelope. While
the file DIR/../refuse exists, a message is refused: by the answer that is in the file, or by 451.
"""

import argparse
import asyncio
import os
import signal
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from klushuur.embedded import places
from klushuur.embedded.processes import Processes

LATER = "451 4.3.0 Not now, try again later"


def start(processes: Processes, maildir: Path, *, name: str = "smtp") -> str:
    """Start the sink; gives its address once it answers. Its messages come in `maildir/new`. Raises EmbeddedError."""
    port = places.free_port()
    words = ["-m", "klushuur.embedded.smtp", "--port", str(port), "--maildir", str(maildir)]
    processes.start_python(name, *words, is_server=True)
    processes.wait_for(name, lambda: places.answers(port))
    return f"smtp://127.0.0.1:{port}"


class Keeper:
    """What aiosmtpd asks: keep this message. Its file is there whole or not at all."""

    def __init__(self, maildir: Path) -> None:
        self._new, self._half = maildir / "new", maildir / "tmp"
        self._refuse = maildir.parent / "refuse"
        for folder in (self._new, self._half):
            folder.mkdir(parents=True, exist_ok=True)
        self._last = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- their name
        if self._refuse.exists():
            return self._refuse.read_text().strip() or LATER
        # in the order of coming, also where the clock is put back
        self._last = max(self._last + 1, time.time_ns())
        name = f"{self._last:020}.eml"
        (self._half / name).write_bytes(_with_envelope(envelope))
        (self._half / name).replace(self._new / name)
        return "250 OK"


def _with_envelope(envelope: Envelope) -> bytes:
    content = envelope.content
    assert isinstance(content, bytes)  # decode_data is off
    lines = [f"Return-Path: <{envelope.mail_from}>", *(f"Delivered-To: {to}" for to in envelope.rcpt_tos)]
    return "".join(f"{line}\r\n" for line in lines).encode() + content


async def serve(port: int, maildir: Path) -> None:
    """Take mail on 127.0.0.1 until a TERM or Ctrl-C."""
    keeper = Keeper(maildir)
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, done.set)
    server = await loop.create_server(lambda: SMTP(keeper, enable_SMTPUTF8=True), "127.0.0.1", port)
    await done.wait()
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m klushuur.embedded.smtp")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--maildir", type=Path, required=True)
    arguments = parser.parse_args()
    # letters of people, if made up: nobody else on this machine reads them
    os.umask(0o077)
    asyncio.run(serve(arguments.port, arguments.maildir.resolve()))


if __name__ == "__main__":
    main()
