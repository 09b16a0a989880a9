"""A subscription as its owner sees it, read from the store."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, func, select

from meeting_cadence.access import Role
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed, FeedSnapshot
from meeting_cadence.store.tables.record import PersonRow
from meeting_cadence.words.say import say

STALE: Final = timedelta(days=7)
"""Programs fetch at least daily; a week without is a calendar that nobody sees."""
MOST_STALE: Final = 20

_FEEDS = table_of(Feed)
_PEOPLE = table_of(PersonRow)
_SNAPSHOTS = table_of(FeedSnapshot)


@dataclass(frozen=True, slots=True)
class FeedLine:
    """`state`: active, held_back, expired or revoked. `shows`: its options in words."""

    id: int
    of: str
    reach: str
    owner: str
    person: int | None
    created: datetime
    expires: datetime | None
    state: str
    last_used: datetime | None
    client: str | None
    last_etag: str | None
    changed: datetime | None
    entries: int | None
    held_back: datetime | None
    shows: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        return self.state in ("revoked", "expired")


def feed_lines(visit: Visit, view: View, person: int | None) -> list[FeedLine]:
    """The subscriptions of a person (None: everyone's), those that work first, the latest first."""
    statement = _statement().order_by(_FEEDS.c.revoked_at.isnot(None), _FEEDS.c.id.desc())
    if person is not None:
        statement = statement.where(_FEEDS.c.person == person)
    rows = view.session.connection().execute(statement).mappings()
    return [_line(visit, view, row) for row in rows]


def feed_line(visit: Visit, view: View, number: int) -> FeedLine | None:
    """One subscription; None where there is none."""
    row = view.session.connection().execute(_statement().where(_FEEDS.c.id == number)).mappings().first()
    return _line(visit, view, row) if row is not None else None


def held_back(view: View, person: int | None) -> list[int]:
    """The numbers of working feeds (of a person; None: all) that wait for somebody's word."""
    statement = (
        select(_FEEDS.c.id)
        .join(_SNAPSHOTS, _SNAPSHOTS.c.calendar == _FEEDS.c.calendar)
        .where(_SNAPSHOTS.c.held_back_at.is_not(None), _FEEDS.c.revoked_at.is_(None))
        .order_by(_FEEDS.c.id)
    )
    if person is not None:
        statement = statement.where(_FEEDS.c.person == person)
    return list(view.session.connection().execute(statement).scalars())


def stale_feeds(visit: Visit, view: View) -> list[FeedLine]:
    """Working subscriptions that no program fetched for a week: their owners' own, for an administrator all."""
    if visit.is_past:
        return []
    since = visit.now - STALE
    statement = _statement().where(
        _FEEDS.c.revoked_at.is_(None),
        func.coalesce(_FEEDS.c.last_used_at, _FEEDS.c.created) < since,
        _FEEDS.c.expires.is_(None) | (_FEEDS.c.expires > visit.now),
    )
    if visit.signed_in.role is not Role.ADMINISTRATOR:
        statement = statement.where(_FEEDS.c.person == visit.signed_in.id)
    rows = view.session.connection().execute(statement.order_by(_FEEDS.c.id).limit(MOST_STALE)).mappings()
    return [_line(visit, view, row) for row in rows]


def _statement() -> Select[Any]:
    last = _SNAPSHOTS.c
    return (
        select(_FEEDS, _PEOPLE.c.name, last.modified, last.entries, last.held_back_at)
        .outerjoin(_PEOPLE, _PEOPLE.c.id == _FEEDS.c.person)
        .outerjoin(_SNAPSHOTS, last.calendar == _FEEDS.c.calendar)
    )


def _line(visit: Visit, view: View, row: Any) -> FeedLine:
    return FeedLine(
        id=row["id"],
        of=_of(visit, view, row),
        reach=visit.say(f"feeds.{row['kind']}"),
        owner=row["name"] or visit.say("feeds.nobody"),
        person=row["person"],
        created=row["created"],
        expires=row["expires"],
        state=_state(visit, row),
        last_used=row["last_used_at"],
        client=row["last_client"],
        last_etag=row["last_etag"],
        changed=row["modified"],
        entries=row["entries"],
        held_back=row["held_back_at"],
        shows=tuple(_shows(visit, row["options"])),
    )


def _of(visit: Visit, view: View, row: Any) -> str:
    if row["kind"] == "mandate":
        return view.names.mandate(row["scope"])
    return view.names.body(row["scope"]) if row["scope"] else visit.say("feeds.all")


def _state(visit: Visit, row: Any) -> str:
    if row["revoked_at"] is not None:
        return "revoked"
    if row["expires"] is not None and row["expires"] <= visit.now:
        return "expired"
    return "held_back" if row["held_back_at"] is not None else "active"


def _shows(visit: Visit, options: dict[str, Any]) -> list[str]:
    """The options in words; those of a feed made by an earlier release may be fewer."""
    told = [
        visit.say(
            "feeds.shows.horizon", back=options.get("months_back", 12), ahead=options.get("months_ahead", 36)
        ),
        visit.say("feeds.shows.history" if options.get("history", True) else "feeds.shows.no_history"),
        visit.say("feeds.shows.cancelled" if options.get("cancelled", True) else "feeds.shows.no_cancelled"),
    ]
    if options.get("reminders"):
        told.append(visit.say("feeds.shows.reminders", days=[str(days) for days in options["reminders"]]))
    if options.get("standings"):
        named = [say(f"standings.{one}", visit.language) for one in options["standings"]]
        told.append(visit.say("feeds.shows.standings", standings=named))
    told.append(visit.say(f"feeds.shows.language.{options.get('language', 'zh')}"))
    return told
