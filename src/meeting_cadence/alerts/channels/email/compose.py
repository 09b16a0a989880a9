"""From a message to the bytes of a mail. Nothing that a person typed can become a header.

Written by hand: `email.message` takes 15 ms to fold the headers of one such mail, this 0.2 ms; tests read it back.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from typing import Final

from meeting_cadence.alerts.channels.channel import Calendar, ChannelError, Message
from meeting_cadence.alerts.clean import one_line
from meeting_cadence.words.say import say_both

_PLAIN: Final = re.compile(r"[A-Za-z0-9 ]*")
_COMMON: Final = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_FILE: Final = "meeting.ics"
_WORD: Final = 42
"""Bytes in one encoded word, so that no line is longer than 76."""

_LINE: Final = 76
"""Characters in a line of a body, the most that RFC 2045 allows."""


def compose(message: Message, *, sender: str) -> bytes:
    """Text and HTML, in base64 so that any server takes it. Raises ChannelError for a bad address."""
    lines = [
        f"From: {_sender(sender)}",
        f"To: {_address(message.recipient, one_line(message.name or '', 100))}",
        f"Subject: {_words(one_line(message.subject))}",
        f"Date: {format_datetime(message.date)}",
        f"Message-ID: <{message.message_id}>",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "MIME-Version: 1.0",
        *_content(message),
        "",
    ]
    return "\r\n".join(lines).encode("utf-8")


def _content(message: Message) -> list[str]:
    """The words; with a calendar object as RFC 6047 has it, and attached for programs that only open files."""
    words = [_part("plain", message.text), _part("html", message.html)]
    if message.calendar is None:
        return _multipart("alternative", message.message_id, words)
    versions = _multipart("alternative", message.message_id, [*words, _calendar(message.calendar)])
    return _multipart("mixed", f"{message.message_id}/mixed", [versions, _attached(message.calendar)])


def _multipart(subtype: str, seed: str, parts: Sequence[list[str]]) -> list[str]:
    boundary = f"={sha256(seed.encode()).hexdigest()[:32]}="
    inside = [line for part in parts for line in (f"--{boundary}", *part)]
    return [f'Content-Type: multipart/{subtype}; boundary="{boundary}"', "", *inside, f"--{boundary}--"]


def envelope(address: str) -> str:
    """The address as servers without SMTPUTF8 take it: a domain in Chinese is written in its ASCII form."""
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise ChannelError(address, detail="domain", permanent=True) from error


@lru_cache(maxsize=8)
def _sender(address: str) -> str:
    return _address(address, " ".join(say_both("alerts.sender")))


def _address(address: str, name: str) -> str:
    """`name <address>`, the name as encoded words where it is not plain. Raises ChannelError."""
    plain = envelope(address)
    if not _COMMON.fullmatch(plain):
        _check(address, plain)
    return f"{_words(name)}\r\n <{plain}>" if name else plain


def _check(address: str, plain: str) -> None:
    """An address that is not of the common form: the library judges it."""
    local, _, domain = plain.rpartition("@")
    try:
        if not local.isascii() and local.isalnum():
            Address(username=local, domain=domain)
        else:
            Address(addr_spec=plain)
    except (ValueError, IndexError, MessageError) as error:
        raise ChannelError(address, detail="address", permanent=True) from error


def _words(text: str) -> str:
    """The text of a header: as it is where it is short and plain, else as encoded words, one a line (RFC 2047)."""
    if len(text) <= 60 and _PLAIN.fullmatch(text):
        return text
    return "\r\n ".join(
        f"=?utf-8?b?{b64encode(piece).decode('ascii')}?=" for piece in _pieces(_storable(text))
    )


def _pieces(encoded: bytes) -> list[bytes]:
    """Cut between characters, never within one."""
    pieces, start = [], 0
    while start < len(encoded):
        end = min(start + _WORD, len(encoded))
        while end < len(encoded) and encoded[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(encoded[start:end])
        start = end
    return pieces


def _part(subtype: str, text: str) -> list[str]:
    return [
        f'Content-Type: text/{subtype}; charset="utf-8"',
        "Content-Transfer-Encoding: base64",
        "",
        _base64(text),
    ]


def _calendar(calendar: Calendar) -> list[str]:
    """The last alternative: clients that know calendars offer to take it in."""
    return _part(f"calendar; method={calendar.method}; component=VEVENT", calendar.text)


def _attached(calendar: Calendar) -> list[str]:
    return [
        f'Content-Type: application/ics; name="{_FILE}"',
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; filename="{_FILE}"',
        "",
        _base64(calendar.text),
    ]


def _base64(text: str) -> str:
    lines = _storable(text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"))
    encoded = b64encode(lines).decode("ascii")
    return "\r\n".join(encoded[start : start + _LINE] for start in range(0, len(encoded), _LINE))


def _storable(text: str) -> bytes:
    """Without lone surrogates, which no encoding can carry."""
    return text.encode("utf-8", "replace")
