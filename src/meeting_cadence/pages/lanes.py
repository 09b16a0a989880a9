"""From rows to the lanes of the timeline: one lane per mandate, body and member."""

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from meeting_cadence.bodies import Body, Term
from meeting_cadence.pages.row_words import window_in_words, word_of
from meeting_cadence.pages.rows import Row, by_lane, day_of
from meeting_cadence.pages.timeline import Bar, Bracket, Heading, Lane, draw
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import say

YEARS_BACK, YEARS_AHEAD = 4, 1
MOST_LANES = 40


def timeline_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows that have a window with days and recur; single deadlines and reviews stay in the tables."""
    return [
        row
        for row in rows
        if row.form in ("quota", "gap") and row.opens and row.due and row.standing != "superseded"
    ]


def timeline_of(
    rows: Sequence[Row],
    names: Names,
    today: date,
    *,
    word_of_today: str,
    query: str = "",
    body: Body | None = None,
) -> Markup | None:
    """The picture of these rows, or None where nothing can be drawn. `body`: whose terms stand above them."""
    first, last = years_around(today)
    lanes = lanes_of(rows, names)[:MOST_LANES]
    if not lanes:
        return None
    headed: list[Lane | Heading] = [*lanes]
    if body is not None and body.terms:
        headed.insert(0, heading_of(body, names, query))
    title = say("pages.timeline.title", names.language)
    return draw(
        headed, first=first, last=last, today=today, title=title, today_word=word_of_today, query=query
    )


def heading_of(body: Body, names: Names, query: str) -> Heading:
    """A body with its terms."""
    terms = tuple(_bracket(one, names) for one in body.terms)
    return Heading(names.text(body.name), f"/bodies/{body.id}{query}", terms)


def _bracket(term: Term, names: Names) -> Bracket:
    label = say("pages.timeline.term", names.language, number=term.number)
    is_expected = term.end is None and term.expected_end is not None
    return Bracket(label, term.start, term.end or term.expected_end, is_expected)


def years_around(today: date) -> tuple[int, int]:
    return today.year - YEARS_BACK, today.year + YEARS_AHEAD


def lanes_of(rows: Sequence[Row], names: Names) -> list[Lane]:
    """One lane per mandate, body and member, in the order of the rows; windows long past or ahead are not drawn."""
    grouped = by_lane(timeline_rows(rows), lambda row: not row.forecast)
    return [
        Lane(
            title=names.mandate(mandate),
            subtitle=names.body(body) + (f" · {names.body(member)}" if member else ""),
            href=f"/mandates/{mandate}",
            bars=bars_of(lane, names),
        )
        for (mandate, body, member), lane in grouped.items()
    ]


def bars_of(rows: Iterable[Row], names: Names, until: date | None = None) -> tuple[Bar, ...]:
    """The windows that have a first day; those without a due day end where they were settled, else at `until`."""
    return tuple(bar for row in rows if (bar := _bar(row, names, until)) is not None)


def _bar(row: Row, names: Names, until: date | None) -> Bar | None:
    opens = day_of(row.opens)
    due = row.due_day or row.settled_on or until
    if opens is None or due is None:
        return None
    return Bar(
        key=row.key,
        label=f"{names.mandate(row.mandate)} {window_in_words(row, names)}",
        face=row.face,
        word=word_of(row, names),
        opens=opens,
        due=max(opens, due),
        acts=row.by,
        planned=row.planned,
        due_from=day_of(row.original_due),
        endless=row.due is None,
    )
