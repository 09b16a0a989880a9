"""Channels that begin the next message while what came of the last one is being written down."""

from typing import Protocol, runtime_checkable

from meeting_cadence.alerts.channels.channel import Message


@runtime_checkable
class Ahead(Protocol):
    """A channel that gains by knowing what comes next."""

    def expect(self, message: Message) -> None:
        """`message` is sent after the next one; nothing of it arrives before `send` is called with it."""
        ...
