"""Which lines still answer during one drain: a mail server, a host of webhooks, a chat. A dead one stops no other."""

from typing import Final

from meeting_cadence.alerts.channels.channel import ChannelError

_SILENCES: Final = 2
"""After so many failures in a row without an answer, the rest for that line waits for the next drain."""

Line = tuple[str, str]
"""A channel, and what the message goes over."""


class Lines:
    """What has been heard of each line so far."""

    def __init__(self) -> None:
        self.dead: dict[Line, ChannelError] = {}
        self._silences: dict[Line, int] = {}
        self._took: set[str] = set()
        self._failed: set[str] = set()

    def hear(self, line: Line, failure: ChannelError | None) -> None:
        """Note what came of one message; None: it was taken."""
        silent = failure is not None and not failure.answered
        self._silences[line] = self._silences.get(line, 0) + 1 if silent else 0
        if failure is None:
            self._took.add(line[0])
        elif not failure.permanent:
            self._failed.add(line[0])
        if failure is not None and (failure.unreachable or self._silences[line] >= _SILENCES):
            self.dead[line] = failure

    def took(self, channel: str) -> bool:
        """Whether anything left over this channel."""
        return channel in self._took

    def failed(self, channel: str) -> bool:
        """Whether something is to be tried again over it."""
        return channel in self._failed
