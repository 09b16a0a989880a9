"""Sending by SMTP, one connection kept for many mails, and knowing how far each one got.

What a failure means depends on when it comes: before the final dot the mail certainly did not arrive; after
it, without an answer, nobody knows; an answer of the server is the truth.
"""

import smtplib
import ssl
from base64 import b64encode
from contextlib import suppress
from typing import Final, NamedTuple

from meeting_cadence.alerts.channels.channel import ChannelError, Message
from meeting_cadence.alerts.channels.email.compose import compose, envelope
from meeting_cadence.alerts.channels.email.server import MailServer

_OURS_TO_MEND: Final = frozenset({530, 534, 535, 538})
"""Sign-in is missing or refused: a matter of settings, no fault of the mail."""


class _Ready(NamedTuple):
    """A mail in bytes, with its envelope: addresses that `compose` has found to be such."""

    message: Message
    mail: bytes
    sender: str
    recipient: str


class EmailChannel:
    """A mail server reached through one connection, opened when first needed.

    Of a mail that it was told to `expect`, the bytes are made while the server takes the one before, and its sender
    is announced (MAIL) while what came of that one is written down; the server takes nothing before the final dot.
    """

    def __init__(
        self, server: MailServer, *, sender: str, timeout: float = 20, context: ssl.SSLContext | None = None
    ) -> None:
        self.server = server
        self.sender = sender
        self.timeout = timeout
        self._context = context
        self._client: smtplib.SMTP | None = None
        self._expected: Message | None = None
        self._ahead: _Ready | None = None
        self._announced = False
        """The server was told of the mail ahead, and its answer was not read yet."""

    def expect(self, message: Message) -> None:
        """`message` is sent after the next one."""
        self._expected = message

    def send(self, message: Message) -> None:
        """Hand one mail to the server. Raises ChannelError."""
        ready = self._made_ready(message)
        client, begun = self._begin(ready)
        try:
            self._hand_over(client, ready, begun)
        except ChannelError:
            self._give_up(client)
            raise
        except (smtplib.SMTPException, OSError) as failure:
            self._give_up(client)
            raise ChannelError(self.server.place, detail=_detail(failure)) from failure
        self._announce(client)

    def line(self, message: Message) -> str:
        """The one server."""
        return self.server.place

    def close(self) -> None:
        """Say goodbye, or hang up where nobody listens."""
        client, self._client, self._announced = self._client, None, False
        if client is None:
            return
        try:
            client.quit()
        except (smtplib.SMTPException, OSError):
            client.close()

    def _compose(self, message: Message) -> _Ready:
        mail = compose(message, sender=self.sender)
        return _Ready(message, mail, envelope(self.sender), envelope(message.recipient))

    def _made_ready(self, message: Message) -> _Ready:
        """The mail made ahead, if it is this one. A server that was told of another is called anew."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.message is message:
            return ahead
        if self._announced:
            self._hang_up()
        return self._compose(message)

    def _prepare(self) -> None:
        """Make the expected mail while the server is busy with this one; one that cannot be made fails in its turn."""
        expected, self._expected = self._expected, None
        if expected is not None:
            with suppress(ChannelError):
                self._ahead = self._compose(expected)

    def _announce(self, client: smtplib.SMTP) -> None:
        """Tell the server of the mail ahead without waiting for its answer; what fails here `send` does anew."""
        if self._ahead is None:
            return
        try:
            self._call(client, self._ahead)
            self._announced = True
        except ChannelError:
            self._ahead = None
        except (smtplib.SMTPException, OSError):
            self._hang_up()

    def _begin(self, ready: _Ready) -> tuple[smtplib.SMTP, tuple[int, bytes]]:
        """The connection and its answer to MAIL; a connection that the server has closed meanwhile is opened anew."""
        if self._client is not None:
            try:
                return self._client, self._greet(self._client, ready)
            except (smtplib.SMTPServerDisconnected, OSError):
                self._hang_up()
        try:
            client = self._client = self._open()
        except (smtplib.SMTPException, OSError) as failure:
            raise ChannelError(self.server.place, detail=_detail(failure), unreachable=True) from failure
        try:
            return client, self._greet(client, ready)
        except (smtplib.SMTPException, OSError) as failure:
            self._give_up(client)
            raise ChannelError(self.server.place, detail=_detail(failure)) from failure

    def _greet(self, client: smtplib.SMTP, ready: _Ready) -> tuple[int, bytes]:
        """The answer to MAIL. An answer of 421 is a goodbye."""
        if not self._announced:
            self._call(client, ready)
        self._announced = False
        answer = client.getreply()
        if answer[0] == 421:
            raise smtplib.SMTPServerDisconnected("421")
        return answer

    def _call(self, client: smtplib.SMTP, ready: _Ready) -> None:
        """MAIL, with what the server wants to know. Raises ChannelError where it cannot take such an address."""
        options = [f"size={len(ready.mail)}"] if client.has_extn("size") else []
        client.command_encoding = "ascii"
        if not (ready.sender + ready.recipient).isascii():
            if not client.has_extn("smtputf8"):
                raise ChannelError(ready.recipient, detail="SMTPUTF8", permanent=True)
            client.command_encoding = "utf-8"
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        client.putcmd("mail", " ".join([f"FROM:<{ready.sender}>", *options]))

    def _give_up(self, client: smtplib.SMTP) -> None:
        """After a failure the connection is in a state of its own: a new one is opened for the next mail."""
        if self._client is client:
            self.close()

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client, self._announced = None, False

    def _open(self) -> smtplib.SMTP:
        server, context = self.server, self._context
        if context is None and server.security != "none":
            context = self._context = ssl.create_default_context()
        client: smtplib.SMTP
        if server.security == "tls":
            client = smtplib.SMTP_SSL(server.host, server.port, timeout=self.timeout, context=context)
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=self.timeout)
        try:
            client.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                client.starttls(context=context)
                client.ehlo()
            if server.user is not None:
                _sign_in(client, server.user, server.password or "")
        except (smtplib.SMTPException, OSError):
            client.close()
            raise
        return client

    def _hand_over(self, client: smtplib.SMTP, ready: _Ready, begun: tuple[int, bytes]) -> None:
        """The transaction step by step: `smtplib.sendmail` does not tell before the dot from after it."""
        self._expect(begun, 250)
        self._expect(client.docmd("rcpt", f"TO:<{ready.recipient}>"), 250, 251)
        self._expect(client.docmd("data"), 354)
        client.send(_dotted(ready.mail))
        self._prepare()
        self._expect(self._answer(client), 250)

    def _answer(self, client: smtplib.SMTP) -> tuple[int, bytes]:
        """The answer to the final dot."""
        try:
            code, words = client.getreply()
        except (smtplib.SMTPException, OSError) as failure:
            raise ChannelError(self.server.place, detail=_detail(failure), uncertain=True) from failure
        if code == -1:
            raise ChannelError(self.server.place, detail="garbled answer", uncertain=True)
        return code, words

    def _expect(self, answer: tuple[int, bytes], *wanted: int) -> None:
        code, words = answer
        if code in wanted:
            return
        told = f"{code} {words.decode('utf-8', 'replace')}"[:500]
        permanent = 500 <= code <= 599 and code not in _OURS_TO_MEND
        raise ChannelError(self.server.place, detail=told, permanent=permanent, answered=True)


def _sign_in(client: smtplib.SMTP, user: str, password: str) -> None:
    """By the library, but for what is not ASCII: it knows no UTF-8, which RFC 4616 wants."""
    if (user + password).isascii():
        client.login(user, password)
        return
    client.ehlo_or_helo_if_needed()
    told = b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, words = client.docmd("AUTH", f"PLAIN {told}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, words)


def _dotted(body: bytes) -> bytes:
    """The body with leading dots doubled, closed by the final dot."""
    lines = body if body.endswith(b"\r\n") else body + b"\r\n"
    doubled = lines.replace(b"\r\n.", b"\r\n..")
    return (b"." + doubled if doubled.startswith(b".") else doubled) + b".\r\n"


def _detail(failure: Exception) -> str:
    """What the server or the system said, for the log and the page."""
    if isinstance(failure, smtplib.SMTPResponseException):
        words = failure.smtp_error
        told = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
        return f"{failure.smtp_code} {told}"[:500]
    return (str(failure) or type(failure).__name__)[:500]
