"""A bulletin (通报) of a body and all below it: every body in administrative order, with honest denominators."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from meeting_cadence.queries.board import LATE, MOST, Question, Sort
from meeting_cadence.queries.compliance import Figures, figures
from meeting_cadence.queries.judgement_row import read_occasion
from meeting_cadence.reports.figures_line import figures_line, rate_of
from meeting_cadence.reports.heading import Wish, heading, sheet
from meeting_cadence.reports.matter import source_of
from meeting_cadence.reports.report import Cell, Report
from meeting_cadence.store.board import list_rows
from meeting_cadence.store.reading import Reading
from meeting_cadence.store.tallies import own_counts
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import Language, say
from meeting_cadence.words.standings import standing_word
from meeting_cadence.words.windows import window_named

BODIES = (
    ("number", 6), ("body", 36), ("decided", 10), ("on_time", 9), ("extended", 15), ("late", 10), ("missed", 21),
    ("rate", 9), ("excused", 9), ("no_record", 9), ("not_yet_due", 9),
)  # fmt: skip
UNDONE = (
    ("number", 6), ("body", 32), ("mandate", 34), ("source", 26), ("window", 14), ("due", 11), ("days_late", 9),
    ("standing", 18),
)  # fmt: skip


MOST_LINES: Final = 150
"""More bodies than this are added up on a page under those directly below; files always hold each for itself."""
MOST_UNDONE: Final = 200
"""So many of what is left undone stand on a page."""


class _Body(NamedTuple):
    """A line of the bulletin. `whole`: with all below it."""

    id: str
    whole: bool
    figures: Figures


def bulletin(
    reading: Reading, body_id: str, year: int, wish: Wish, *, for_page: bool = False, is_table: bool = False
) -> Report:
    """The report, as of the time of the reading. Raises NotFound for a body that the person does not see.

    Counted are binding windows that must be met and fall due in the year. Bodies without any are left out.
    `for_page`: of very many bodies no longer than a page can be. `is_table`: only the table of the bodies is wanted.
    """
    bodies = reading.below(reading.body(body_id).id)
    names = Names(reading.world.pack, wish.language)
    is_brief = for_page and len(bodies) > MOST_LINES
    most = 1 if is_table else MOST_UNDONE if is_brief else None
    if reading.is_of_another_time:
        found, undone = _judged(reading, bodies, year)
    else:
        reading.note_behind(bodies)
        found, undone = _counted(reading, bodies, year), [*_kept_undone(reading, bodies, year, most)]
    place = {one: number for number, one in enumerate(bodies)}
    undone.sort(key=lambda row: (place[row["body"]], row["due"], row["key"]))
    each = [_Body(body, False, found[body]) for body in bodies if body in found and any(found[body])]
    whole = _sum(one.figures for one in each)
    told = _under_those_below(reading, body_id, each) if is_brief else each
    total: list[Cell] = ["", say("reports.total", wish.language), *_cells(whole, names)]
    late = [_undone(number, row, names, reading) for number, row in enumerate(undone[:most], 1)]
    first = sheet("bodies", BODIES, _lines(told, names), wish.language)
    second = sheet("late", UNDONE, late, wish.language)
    return Report(
        name=f"bulletin-{body_id}-{year}",
        title=say("reports.bulletin.title", wish.language, body=names.body(body_id), year=year),
        lines=[
            say("reports.bulletin.to", wish.language),
            *heading(reading, wish, figures_line(whole, year, wish.language)),
        ],
        sheets=[
            replace(first, total=total, notes=_notes(wish.language)),
            replace(second, notes=_cut(whole, late, wish.language) if is_brief else ()),
        ],
    )


def _sum(found: Iterable[Figures]) -> Figures:
    columns = list(zip(*found, strict=True))
    return Figures(*map(sum, columns)) if columns else Figures()


def _under_those_below(reading: Reading, top: str, each: Iterable[_Body]) -> list[_Body]:
    """The top alone, then each body directly below it with everything under that."""
    tree = reading.world.pack.tree
    line_of = {inner: child for child in tree.children.get(top, ()) for inner in tree.subtree(child)}
    lines: dict[str, list[Figures]] = {}
    for one in each:
        lines.setdefault(line_of.get(one.id, top), []).append(one.figures)
    return [_Body(line, line != top, _sum(found)) for line, found in lines.items()]


def _notes(language: Language) -> list[str]:
    return [say(f"reports.bulletin.note.{number}", language) for number in range(1, 5)]


def _cut(whole: Figures, late: Sequence[object], language: Language) -> list[str]:
    """That there are more, and where."""
    if whole.missed <= len(late):
        return []
    return [say("reports.bulletin.cut", language, shown=len(late), count=whole.missed)]


def _counted(reading: Reading, bodies: Sequence[str], year: int) -> dict[str, Figures]:
    """From the kept counters."""
    return {
        body: figures(
            (one.standing, one.number)
            for one in counts
            if one.year == year and one.weight == "must" and not one.frozen
        )
        for body, counts in own_counts(reading.session, bodies).items()
    }


def _kept_undone(
    reading: Reading, bodies: Sequence[str], year: int, most: int | None
) -> Iterator[dict[str, Any]]:
    """What is overdue, missed or not as required, from the kept rows; at most so many, of the first bodies."""
    question = Question(
        bodies=None if len(bodies) == len(reading.world.pack.tree) else bodies,
        standings=[one.value for one in LATE],
        due_from=date(year, 1, 1),
        due_to=date(year, 12, 31),
        binding_only=True,
        force="must",
        forecasts=False,
        reviews=False,
        sort=Sort.DUE if most is None else Sort.BODY,
        limit=most or MOST,
    )
    while True:
        page = list_rows(reading.session, question, reading.places)
        yield from (row.judged for row in page.rows)
        if page.next is None or most is not None:
            return
        question = replace(question, after=page.next)


def _judged(
    reading: Reading, bodies: Sequence[str], year: int
) -> tuple[dict[str, Figures], list[dict[str, Any]]]:
    """From every row judged as of then."""
    rows = [
        judged.row
        for judged in reading.judged(bodies)
        if judged.row["binding"]
        and not judged.row["forecast"]
        and judged.row["force"] == "must"
        and judged.row["form"] != "review"
        and (judged.row["due"] or "")[:4] == str(year)
    ]
    by_body: dict[str, list[tuple[str, int]]] = {}
    for row in rows:
        by_body.setdefault(row["body"], []).append((row["standing"], 1))
    late = {one.value for one in LATE}
    undone = [row for row in rows if row["standing"] in late]
    return {body: figures(counts) for body, counts in by_body.items()}, undone


def _lines(told: Sequence[_Body], names: Names) -> list[list[Cell]]:
    return [[number, _name(one, names), *_cells(one.figures, names)] for number, one in enumerate(told, 1)]


def _name(one: _Body, names: Names) -> str:
    name = names.body(one.id)
    return say("reports.bulletin.below", names.language, body=name) if one.whole else name


def _cells(found: Figures, names: Names) -> list[Cell]:
    return [
        found.decided, found.on_time, found.extended, found.late, found.missed, rate_of(found, names.language),
        found.excused, found.no_record, found.not_yet_due,
    ]  # fmt: skip


def _undone(number: int, row: Mapping[str, Any], names: Names, reading: Reading) -> list[Cell]:
    mandate = names.pack.mandate.get(row["mandate"])
    named = window_named(row["window"], mandate, read_occasion(row))
    due = date.fromisoformat(row["due"][:10])
    return [
        number,
        names.body(row["body"]),
        names.mandate(row["mandate"]),
        source_of(mandate, names),
        names.text(named),
        due,
        max((reading.today_of(row["body"]) - due).days, 0) or None,
        standing_word(row["standing"], mandate, names.language),
    ]
