"""A real mail server in the test's own process, that answers as it is told and shows what it took."""

import asyncio
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from klushuur.embedded.places import free_port
from klushuur.ground.mail import delivery


class Line(SMTP):
    """One connection; the server remembers them."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.event_handler.lines.append(transport)


class Server(Controller):
    """`taken` are the messages; `answers` says what to answer to RCPT and DATA, and `greeting` to EHLO."""

    def __init__(self) -> None:
        self.lines: list[asyncio.Transport] = []
        self.taken: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        super().__init__(self, hostname="127.0.0.1", port=free_port())

    def factory(self) -> SMTP:
        return Line(self, hostname="mail.example", enable_SMTPUTF8=True)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if "DATA" not in self.answers:
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answers.get("DATA", "250 OK")

    def close_lines(self) -> None:
        """Hang up on everybody, as a server does with a line that is quiet for long."""
        closed = asyncio.run_coroutine_threadsafe(self._close_lines(), self.loop)
        closed.result(5)

    async def _close_lines(self) -> None:
        for line in self.lines:
            line.close()


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    made = Server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = made.hostname, made.port
    made.start()
    made.lines.clear()  # one is its own first try
    delivery._hang_up()
    yield made
    delivery._hang_up()
    made.stop()
