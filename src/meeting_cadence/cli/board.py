"""`board` and `show`: what stands where, and why."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import click
from sqlmodel import Session

from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.receipts import body_name, mandate_name, standing_name
from meeting_cadence.cli.show import show_json, show_table, spoken, with_form, with_lang
from meeting_cadence.cli.when import day_or_instant, exact_day, exact_instant
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.queries.board import Cursor, Question
from meeting_cadence.queries.judgement_row import as_answer, as_row
from meeting_cadence.queries.world import World
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.board import list_rows
from meeting_cadence.store.overtaken import overtaken
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.spine import Explained, Line, board_at, explain_obligation
from meeting_cadence.words.say import Language, say

_STANDINGS = [standing.value for standing in Standing]
_COLUMNS = ("mandate", "body", "window", "opens", "due", "standing", "settled_on", "planned", "key")


@click.command("board")
@click.option("--body", help="This body and all below it. 机构及其下级。")
@click.option("--mandate", help="Only this mandate. 只看这项要求。")
@click.option("--standing", "standings", multiple=True, type=click.Choice(_STANDINGS), help="情况，可多个。")
@click.option("--due-from", callback=exact_day, help="Due on or after. 截止日不早于。")
@click.option("--due-to", callback=exact_day, help="Due on or before. 截止日不晚于。")
@click.option("--at", "at", callback=day_or_instant, help="As it stood then, from the ledger. 截至何时。")
@click.option("--known-at", callback=exact_instant, help="By what was on record then. 截至何时已登记。")
@click.option("--limit", type=click.IntRange(1, 1000), default=200, show_default=True)
@click.option("--after", help="Go on behind this cursor. 从此处继续。")
@with_form
@with_lang
def board(
    body: str | None,
    mandate: str | None,
    standings: tuple[str, ...],
    due_from: date | None,
    due_to: date | None,
    at: date | datetime | None,
    known_at: datetime | None,
    limit: int,
    after: str | None,
    form: str,
) -> None:
    """What stands where: as kept, or with --at and --known-at as it stood then. 应办事项及其情况。"""
    with Opened() as opened, opened.store.reading() as session:
        world = load_world(session)
        bodies = world.pack.tree.subtree(world.body(body).id) if body else None
        if mandate is not None:
            world.mandate(mandate)
        if at is None and known_at is None:
            question = Question(
                bodies,
                mandate,
                standings or None,
                due_from,
                due_to,
                after=Cursor.parse(after) if after else None,
                limit=limit,
            )
            page = list_rows(session, question)
            _warn_of_behind(session, world, opened)
            rows = [row.judged for row in page.rows]
            answer: dict[str, Any] = {"rows": rows, "next": str(page.next) if page.next else None}
        else:
            when = at if at is not None else opened.at
            rows = _judged(session, opened, world, bodies, mandate, when, known_at)
            rows = [row for row in rows if _fits(row, standings, due_from, due_to)]
            answer = as_answer(rows, at=when, known_at=known_at)
    if form == "json":
        show_json(answer)
    else:
        _show(world, rows, answer.get("next"), spoken())


def _warn_of_behind(session: Session, world: World, opened: Opened) -> None:
    """The rows are as kept: say so where time has overtaken some of them."""
    late = overtaken(session, world, at=opened.at, bodies=world.pack.tree.bodies)
    if late.streams:
        count = len(late.streams) + late.behind
        click.echo(say("cli.board.behind", spoken(), count=count), err=True)


def _judged(
    session: Session,
    opened: Opened,
    world: World,
    bodies: Sequence[str] | None,
    mandate: str | None,
    at: date | datetime,
    known_at: datetime | None,
) -> list[dict[str, Any]]:
    found = board_at(
        session,
        world,
        at=at,
        tables=opened.tables,
        known_at=known_at,
        bodies=bodies,
        mandates=None if mandate is None else [mandate],
        explained=False,
    )
    return [as_row(row, why=False) for row in found]


def _fits(row: dict[str, Any], standings: Sequence[str], due_from: date | None, due_to: date | None) -> bool:
    if standings and row["standing"] not in standings:
        return False
    if due_from is None and due_to is None:
        return True
    due = date.fromisoformat(row["due"][:10]) if row["due"] else None
    return due is not None and (due_from or due) <= due <= (due_to or due)


def _show(world: World, rows: Sequence[dict[str, Any]], following: str | None, language: Language) -> None:
    if not rows:
        click.echo(say("cli.board.empty", language))
        return
    cells = [
        (
            mandate_name(world, row["mandate"], language),
            body_name(world, row["body"], language),
            row["window"],
            row["opens"],
            row["due"],
            standing_name(row["standing"], language),
            row["settled_on"],
            row["planned"],
            row["key"],
        )
        for row in rows
    ]
    show_table([say(f"cli.column.{name}", language) for name in _COLUMNS], cells)
    if following:
        click.echo(say("cli.board.more", language, cursor=following))


@click.command("show")
@click.argument("key")
@click.option("--at", "at", callback=exact_instant, help="As it stood then. 截至何时。")
@click.option("--known-at", callback=exact_instant, help="By what was on record then. 截至何时已登记。")
@with_form
@with_lang
def show(key: str, at: datetime | None, known_at: datetime | None, form: str) -> None:
    """One obligation: why it stands so, and every entry that touches it. 单项应办事项：依据和历史。"""
    with Opened(at) as opened, opened.store.reading() as session:
        world = load_world(session)
        found = explain_obligation(session, world, key, at=opened.at, tables=opened.tables, known_at=known_at)
    if form == "json":
        row = as_row(found.judgement) if found.judgement else None
        show_json(
            {"row": row, "revision": found.row.revision, "history": [_line(one) for one in found.lines]}
        )
    else:
        _show_one(world, found, spoken())


def _show_one(world: World, found: Explained, language: Language) -> None:
    if found.judgement is None:
        click.echo(say("cli.show.gone", language, key=found.row.key))
    else:
        row = as_row(found.judgement)
        _show(world, [row], None, language)
        click.echo(row["why"][language])
    if found.lines:
        click.echo()
        columns = [
            say(f"cli.column.{name}", language) for name in ("seq", "entry", "kind", "recorded", "by", "note")
        ]
        show_table(columns, [_cells(one, language) for one in found.lines])


def _cells(line: Line, language: Language) -> tuple[Any, ...]:
    entry = line.kept.entry
    note = ""
    if line.retracted_by:
        note = say("cli.show.retracted", language, entry=line.retracted_by.entry_id)
    elif line.replaced_by:
        note = say("cli.show.replaced", language, entry=line.replaced_by.entry_id)
    recorded = entry.recorded.isoformat(timespec="seconds") if entry.recorded else ""
    return (line.kept.seq, line.kept.entry_id, entry.content.type, recorded, entry.by, note)


def _line(line: Line) -> dict[str, Any]:
    return {
        "seq": line.kept.seq,
        "id": line.kept.entry_id,
        **entry_as_mapping(line.kept.entry),
        "reason": line.kept.reason,
        "retracted_by": line.retracted_by.entry_id if line.retracted_by else None,
        "replaced_by": line.replaced_by.entry_id if line.replaced_by else None,
    }
