"""The first sentence of a page: how things stand, before any table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meeting_cadence.pages.rows import Row, Share, coming, on_time, overdue, unrecorded
from meeting_cadence.words.say import Language, say

SOON = timedelta(days=30)
HORIZON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows that matter, and the four figures."""

    overdue: Sequence[Row]
    soft: Sequence[Row]
    """Overdue under a soft duty (一般, 原则上): shown, never counted."""
    unrecorded: Sequence[Row]
    coming: Sequence[Row]
    soon: int
    on_time: Share


def summarise(rows: Sequence[Row], today: date) -> Summary:
    """Binding rows only: an unsettled row that another clause precedes is not said twice."""
    binding = [row for row in rows if row.binding]
    late = overdue(binding)
    ahead = coming(binding, today, today + HORIZON)
    return Summary(
        overdue=[row for row in late if row.force == "must"],
        soft=[row for row in late if row.force != "must"],
        unrecorded=unrecorded([row for row in rows if row.form != "review"], today),
        coming=ahead,
        soon=sum(row.due_day is not None and row.due_day <= today + SOON for row in ahead),
        on_time=on_time((row for row in binding if row.force == "must"), today.year, today),
    )


def first_sentence(name: str, summary: Summary, language: Language, *, empty: bool) -> str:
    """`empty`: there is no row at all yet."""
    counts = (("overdue", summary.overdue), ("unrecorded", summary.unrecorded), ("soon", summary.coming))
    parts = [say(f"pages.sentence.{code}", language, count=len(rows)) for code, rows in counts if rows]
    if not summary.overdue and not summary.unrecorded:
        parts.insert(0, say("pages.sentence.nothing" if empty else "pages.sentence.well", language))
    return say("pages.sentence", language, body=name, parts=say("pages.sentence.comma", language).join(parts))
