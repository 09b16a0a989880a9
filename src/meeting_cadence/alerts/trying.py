"""Trying a channel: one message that says nothing but that it arrived."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from html import escape

from meeting_cadence.alerts.channels.channel import Channel, Message
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.words.say import say_both


class ChannelNotSetUp(MeetingCadenceError):
    """No such channel here; the values name those that are."""

    code = "channel_not_set_up"
    exit_status = 2
    http_status = 422


def try_channel(channels: Mapping[str, Channel], name: str, address: str, *, host: str, at: datetime) -> None:
    """Send one test message now. Raises ChannelNotSetUp, ChannelError."""
    channel = channels.get(name)
    if channel is None:
        known = ", ".join(sorted(channels)) or "—"
        raise ChannelNotSetUp(name, known=known)
    try:
        channel.send(_message(address, host, at))
    finally:
        channel.close()


def _message(address: str, host: str, at: datetime) -> Message:
    subject, words = say_both("alerts.test.subject"), say_both("alerts.test.text")
    said = f'<p>{escape(words.zh)}</p><p lang="en">{escape(words.en)}</p>'
    html = f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"></head><body>{said}</body></html>'
    return Message(
        f"test-{secrets.token_hex(8)}@{host}",
        address,
        " | ".join(subject),
        f"{words.zh}\n{words.en}\n",
        html,
        at,
    )
