"""A real mail server on this machine that behaves as told and keeps what arrived."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Mode = Literal[
    "accept", "busy", "refuse", "greylist", "drop at data", "drop in data", "accept and drop", "slow"
]


class Sink:
    """The handler: `mode` decides what happens to the next mails, `arrived` holds those that were taken."""

    def __init__(self, mode: Mode = "accept") -> None:
        self.mode: Mode = mode
        self.arrived: list[EmailMessage] = []
        self.tried = 0
        self._greeted: set[str] = set()

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.tried += 1
        if self.mode == "busy":
            return "451 4.3.0 try again later"
        if self.mode == "refuse":
            return "550 5.1.1 no such user"
        if self.mode == "greylist" and address not in self._greeted:
            self._greeted.add(address)
            return "450 4.2.0 greylisted"
        if self.mode == "slow":
            await asyncio.sleep(3)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.arrived.append(mail)
        if self.mode == "accept and drop":
            server.transport.close()
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        """The Message-IDs that arrived, in order."""
        return [str(mail["Message-ID"]) for mail in self.arrived]


class _Server(SMTP):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the name is aiosmtpd's
        if self.event_handler.mode == "drop in data":
            await self.push("354 go on")
        if self.event_handler.mode in ("drop at data", "drop in data"):
            self.transport.close()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    """A server on any free port."""

    def __init__(self, sink: Sink, options: dict[str, Any]) -> None:
        super().__init__(sink, hostname="127.0.0.1", port=0, ssl_context=options.pop("ssl_context", None))
        self.options = {"enable_SMTPUTF8": False, **options}

    def factory(self) -> SMTP:
        return _Server(self.handler, hostname="sink.example", **self.options)

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def running(sink: Sink, **options: Any) -> Iterator[int]:
    """The sink as a server; answers its port."""
    controller = _Controller(sink, options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop(no_assert=True)
