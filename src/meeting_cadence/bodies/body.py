"""A body as a plain value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo


class Text(NamedTuple):
    """Words as recorded, Chinese and English; both are the same where only one text was given."""

    zh: str
    en: str

    @classmethod
    def both(cls, text: str) -> "Text":
        return cls(text, text)

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh


MEMBER: Final = "member"
"""The role of those contacts of a body who are to attend its meetings; they are invited, and told of nothing else."""
EMAIL: Final = "email"
"""The channel of a contact that names none."""


class Contact(NamedTuple):
    """Someone to tell. `role` is a free word of the pack: secretariat, chair, supervisor."""

    role: str
    address: str
    """What the channel needs to reach them: an e-mail address, an address of the web, the name of a group."""
    name: str | None = None
    channel: str = EMAIL
    """`email`, `webhook`, or the name under which this installation has set up a chat; never a secret."""
    all_clear: bool = False
    """Wants to hear every week that all is well, too."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two contacts of a body the same."""
        return self.role, self.channel, self.address


class Term(NamedTuple):
    """A term of office (届). Days are half-open: the term runs from `start` until the day before its end.

    `end`: the day on which the next term really began. `expected_end`: the same, but only expected.
    """

    number: int
    start: date
    end: date | None = None
    expected_end: date | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """Who can be obliged. `since` and `until` are half-open days of existence; None is unbounded."""

    id: str
    name: Text
    zone: ZoneInfo
    tier: str | None = None
    roles: tuple[str, ...] = ()
    parent: str | None = None
    order: int | None = None
    since: date | None = None
    until: date | None = None
    predecessors: tuple[str, ...] = ()
    attributes: Mapping[str, int | float | str | bool] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    fiscal_year_end: tuple[int, int] | None = None
    """(month, day) on which the body's fiscal year ends."""
    terms: tuple[Term, ...] = ()
    """By start, not overlapping."""
    source: str | None = None
    """Where it was read that this body exists."""

    @property
    def reminded(self) -> tuple[Contact, ...]:
        """The contacts who are told what is due: all but those who only attend."""
        return tuple(contact for contact in self.contacts if contact.role != MEMBER)
