"""Anchors: the head of the audit trail of a day, written down where whoever can change the database cannot.

A file of anchors is text, one `day number seal` a line, only ever appended to; a mail with such a line serves too.
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Final, NamedTuple

from meeting_cadence.errors import MeetingCadenceError

_LINE: Final = re.compile(r"(\d{4}-\d\d-\d\d) ([1-9]\d{0,17}) ([0-9a-f]{64})", re.ASCII)


class AnchorUnreadable(MeetingCadenceError):
    """A line of a file of anchors is none. Subject: the file; `line`: its number."""

    code: ClassVar[str] = "anchor_unreadable"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 422


class Anchor(NamedTuple):
    """The head: the day (UTC) of the trail's last line, its number and its seal."""

    day: str
    seq: int
    mac: str

    def __str__(self) -> str:
        return f"{self.day} {self.seq} {self.mac}"


def read_anchors(text: str, *, name: str) -> list[Anchor]:
    """Every anchor of a file; blank lines and lines that begin with # are passed over. Raises AnchorUnreadable."""
    return list(_read(text, name))


def _read(text: str, name: str) -> Iterator[Anchor]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise AnchorUnreadable(name, line=number)
        yield Anchor(found[1], int(found[2]), found[3])
