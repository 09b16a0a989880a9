"""`confirm`, `adopt`, `retract`, `replace`: what a person declares, and corrections."""

import json
from datetime import date
from typing import Any

import click

from meeting_cadence.actions.adopt import adopt as put_adopt
from meeting_cadence.actions.confirm import confirm_complete, confirm_not_held
from meeting_cadence.actions.refusals import EntryUnknown
from meeting_cadence.actions.replace import replace as put_replace
from meeting_cadence.actions.retract import retract as put_retract
from meeting_cadence.cli.entry_options import put, with_entry_options
from meeting_cadence.cli.language import language_of
from meeting_cadence.cli.record import NotAPair, said_of
from meeting_cadence.cli.when import exact_day
from meeting_cadence.ledger.entries import Entry, Replace, Retract
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.words.say import say


@click.group("confirm")
def confirm() -> None:
    """Confirm that nothing was held, or that a record is complete. 确认未召开，或确认台账完整。"""


@confirm.command("not-held")
@click.option("--mandate", required=True, help="制度要求。")
@click.option("--body", required=True, help="机构。")
@click.option("--window", required=True, help="Label of the window. 时段。")
@click.option("--on", required=True, callback=exact_day, help="Day of the confirmation. 确认日期。")
@with_entry_options
def not_held(mandate: str, body: str, window: str, on: date, **rest: Any) -> None:
    """Nothing was held in that window. 确认该时段内未召开。"""
    said = said_of(rest)
    put(confirm_not_held, said, mandate=mandate, body=body, window=window, on=on, reason=said["reason"])


@confirm.command("complete")
@click.option("--body", help="Body; omitted: every body. 机构，省略则为全部。")
@click.option("--act", help="Kind of act; omitted: every kind. 事项类别，省略则为全部。")
@click.option("--from", "since", callback=exact_day, help="First day; omitted: the beginning. 起始日。")
@click.option("--on", required=True, callback=exact_day, help="Day of the declaration. 声明日期。")
@with_entry_options
def complete(body: str | None, act: str | None, since: date | None, on: date, **rest: Any) -> None:
    """From that day every act is on record. 自该日起，台账完整。"""
    said = said_of(rest)
    put(confirm_complete, said, body=body, act=act, since=since, on=on, reason=said["reason"])


@click.command("adopt")
@click.option("--regulation", help="Id of a regulation: all its mandates. 制度文件。")
@click.option("--mandate", help="Id of a single mandate. 单项制度要求。")
@click.option("--body", required=True, help="机构。")
@click.option("--on", required=True, callback=exact_day, help="Tracked from this day. 自该日起跟踪。")
@click.option(
    "--complete-from", callback=exact_day, help="The record is whole from this day. 台账自该日起完整。"
)
@with_entry_options
def adopt(
    regulation: str | None, mandate: str | None, body: str, on: date, complete_from: date | None, **rest: Any
) -> None:
    """Track a body under a regulation from a day on. What is missing after --complete-from counts as not held.

    自某日起跟踪某机构执行某制度；自 --complete-from 起，台账上没有的即视为未召开。
    """
    said = said_of(rest)
    if bool(regulation) == bool(mandate):
        raise click.UsageError(say("cli.usage.adopt_one", language_of()))
    put(
        put_adopt,
        said,
        regulation=regulation,
        mandate=mandate,
        body=body,
        on=on,
        complete_from=complete_from,
        reason=said["reason"],
    )


@click.command("retract")
@click.argument("entry")
@with_entry_options
def retract(entry: str, **rest: Any) -> None:
    """Take an entry back; it stays on the ledger, marked. Needs --reason. 撤回一条记录，须说明理由。"""
    said = said_of(rest)
    put(put_retract, said, entry, reason=said["reason"] or "")


@click.command("replace")
@click.argument("entry")
@click.option(
    "--set", "changes", multiple=True, required=True, metavar="KEY=VALUE", help="What to correct. 更正项。"
)
@with_entry_options
def replace(entry: str, changes: tuple[str, ...], **rest: Any) -> None:
    """Correct an entry: the named keys change, the others stay. Needs --reason. 更正一条记录，须说明理由。"""
    said = said_of(rest)
    put(_replace_with, said, entry, dict(_change(one) for one in changes), reason=said["reason"] or "")


def _replace_with(desk: SqlDesk, entry: str, changes: dict[str, Any], **said: Any) -> Any:
    stands = [one.entry for one in desk.history(entry) if not isinstance(one.entry.content, Retract)]
    if not stands:
        raise EntryUnknown(entry, desk.near(entry))
    kind, fields = _fact_of(stands[-1])
    changed = {
        key: value for key, value in {**fields, **changes}.items() if value is not None and key != "id"
    }
    return put_replace(desk, entry, {kind: changed}, **said)


def _fact_of(entry: Entry) -> tuple[str, dict[str, Any]]:
    content = entry.content.fact if isinstance(entry.content, Replace) else entry.content
    fields: Any = entry_as_mapping(Entry(content))[content.type]
    return content.type, fields


def _change(text: str) -> tuple[str, Any]:
    """`key=value`; a value that reads as a JSON number, list, mapping, truth or null is one, else it is a text."""
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise NotAPair(text)
    try:
        return key, json.loads(value)
    except ValueError:
        return key, value
