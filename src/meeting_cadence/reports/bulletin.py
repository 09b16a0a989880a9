"""A bulletin (通报) of a body and all below it: every body in administrative order, with honest denominators."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from meeting_cadence.queries.board import LATE, MOST, Question
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
from meeting_cadence.words.say import say
from meeting_cadence.words.standings import standing_word
from meeting_cadence.words.windows import window_named

BODIES = (
    ("number", 6), ("body", 34), ("decided", 10), ("on_time", 10), ("extended", 10), ("late", 10), ("missed", 10),
    ("rate", 10), ("excused", 10), ("no_record", 10), ("not_yet_due", 10),
)  # fmt: skip
UNDONE = (
    ("number", 6), ("body", 34), ("mandate", 40), ("source", 26), ("window", 18), ("due", 12), ("days_late", 10),
    ("standing", 18),
)  # fmt: skip


def bulletin(reading: Reading, body_id: str, year: int, wish: Wish) -> Report:
    """The report, as of the time of the reading. Raises NotFound for a body that the person does not see.

    Counted are binding windows that must be met and fall due in the year. Bodies without any are left out.
    """
    bodies = reading.below(reading.body(body_id).id)
    names = Names(reading.world.pack, wish.language)
    if reading.at is None and reading.known_at is None:
        reading.note_behind(bodies)
        found, undone = _counted(reading, bodies, year), [*_kept_undone(reading, bodies, year)]
    else:
        found, undone = _judged(reading, bodies, year)
    told = [(body, found[body]) for body in bodies if body in found and any(found[body])]
    whole = (
        Figures(*(sum(column) for column in zip(*(one for _, one in told), strict=True)))
        if told
        else Figures()
    )
    first = sheet("bodies", BODIES, _lines(told, names), wish.language)
    total: list[Cell] = ["", say("reports.total", wish.language), *_cells(whole, names)]
    place = {one: number for number, one in enumerate(bodies)}
    undone.sort(key=lambda row: (place[row["body"]], row["due"], row["key"]))
    late = [_undone(number, row, names, reading) for number, row in enumerate(undone, 1)]
    return Report(
        name=f"bulletin-{body_id}-{year}",
        title=say("reports.bulletin.title", wish.language, body=names.body(body_id), year=year),
        lines=heading(reading, wish, figures_line(whole, year, wish.language)),
        sheets=[replace(first, total=total), sheet("late", UNDONE, late, wish.language)],
    )


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


def _kept_undone(reading: Reading, bodies: Sequence[str], year: int) -> Iterable[dict[str, Any]]:
    """What is overdue, missed or not as required, from the kept rows."""
    question = Question(
        bodies=None if len(bodies) == len(reading.world.pack.tree) else bodies,
        standings=[one.value for one in LATE],
        due_from=date(year, 1, 1),
        due_to=date(year, 12, 31),
        binding_only=True,
        force="must",
        forecasts=False,
        limit=MOST,
    )
    while True:
        page = list_rows(reading.session, question)
        yield from (row.judged for row in page.rows if row.form != "review")
        if page.next is None:
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


def _lines(told: Sequence[tuple[str, Figures]], names: Names) -> list[list[Cell]]:
    return [[number, names.body(body), *_cells(found, names)] for number, (body, found) in enumerate(told, 1)]


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
