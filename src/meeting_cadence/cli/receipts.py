"""What came of an entry, told on the command line: its id, and every obligation whose standing or due changed."""

from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.actions.ports import Flip, Receipt
from meeting_cadence.cli.show import show_json, show_table, spoken
from meeting_cadence.queries.world import World
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.words.say import Language, say

_ROWS = table_of(Obligation)
_AT_ONCE = 500
_MOST_SHOWN = 40


def show_receipt(world: World, receipt: Receipt, changes: Sequence[dict[str, Any]], form: str) -> None:
    """Tell a receipt and what changed by it."""
    if form == "json":
        show_json(
            {
                "seq": receipt.seq,
                "entry": receipt.entry_id,
                "recorded": receipt.recorded,
                "repeated": receipt.repeated,
                "changes": changes,
            }
        )
        return
    language = spoken()
    code = "cli.record.repeated" if receipt.repeated else "cli.record.done"
    click.echo(say(code, language, entry=receipt.entry_id, seq=receipt.seq))
    show_changes(world, changes, language)


def show_changes(world: World, changes: Sequence[dict[str, Any]], language: Language) -> None:
    """The changes as a table; nothing where nothing changed."""
    shown = [
        change for change in changes if change["from"] != change["to"] or change["due_from"] != change["due"]
    ]
    if not shown:
        return
    columns = ("mandate", "body", "window", "due", "before", "now")
    rows = [
        (
            mandate_name(world, one["mandate"], language),
            body_name(world, one["body"], language),
            one["window"],
            one["due"] or one["due_from"],
            standing_name(one["from"], language),
            standing_name(one["to"], language),
        )
        for one in shown[:_MOST_SHOWN]
    ]
    show_table([say(f"cli.column.{name}", language) for name in columns], rows)
    if len(shown) > _MOST_SHOWN:
        click.echo(say("cli.more", language, count=len(shown) - _MOST_SHOWN))


def changes_of(session: Session, flips: Sequence[Flip]) -> list[dict[str, Any]]:
    """The flips with the names of their rows."""
    named: dict[str, Any] = {}
    keys = [flip.key for flip in flips]
    for start in range(0, len(keys), _AT_ONCE):
        columns = (_ROWS.c.key, _ROWS.c.mandate, _ROWS.c.body, _ROWS.c.label)
        statement = select(*columns).where(_ROWS.c.key.in_(keys[start : start + _AT_ONCE]))
        named |= {row.key: row for row in session.connection().execute(statement)}
    return [
        {
            "key": flip.key,
            "mandate": named[flip.key].mandate,
            "body": named[flip.key].body,
            "window": named[flip.key].label,
            "from": flip.old_standing,
            "to": flip.new_standing,
            "due_from": flip.old_due,
            "due": flip.new_due,
        }
        for flip in flips
    ]


def standing_name(standing: str | None, language: Language) -> str:
    return say(f"standings.{standing}", language) if standing else "–"


def mandate_name(world: World, mandate: str, language: Language) -> str:
    found = world.pack.mandate.get(mandate)
    return found.title.in_language(language) if found else mandate


def body_name(world: World, body: str, language: Language) -> str:
    found = world.pack.tree.bodies.get(body)
    return found.name.in_language(language) if found else body
