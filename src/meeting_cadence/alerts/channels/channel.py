"""What every channel can do, and how it says that it could not."""

from datetime import datetime
from typing import NamedTuple, Protocol

from meeting_cadence.errors import MeetingCadenceError


class Message(NamedTuple):
    """One mail (or its like) to one recipient. `message_id` is the same however often it is tried."""

    message_id: str
    """Without angle brackets."""
    recipient: str
    subject: str
    text: str
    html: str
    date: datetime
    name: str | None = None


class ChannelError(MeetingCadenceError):
    """A message that did not go out, as far as we know; the subject is the channel's address.

    `permanent`: trying again is useless. `uncertain`: it may have arrived. `unreachable`: the channel itself
    does not answer, so nothing else can leave either. `answered`: the other side said no. Unless permanent, it is
    worth trying again.
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
    ) -> None:
        super().__init__(subject, detail=detail)
        self.detail = detail
        self.permanent = permanent
        self.uncertain = uncertain
        self.unreachable = unreachable
        self.answered = answered or permanent


class Channel(Protocol):
    """A way to reach people. Used by one thread at a time."""

    def send(self, message: Message) -> None:
        """Hand over one message; returning means that the other side took it. Raises ChannelError."""
        ...

    def close(self) -> None:
        """Give back the connection; a later `send` opens it anew."""
        ...
