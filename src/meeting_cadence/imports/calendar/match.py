"""Which calendar entries look like something that should have taken place, or should yet: pure, and never certain.

title like the name of a mandate or kind → of the body that the title names, else the calendar's own → its day inside
a window that still waits → nothing of that day on the ledger yet. Each proposal says why, and what else it could be.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.imports.calendar.likeness import Likeness, is_off, is_preparing, likeness, normal
from meeting_cadence.obligations.window import Occasion

CLOSE: Final = 0.15
"""Choices whose likeness differs by less are equally good."""
LONGEST_LATE: Final = timedelta(days=366)
_MOST_CHOICES: Final = 5
_PREPARING: Final = 0.7
_LATE: Final = 0.8
"""What a doubt leaves of a likeness."""

Do = Literal["act", "plan"]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One occurrence of an entry. `end` of a whole day: its last day, inclusive."""

    fingerprint: str
    summary: str
    place: str
    start: date | datetime
    end: date | datetime | None = None
    cancelled: bool = False


class Window(NamedTuple):
    """An obligation that still waits for an act. Days are local and inclusive; `due` None: no limit."""

    key: str
    mandate: str
    body: str
    label: str
    opens: date | None
    due: date | None
    kinds: tuple[str, ...]
    """The kinds of acts that would settle it."""
    occasion: Occasion | None = None
    """What triggered it."""


class OnRecord(NamedTuple):
    """An act or a plan on the ledger."""

    body: str
    kind: str
    day: date


class Names(NamedTuple):
    """What things are called, in every language."""

    bodies: Mapping[str, tuple[str, ...]]
    mandates: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]


class Because(NamedTuple):
    """One reason, as a code of `words.calendars` with its values."""

    code: str
    values: Mapping[str, Any]


class Choice(NamedTuple):
    """What an entry may be."""

    window: Window
    kind: str
    score: float
    because: tuple[Because, ...]
    late: bool = False
    """After the due day: it is recorded as made up for this window."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry, what is to be recorded of it, and what it may be, the likeliest first."""

    entry: CalendarEntry
    do: Do
    day: date
    choices: tuple[Choice, ...]
    also: tuple[CalendarEntry, ...] = ()
    """Other entries that look like the same window, and no less than this one."""

    @property
    def is_ambiguous(self) -> bool:
        """Whether something else is as likely."""
        return self.is_tied or bool(self.also)

    @property
    def is_tied(self) -> bool:
        """Whether it may as well be another of its choices."""
        return len(self.choices) > 1 and self.choices[0].score - self.choices[1].score < CLOSE


@dataclass(frozen=True, slots=True)
class Office:
    """What is compared with a calendar. `own`: the body whose calendar it is; `zone`: its own."""

    own: str
    zone: ZoneInfo
    windows: Sequence[Window]
    on_record: Collection[OnRecord]
    names: Names


def propose(entries: Iterable[CalendarEntry], office: Office, *, at: datetime) -> list[Proposal]:
    """Proposals by day. What is cancelled, is on record, or looks like nothing is left out."""
    found = [
        proposal
        for entry in entries
        if not entry.cancelled and (proposal := _proposal(entry, office, at)) is not None
    ]
    found.sort(key=lambda one: (one.day, one.entry.summary, one.entry.fingerprint))
    rivals: dict[str, list[Proposal]] = {}
    for proposal in found:
        rivals.setdefault(proposal.choices[0].window.key, []).append(proposal)
    return [_beside(proposal, rivals[proposal.choices[0].window.key]) for proposal in found]


def _beside(proposal: Proposal, rivals: Sequence[Proposal]) -> Proposal:
    least = proposal.choices[0].score - CLOSE
    others = tuple(one.entry for one in rivals if one is not proposal and one.choices[0].score > least)
    return (
        Proposal(proposal.entry, proposal.do, proposal.day, proposal.choices, others) if others else proposal
    )


def _proposal(entry: CalendarEntry, office: Office, at: datetime) -> Proposal | None:
    day = _day(entry.start, office.zone)
    do: Do = "plan" if _is_ahead(entry.start, day, office.zone, at) else "act"
    bodies = _bodies(entry.summary, office)
    choices = sorted(_choices(entry, day, do, bodies, office), key=_likeliest)
    best: dict[str, Choice] = {}
    for choice in choices:
        best.setdefault(choice.window.key, choice)
    return Proposal(entry, do, day, tuple(best.values())[:_MOST_CHOICES]) if best else None


def _likeliest(choice: Choice) -> tuple[float, bool, str, str]:
    return (
        -choice.score,
        choice.late,
        choice.window.due.isoformat() if choice.window.due else "9",
        choice.window.key,
    )


def _is_ahead(start: date | datetime, day: date, zone: ZoneInfo, at: datetime) -> bool:
    if isinstance(start, datetime):
        return start > at
    return day > at.astimezone(zone).date()


def _bodies(title: str, office: Office) -> dict[str, str]:
    """The bodies that the title names, each with that name; where it names none, the calendar's own."""
    plain = normal(title)
    named = {
        body: name
        for body, names in office.names.bodies.items()
        for name in names
        if len(normal(name)) > 1 and normal(name) in plain
    }
    longest = {
        body: name
        for body, name in named.items()
        if not any(
            normal(name) != normal(other) and normal(name) in normal(other) for other in named.values()
        )
    }
    return longest or {office.own: ""}


def _choices(
    entry: CalendarEntry, day: date, do: Do, bodies: Mapping[str, str], office: Office
) -> Iterator[Choice]:
    for window in office.windows:
        if window.body not in bodies or not _is_within(day, window, do):
            continue
        for kind in window.kinds:
            if OnRecord(window.body, kind, day) in office.on_record:
                continue
            like = _like(entry.summary, bodies[window.body], window, kind, office.names)
            if like is not None and not is_off(entry.summary, like.name):
                yield _choice(entry, day, bodies, window, kind, like)


def _is_within(day: date, window: Window, do: Do) -> bool:
    """Inside the window; an act also so little late that it may have been made up: no longer than the window is."""
    if window.opens is not None and day < window.opens:
        return False
    if window.due is None or day <= window.due or do == "plan":
        return window.due is None or day <= window.due
    length = window.due - window.opens if window.opens is not None else LONGEST_LATE
    return day - window.due <= min(length, LONGEST_LATE)


def _like(title: str, body: str, window: Window, kind: str, names: Names) -> Likeness | None:
    """Like the kind or the mandate; the name of the body is taken out first, so that it counts for nothing."""
    rest = title.replace(body, "") if body else title
    own = names.mandates.get(window.mandate, ()) if len(window.kinds) == 1 else ()
    return likeness(rest, (*names.kinds.get(kind, ()), *own))


def _choice(
    entry: CalendarEntry, day: date, bodies: Mapping[str, str], window: Window, kind: str, like: Likeness
) -> Choice:
    preparing = is_preparing(entry.summary, like.name)
    late = window.due is not None and day > window.due
    score = like.score * (_PREPARING if preparing else 1) * (_LATE if late else 1)
    because = tuple(_because(like, bodies[window.body], window, day, preparing, late))
    return Choice(window, kind, score, because, late)


def _because(
    like: Likeness, body: str, window: Window, day: date, preparing: bool, late: bool
) -> Iterator[Because]:
    if like.score == 1:
        yield Because("contains", {"name": like.name})
    else:
        yield Because("like", {"name": like.name, "percent": round(like.score * 100)})
    yield Because("named", {"body": body}) if body else Because("own", {})
    if late:
        yield Because("late", {"day": day, "due": window.due})
    elif window.opens is not None and window.due is not None:
        yield Because("within", {"day": day, "opens": window.opens, "due": window.due})
    else:
        yield Because("open", {"day": day})
    if preparing:
        yield Because("preparing", {})


def _day(when: date | datetime, zone: ZoneInfo) -> date:
    return when.astimezone(zone).date() if isinstance(when, datetime) else when
