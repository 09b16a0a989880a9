"""What every channel can do, and how it says that it could not."""

from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from meeting_cadence.bodies import Text
from meeting_cadence.errors import MeetingCadenceError


class Calendar(NamedTuple):
    """A calendar object (RFC 5545) that a mail carries, and what it asks for: PUBLISH, REQUEST, CANCEL."""

    text: str
    method: str


class Told(NamedTuple):
    """One matter that a message is about, for programs and for chats: plain words and addresses."""

    obligation: str
    body: str
    mandate: str
    window: str
    kind: str
    due: str | None
    """ISO day or instant."""
    lead: Text
    page: str
    """Where it is seen, by those who are signed in."""
    answer: str
    """The recipient's own signed link."""


class Message(NamedTuple):
    """One mail (or its like) to one recipient. `message_id` is the same however often it is tried."""

    message_id: str
    """Without angle brackets."""
    recipient: str
    subject: str
    text: str
    html: str
    date: datetime
    """The instant of this attempt."""
    name: str | None = None
    told: tuple[Told, ...] = ()
    calendar: Calendar | None = None


class ChannelError(MeetingCadenceError):
    """A message that did not go out, as far as we know; the subject is the channel's address.

    `permanent`: trying again is useless. `uncertain`: it may have arrived. `unreachable`: the channel itself
    does not answer, so nothing else can leave over the same line either. `answered`: the other side said no. Unless
    permanent, it is worth trying again, after `retry_after` at the earliest where the other side has named a time.
    """

    code = "channel"
    http_status = 503

    def __init__(
        self,
        subject: str,
        *,
        detail: str,
        permanent: bool = False,
        uncertain: bool = False,
        unreachable: bool = False,
        answered: bool = False,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(subject, detail=detail)
        self.detail = detail
        self.permanent = permanent
        self.uncertain = uncertain
        self.unreachable = unreachable
        self.answered = answered or permanent
        self.retry_after = retry_after


class LineError(ChannelError):
    """The same of any channel but e-mail; the subject is a host, or the name of a chat."""

    code = "channel_line"


class Channel(Protocol):
    """A way to reach people. Used by one thread at a time."""

    def send(self, message: Message) -> None:
        """Hand over one message; returning means that the other side took it. Raises ChannelError."""
        ...

    def line(self, message: Message) -> str:
        """What it would go over: when one line is dead, only what goes over the same line waits."""
        ...

    def close(self) -> None:
        """Give back the connection; a later `send` opens it anew."""
        ...
