"""What the weekly letters tell, as values: of the watcher itself, and of what a body and those below it owe."""

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlmodel import Session

from meeting_cadence.bodies import Body
from meeting_cadence.dates import local_day
from meeting_cadence.queries.world import World
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.board import list_next, tally_of
from meeting_cadence.store.letters import mail_counts
from meeting_cadence.store.mail_trouble import mail_trouble
from meeting_cadence.store.watching import (
    beat_of,
    notice_count,
    sent_since,
    sign_of_life,
)

_AHEAD: Final = timedelta(days=3660)
_OPEN: Final = (Standing.OPEN, Standing.POSTPONED, Standing.OVERDUE, Standing.NO_RECORD)


class Report(NamedTuple):
    """One week of the watcher, from `since` until `at`."""

    since: datetime
    at: datetime
    ticks: int
    pause: timedelta
    """The longest time without a tick."""
    notices: int
    mails: int
    again: int
    """Of these mails: those that took more than one attempt."""
    waiting: int
    dead: int
    uncertain: int
    mail_down_since: datetime | None
    silent_since: datetime | None
    """Since when no call reaches the dead-man's switch."""

    @property
    def is_well(self) -> bool:
        """Whether nothing is left to be done by hand."""
        return not (self.dead or self.uncertain or self.mail_down_since or self.silent_since)


class Clear(NamedTuple):
    """What a body and those below it owe, on a day of the body."""

    watched: int
    """Matters that are open, overdue ones among them; those of later years are not counted."""
    overdue: int
    unrecorded: int
    """Matters of which nothing is on record, to be confirmed."""
    next_due: date | None
    today: date

    @property
    def is_clear(self) -> bool:
        """Whether nothing is overdue, nor unknown."""
        return not (self.overdue or self.unrecorded)


def report_of(session: Session, *, since: datetime, ticks_before: int, at: datetime) -> Report:
    """The watcher since the last report, by when `ticks_before` ticks had been counted."""
    tick, states = beat_of(session, "tick"), mail_counts(session)
    mails, again = sent_since(session, since)
    trouble = mail_trouble(session)
    return Report(
        since=since,
        at=at,
        ticks=tick.beats - ticks_before if tick else 0,
        pause=timedelta(seconds=tick.pause if tick else 0),
        notices=notice_count(session, since),
        mails=mails,
        again=again,
        waiting=states.get("pending", 0) + states.get("leased", 0),
        dead=states.get("dead", 0),
        uncertain=states.get("uncertain", 0),
        mail_down_since=trouble.since if trouble else None,
        silent_since=sign_of_life(session).failing_since,
    )


def clear_of(session: Session, world: World, body: Body, *, at: datetime) -> Clear:
    """What the body and everything below it owe."""
    counts, today = tally_of(session, world, body.id), local_day(at, body.zone)
    below = world.pack.tree.subtree(body.id)
    upcoming = list_next(session, below, today=today, days=_AHEAD.days, limit=1)
    return Clear(
        watched=sum(counts[standing.value] for standing in _OPEN),
        overdue=counts[Standing.OVERDUE.value],
        unrecorded=counts[Standing.NO_RECORD.value],
        next_due=next((row.due for row in upcoming.rows), None),
        today=today,
    )
