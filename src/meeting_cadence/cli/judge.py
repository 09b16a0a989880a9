"""`judge`: what the engine answers for a pack and a ledger. No database; no file but its arguments."""

import csv
import json
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import click

from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.judgement_table import write_table
from meeting_cadence.cli.language import language_of
from meeting_cadence.cli.notices import tables_of
from meeting_cadence.cli.when import day_or_instant, exact_day, exact_instant
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.queries.judgement_row import as_answer, as_row
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.judgement import Judgement
from meeting_cadence.words.say import Language, say

_MANY: Final = 500
"""From so many bodies times mandates on, progress is shown on a terminal."""
_LISTED: Final = 20
"""So many ids a refusal lists."""


class UnknownSubject(MeetingCadenceError):
    """A mandate or body that the pack does not have."""

    code = "unknown_subject"
    exit_status = 2


class SpanBackwards(MeetingCadenceError):
    """A span whose last day lies before its first."""

    code = "span_backwards"
    exit_status = 2


@click.command("judge")
@click.argument("pack", type=click.Path(path_type=Path))
@click.option(
    "--ledger", type=click.Path(path_type=Path), help="What took place and what was decided. 台账文件。"
)
@click.option(
    "--at",
    "at",
    required=True,
    callback=day_or_instant,
    help="A day, or an instant with offset. 哪一天或哪一时刻。",
)
@click.option("--known-at", callback=exact_instant, help="What had been recorded by then. 截至何时已登记。")
@click.option("--from", "start", callback=exact_day, help="First day of the rows. 起始日。")
@click.option(
    "--to", "end", callback=exact_day, help="Last day of the rows, with forecasts. 终止日（含预计）。"
)
@click.option("--mandate", help="Only this mandate. 只看这项要求。")
@click.option("--body", help="Only this body. 只看这个机构。")
@click.option(
    "--workdays", type=click.Path(path_type=Path), help="Folder of working-day notices. 节假日安排文件夹。"
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True
)
@click.option("--lang", help="zh or en.")
def judge(
    pack: Path,
    ledger: Path | None,
    at: date | datetime,
    known_at: datetime | None,
    start: date | None,
    end: date | None,
    mandate: str | None,
    body: str | None,
    workdays: Path | None,
    form: str,
    lang: str | None,
) -> None:
    """Judge every obligation of PACK at a day. 依制度和台账，逐项判定截至某日的履行情况。"""
    if start is not None and end is not None and end < start:
        raise SpanBackwards("--to", start=start, end=end)
    language, rules = language_of(["--lang", lang] if lang else []), read_pack(pack)
    _check_subjects(rules, mandate, body)
    entries = read_ledger(read_bytes(ledger), name=str(ledger), pack=rules).entries if ledger else ()
    rows = _rows(
        rules,
        Facts.fold(entries, known_at=known_at),
        tables_of(workdays),
        at,
        (start, end),
        (mandate, body),
        language,
        form,
    )
    if form == "json":
        _write_json(rows, at, known_at)
    elif form == "csv":
        _write_csv(rows)
    else:
        write_table(rows, language)


def _check_subjects(pack: Pack, mandate: str | None, body: str | None) -> None:
    if mandate is not None and mandate not in pack.mandate:
        raise UnknownSubject(mandate, known=_some(mandate, sorted(pack.mandate)))
    if body is not None and body not in pack.tree:
        raise UnknownSubject(body, known=_some(body, sorted(pack.tree.bodies)))


def _some(word: str, known: list[str]) -> list[str]:
    """The known ids; of very many those that look like the word, else the first ones."""
    if len(known) <= _LISTED:
        return known
    return [*(get_close_matches(word, known, n=5) or known[:5]), "…"]


def _rows(
    pack: Pack,
    facts: Facts,
    tables: Tables,
    at: date | datetime,
    span: tuple[date | None, date | None],
    only: tuple[str | None, str | None],
    language: Language,
    form: str,
) -> list[Judgement]:
    mandate, body = only
    total = sum(len(pack.tree.select(one.obliged)) for one in pack.mandates)
    shown = total >= _MANY and sys.stderr.isatty()
    bar: Any = (
        click.progressbar(length=total, label=say("cli.judging", language), file=sys.stderr)
        if shown
        else nullcontext()
    )
    with bar as showing:
        return read_board(
            pack,
            facts,
            at=at,
            tables=tables,
            start=span[0],
            end=span[1],
            mandates=None if mandate is None else {mandate},
            bodies=None if body is None else {body},
            explained=form == "json",
            progress=showing.update if shown else None,
        )


def _write_json(rows: Iterable[Judgement], at: date | datetime, known_at: datetime | None) -> None:
    """One row a line, written as it is made: a province's answer does not stand in memory as text."""
    head = as_answer([], at=at, known_at=known_at)
    out = sys.stdout
    out.write(json.dumps(head, ensure_ascii=False)[: -len("]}")])
    for place, row in enumerate(rows):
        out.write((",\n" if place else "\n") + json.dumps(as_row(row), ensure_ascii=False))
    out.write("\n]}\n")


def _write_csv(rows: Iterable[Judgement]) -> None:
    writer = None
    for row in rows:
        plain = {name: _cell(value) for name, value in as_row(row, why=False).items()}
        plain.setdefault("member", "")
        if writer is None:
            writer = csv.DictWriter(sys.stdout, plain, lineterminator="\r\n")
            writer.writeheader()
        writer.writerow(plain)


def _cell(value: Any) -> Any:
    """Lists as text; a leading formula character is neutralised, for the cell may be opened in a spreadsheet."""
    if isinstance(value, list):
        value = "; ".join(
            json.dumps(one, ensure_ascii=False) if isinstance(one, dict) else str(one) for one in value
        )
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return "" if value is None else value
