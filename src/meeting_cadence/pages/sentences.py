"""The first sentence of a page: how things stand, before any table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meeting_cadence.pages.rows import Row, Share, coming, on_time, overdue, unrecorded
from meeting_cadence.words.say import Language, say

SOON = timedelta(days=30)
HORIZON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows there are of each list, of which a page may show only the first."""

    overdue: int
    unrecorded: int
    coming: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows that matter (of large scopes the first of them), and the figures."""

    overdue: Sequence[Row]
    soft: Sequence[Row]
    """Overdue under a soft duty (一般, 原则上): shown, never counted."""
    unrecorded: Sequence[Row]
    coming: Sequence[Row]
    soon: int
    on_time: Share
    totals: Totals

    @property
    def shown(self) -> Sequence[Row]:
        """Every row of the lists."""
        return [*self.overdue, *self.unrecorded, *self.coming]


def summarise(rows: Sequence[Row], today: date) -> Summary:
    """Binding rows only: an unsettled row that another clause precedes is not said twice."""
    binding = [row for row in rows if row.binding]
    late = overdue(binding)
    ahead = coming(binding, today, today + HORIZON)
    must = [row for row in late if row.force == "must"]
    unknown = unrecorded([row for row in rows if row.form != "review"], today)
    return Summary(
        overdue=must,
        soft=[row for row in late if row.force != "must"],
        unrecorded=unknown,
        coming=ahead,
        soon=sum(row.due_day is not None and row.due_day <= today + SOON for row in ahead),
        on_time=on_time((row for row in binding if row.force == "must"), today.year, today),
        totals=Totals(len(must), len(unknown), len(ahead)),
    )


def first_sentence(name: str, summary: Summary, language: Language, *, empty: bool) -> str:
    """`empty`: there is no row at all yet. `name` is empty where there is no body yet."""
    totals = summary.totals
    counts = (("overdue", totals.overdue), ("unrecorded", totals.unrecorded), ("soon", totals.coming))
    parts = [say(f"pages.sentence.{code}", language, count=count) for code, count in counts if count]
    if not totals.overdue and not totals.unrecorded:
        parts.insert(0, say("pages.sentence.nothing" if empty else "pages.sentence.well", language))
    told = say("pages.sentence.comma", language).join(parts)
    return say("pages.sentence", language, body=name, parts=told) if name else told
