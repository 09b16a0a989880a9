"""What delivery works with, what it carries and what comes of it, as values."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from meeting_cadence.alerts.channels.channel import Channel, ChannelError, Message
from meeting_cadence.alerts.mail import Mail
from meeting_cadence.alerts.parcels import Parcel
from meeting_cadence.alerts.slips import SlipStyle
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.store.engine import Store


class Delivery(NamedTuple):
    """What a drain did: mails for `sent`, `retried`, `dead`, `uncertain`; notices for the others."""

    sent: int = 0
    notices: int = 0
    """Notices that left in those mails."""
    retried: int = 0
    dead: int = 0
    uncertain: int = 0
    cancelled: int = 0
    waiting: int = 0
    """Put off to the next working hours, or to the next hour for a recipient who got many."""
    shown: int = 0
    """Without a channel: shown on the page only."""
    unreachable: ChannelError | None = None
    """The channel did not answer; what is unsent waits for the next drain."""

    def and_then(self, more: "Delivery") -> "Delivery":
        """Both together."""
        return Delivery(
            sent=self.sent + more.sent,
            notices=self.notices + more.notices,
            retried=self.retried + more.retried,
            dead=self.dead + more.dead,
            uncertain=self.uncertain + more.uncertain,
            cancelled=self.cancelled + more.cancelled,
            waiting=self.waiting + more.waiting,
            shown=self.shown + more.shown,
            unreachable=self.unreachable or more.unreachable,
        )


class Letter(NamedTuple):
    """A parcel that has been claimed and written."""

    parcel: Parcel
    message: Message
    batch: str
    until: datetime
    """When the lease ends."""
    words: Mail
    """What is kept of it."""


class Courier(NamedTuple):
    """What delivery works with. `worker` names this process; `host` is the right-hand side of Message-IDs."""

    store: Store
    channels: Mapping[str, Channel]
    tables: Tables
    base_url: str
    host: str
    worker: str
    clock: Callable[[], datetime]
    per_hour: int = 20
    slips: SlipStyle = SlipStyle()
