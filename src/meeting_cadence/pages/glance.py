"""What a dashboard says of its scope: from every row where they are few, else from counters and the first rows.

A province has tens of thousands of rows, a nation a million: figures come from the counters that are kept with every
change, lists by an index and no longer than a page; each says how many there are in all.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from meeting_cadence.pages import row_questions
from meeting_cadence.pages.rows import LATE, SETTLED, Row, Share, read_row
from meeting_cadence.pages.sentences import HORIZON, SOON, Summary, Totals, summarise
from meeting_cadence.pages.view import View
from meeting_cadence.queries.board import Question
from meeting_cadence.store.board import count_rows, list_rows
from meeting_cadence.store.tallies import Count, subtree_counts

WHOLE: Final = 4000
"""So many rows are read whole."""
SHOWN: Final = 50
_IN_TIME: Final = ("met", "met_extended")


def glance(view: View, scope: str | None, bodies: Collection[str]) -> tuple[Summary, list[Row]]:
    """The summary of a subtree (None: of every body), and its rows; of a large one no rows."""
    counts = [] if view.is_of_another_time else _counts(view, scope)
    if sum(count.number for count in counts) <= WHOLE:
        rows = view.rows(bodies)
        return summarise(rows, view.today), rows
    view.note_behind(bodies)
    is_whole = len(bodies) == len(view.world.pack.tree)
    return _summary(view, None if is_whole else list(bodies), counts), []


def _counts(view: View, scope: str | None) -> list[Count]:
    roots = [scope] if scope is not None else [one.id for one in view.world.pack.tree if one.parent is None]
    found = [count for root in roots for count in subtree_counts(view.session, view.world, root)]
    return [count for count in found if not count.frozen]


def _summary(view: View, bodies: Sequence[str] | None, counts: Sequence[Count]) -> Summary:
    today = view.today
    unknown = row_questions.unrecorded(bodies, today)
    ahead = row_questions.coming(bodies, today, HORIZON.days)
    return Summary(
        overdue=_rows(view, row_questions.late(bodies)),
        soft=_rows(view, row_questions.late(bodies, "normally")),
        unrecorded=_rows(view, unknown),
        coming=_rows(view, ahead),
        soon=count_rows(view.session, replace(ahead, due_to=today + SOON)),
        on_time=_on_time(counts, today.year),
        totals=Totals(
            sum(count.number for count in counts if (count.standing, count.weight) == ("overdue", "must")),
            count_rows(view.session, unknown),
            count_rows(view.session, ahead),
        ),
    )


def _rows(view: View, question: Question) -> list[Row]:
    page = list_rows(view.session, replace(question, limit=SHOWN))
    return [read_row(row.judged, today=view.today_of(row.body), lead_from=row.lead_from) for row in page.rows]


def _on_time(counts: Sequence[Count], year: int) -> Share:
    of_year = [count for count in counts if count.year == year and count.weight == "must"]
    decided = [count for count in of_year if count.standing in (*SETTLED, *LATE)]
    return Share(
        sum(count.number for count in decided if count.standing in _IN_TIME),
        sum(count.number for count in decided),
    )
