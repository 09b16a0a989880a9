"""Channels that begin the next message while what came of the last one is being written down."""

from functools import cache
from typing import Protocol, cast, runtime_checkable

from meeting_cadence.alerts.channels.channel import Channel, Message


@runtime_checkable
class Ahead(Protocol):
    """A channel that gains by knowing what comes next."""

    def expect(self, message: Message) -> None:
        """`message` is sent after the next one; nothing of it arrives before `send` is called with it."""
        ...


def expect(channel: Channel, message: Message) -> None:
    """Tell the channel what comes after the next message, where that is of use to it."""
    if _looks_ahead(type(channel)):
        cast(Ahead, channel).expect(message)


@cache
def _looks_ahead(kind: type) -> bool:
    """Asked once for each sort of channel: it takes longer than the rest of `expect`."""
    return issubclass(kind, Ahead)
