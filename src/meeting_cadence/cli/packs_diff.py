"""`pack diff`: what a pack's new reading would do to windows and standings, before it is applied."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import click

from meeting_cadence import clock
from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.language import language_of
from meeting_cadence.cli.notices import tables_of
from meeting_cadence.cli.when import day_or_instant, exact_day
from meeting_cadence.dates import add_months, local_day
from meeting_cadence.ledger.entries import Ledger
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.queries.amendment import MONTHS_AHEAD, Change, Preview, preview
from meeting_cadence.queries.amendment_answer import as_preview, sentence
from meeting_cadence.queries.amendment_words import (
    COLUMNS,
    changed_window,
    named,
    reasons,
    rule_lines,
    standing,
)
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.problems import LedgerRefused
from meeting_cadence.regulations.read import read_pack
from meeting_cadence.words.say import Language, say

_REWRITES: Final = 3
"""Exit status where the edit would rewrite verdicts of closed windows."""
_WIDTH: Final = 180


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--ledger", type=click.Path(path_type=Path), help="What took place and was decided. 台账文件。")
@click.option(
    "--at", callback=day_or_instant, help="A day or instant; without it, now. 判定的日期或时刻，默认现在。"
)
@click.option("--to", "end", callback=exact_day, help="Last day shown; else 24 months on. 预览至哪一日。")
@click.option("--frozen", is_flag=True, help="List frozen verdicts one by one. 逐项列出不变的结论。")
@click.option(
    "--workdays", type=click.Path(path_type=Path), help="Folder of working-day notices. 节假日安排文件夹。"
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--lang", help="zh or en.")
def diff(
    old: Path,
    new: Path,
    ledger: Path | None,
    at: date | datetime | None,
    end: date | None,
    frozen: bool,
    workdays: Path | None,
    form: str,
    lang: str | None,
) -> None:
    """Preview an amendment: what NEW changes compared with OLD. Exit status 3: it would rewrite closed verdicts.

    修订预览：NEW 与 OLD 相比，哪些时段和情况会变。退出码 3：会改写已截止的结论。
    """
    language = language_of(["--lang", lang] if lang else [])
    before, after = read_pack(old), read_pack(new)
    when = clock.now() if at is None else at
    until = end or add_months(day_of(when, after), MONTHS_AHEAD)
    facts = Facts.fold(_read(ledger, before, after).entries if ledger else ())
    found = preview(before, after, facts, at=when, end=until, tables=tables_of(workdays))
    if form == "json":
        answer = as_preview(found, at=when, end=until, with_frozen=frozen)
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        show_preview(found, day_of(when, after), until, language, with_frozen=frozen)
    if found.problems:
        raise SystemExit(_REWRITES)


def day_of(when: date | datetime, pack: Pack) -> date:
    """The local day of the pack that is spoken of."""
    return local_day(when, ZoneInfo(pack.zone)) if isinstance(when, datetime) else when


def _read(path: Path, old: Pack, new: Pack) -> Ledger:
    """A ledger that fits either reading: it may name what was removed, or what is new."""
    text = read_bytes(path)
    try:
        return read_ledger(text, name=str(path), pack=old)
    except LedgerRefused as refusal:
        try:
            return read_ledger(text, name=str(path), pack=new)
        except LedgerRefused:
            raise refusal from None


def show_preview(found: Preview, at: date, end: date, language: Language, *, with_frozen: bool) -> None:
    """The preview as text."""
    click.echo(say("amendment.head", language, at=at, to=end))
    lines = rule_lines(found, end, language)
    for line in lines:
        click.echo(line)
    if found.changes:
        _table(found.changes, language)
        for line in reasons(found.changes, language):
            click.echo(line)
    elif not lines:
        click.echo(say("amendment.nothing", language))
    click.echo(say("amendment.frozen", language, count=len(found.frozen)))
    for row in found.frozen if with_frozen else ():
        click.echo(say("amendment.frozen.row", language, **named(row), standing=standing(row, language)))
    if found.problems:
        click.echo(say("amendment.problems", language), err=True)
    for problem in found.problems:
        click.echo(sentence(problem).in_language(language), err=True)


def _table(changes: Sequence[Change], language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in COLUMNS:
        table.add_column(say(f"amendment.column.{column}", language), overflow="fold")
    for change in changes:
        table.add_row(*changed_window(change, language))
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(table)
