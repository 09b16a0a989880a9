"""`pack diff`: what a pack's new reading would do to windows and standings, before it is applied."""

import json
from collections.abc import Iterator, Sequence
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
from meeting_cadence.queries.amended_rules import Amended, RuleChanges, TextChange
from meeting_cadence.queries.amendment import MONTHS_AHEAD, Change, Kind, Preview, preview
from meeting_cadence.queries.amendment_answer import as_preview, sentence
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.problems import LedgerRefused
from meeting_cadence.regulations.read import read_pack
from meeting_cadence.standing.judgement import Judgement
from meeting_cadence.words.say import Language, say
from meeting_cadence.words.why import explain

_REWRITES: Final = 3
"""Exit status where the edit would rewrite verdicts of closed windows."""
_WIDTH: Final = 180
_COLUMNS: Final = ("mandate", "body", "window", "change", "before", "after")


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
    lines = [*_rules(found.rules, end, language), *(_text(one, language) for one in found.rules.texts)]
    for line in lines:
        click.echo(line)
    if found.changes:
        _table(found.changes, language)
        for line in _reasons(found.changes, language):
            click.echo(line)
    elif not lines:
        click.echo(say("amendment.nothing", language))
    click.echo(say("amendment.frozen", language, count=len(found.frozen)))
    for row in found.frozen if with_frozen else ():
        click.echo(say("amendment.frozen.row", language, **_named(row), standing=_standing(row, language)))
    if found.problems:
        click.echo(say("amendment.problems", language), err=True)
    for problem in found.problems:
        click.echo(sentence(problem).in_language(language), err=True)


def _rules(rules: RuleChanges, end: date, language: Language) -> Iterator[str]:
    for code, ids in (
        ("added.mandates", rules.mandates_added),
        ("removed.mandates", rules.mandates_removed),
        ("added.bodies", rules.bodies_added),
        ("removed.bodies", rules.bodies_removed),
    ):
        if ids:
            yield say(f"amendment.{code}", language, ids=ids)
    for one in rules.amended:
        yield from _amended(one, end, language)


def _amended(one: Amended, end: date, language: Language) -> Iterator[str]:
    if one.since is not None:
        beyond = say("amendment.rule.beyond", language) if one.since > end else ""
        yield say("amendment.rule.since", language, mandate=one.mandate, since=one.since) + beyond
    for code, keys in (("in_place", one.in_place), ("mild", one.mild)):
        if keys:
            yield say(f"amendment.rule.{code}", language, mandate=one.mandate, keys=keys)


def _text(one: TextChange, language: Language) -> str:
    none = say("amendment.text.none", language)
    return say("amendment.text", language, id=one.id, key=one.key, old=one.old or none, new=one.new or none)


def _table(changes: Sequence[Change], language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in _COLUMNS:
        table.add_column(say(f"amendment.column.{column}", language), overflow="fold")
    for change in changes:
        kinds = [say(f"amendment.kind.{kind.value}", language) for kind in change.kinds]
        sides = (_cell(change.old, language), _cell(change.new, language))
        table.add_row(*_named(change.row).values(), ("、" if language == "zh" else ", ").join(kinds), *sides)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(table)


def _cell(row: Judgement | None, language: Language) -> str:
    """A side of a change in a few words: its days, what is wanted, its standing, what is to come."""
    if row is None:
        return "–"
    window, values = row.window, {"standing": _standing(row, language), "need": row.need}
    code = "amendment.cell.undated" if row.opens is None else "amendment.cell"
    if row.opens is not None and row.due is None:
        code = "amendment.cell.open"
    text = say(code, language, opens=_iso(row.opens, row), due=_iso(row.due, row), **values)
    if window.superseded_on is not None:
        text += say("amendment.cell.superseded", language, day=window.superseded_on.isoformat())
    if window.lower_need is not None and row.need != window.lower_need[1]:
        day, need = window.lower_need
        text += say("amendment.cell.lower", language, day=day.isoformat(), need=need)
    return text


def _iso(value: date | datetime | None, row: Judgement) -> str:
    if isinstance(value, datetime):
        return value.astimezone(row.stream.body.zone).isoformat()
    return value.isoformat() if value is not None else ""


def _reasons(changes: Sequence[Change], language: Language) -> Iterator[str]:
    """Both sentences of why, of each window whose standing changes."""
    for change in changes:
        if Kind.STANDING in change.kinds and change.old and change.new:
            yield say("amendment.why", language, **_named(change.row))
            for code, row in (("before", change.old), ("after", change.new)):
                yield say(f"amendment.why.{code}", language, why=explain(row))


def _named(row: Judgement) -> dict[str, str]:
    body = row.body if row.member is None else f"{row.body} ({row.member})"
    return {"mandate": row.mandate, "body": body, "window": row.label}


def _standing(row: Judgement, language: Language) -> str:
    return say(f"standings.{row.standing.value}", language)
