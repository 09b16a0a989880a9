"""The mail server as one value, read from its address."""

from typing import Final, Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from meeting_cadence.errors import MeetingCadenceError

Security = Literal["none", "starttls", "tls"]
_SCHEMES: Final[dict[str, tuple[Security, int]]] = {
    "smtp": ("none", 25),
    "smtp+starttls": ("starttls", 587),
    "smtps": ("tls", 465),
}


class MailServerInvalid(MeetingCadenceError):
    """SMTP_URL is not an address of a mail server."""

    code = "mail_server_invalid"
    exit_status = 2


class MailServer(NamedTuple):
    """Host, port, how it is secured, and who we are to it."""

    host: str
    port: int
    security: Security = "none"
    user: str | None = None
    password: str | None = None

    @classmethod
    def parse(cls, url: str) -> "MailServer":
        """Read `smtp://user:password@host:25`, `smtp+starttls://…`, `smtps://…`. Raises MailServerInvalid."""
        try:
            parts = urlsplit(url)
            security, port = _SCHEMES[parts.scheme]
            port = parts.port or port
        except (KeyError, ValueError) as error:
            raise MailServerInvalid from error
        if not parts.hostname:
            raise MailServerInvalid
        user = unquote(parts.username) if parts.username else None
        return cls(parts.hostname, port, security, user, unquote(parts.password or "") if user else None)

    @property
    def place(self) -> str:
        """Where it is, without a password, for messages."""
        return f"{self.host}:{self.port}"
