"""What an entry changes: the rows of the bodies it concerns, before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from meeting_cadence.pages.row_words import window_in_words, word_of
from meeting_cadence.pages.rows import Row
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import say

MOST = 12


@dataclass(frozen=True, slots=True)
class Effect:
    """One row as it stands afterwards, with its shape."""

    face: str
    text: str


def changed_rows(before: Sequence[Row], after: Sequence[Row]) -> list[Row]:
    """Rows that are new or differ in standing, face, count or due; upcoming ones that only appear are left out."""
    old: Mapping[str, Row] = {row.key: row for row in before}
    return [row for row in after if _differs(old.get(row.key), row)]


def _differs(old: Row | None, new: Row) -> bool:
    if old is None:
        return new.standing not in ("upcoming", "superseded") and not new.forecast
    return (old.standing, old.face, old.count, old.due, old.planned) != (
        new.standing,
        new.face,
        new.count,
        new.due,
        new.planned,
    )


def effects_of(rows: Sequence[Row], names: Names) -> list[Effect]:
    """One sentence a row."""
    return [Effect(row.face, effect_in_words(row, names)) for row in rows[:MOST]]


def settlements_of(rows: Sequence[Row], names: Names, *, home: str) -> list[Effect]:
    """What is served, one line a window: 2026年度全体会议（按期）; with its body where that is not `home`."""
    return [Effect(row.face, _settlement_in_words(row, names, home)) for row in rows[:MOST]]


def _settlement_in_words(row: Row, names: Names, home: str) -> str:
    how = row.standing if row.is_settled else "count"
    return say(
        "pages.panel.settled" if row.body == home else "pages.panel.settled.elsewhere",
        names.language,
        body=names.body(row.body),
        mandate=names.mandate(row.mandate),
        window=window_in_words(row, names),
        how=say(f"pages.panel.how.{how}", names.language, count=row.count, need=row.need),
    )


def effect_in_words(row: Row, names: Names) -> str:
    """本次登记之后: body, mandate, window, standing; the count where more than one is needed."""
    code = "pages.record.effect.count" if row.need > 1 and not row.is_settled else "pages.record.effect"
    return say(
        code,
        names.language,
        body=names.body(row.body),
        mandate=names.mandate(row.mandate),
        window=window_in_words(row, names),
        standing=word_of(row, names),
        count=row.count,
        need=row.need,
    )
