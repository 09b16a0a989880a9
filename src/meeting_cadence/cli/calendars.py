"""`calendar`: a secretariat's own calendar beside what should have taken place; proposals that a person confirms."""

from pathlib import Path
from typing import Any

import click

from meeting_cadence import clock
from meeting_cadence.access import Person, Role
from meeting_cadence.actions.on_behalf import enter_for
from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.show import show_json, show_table, spoken, with_form, with_lang
from meeting_cadence.imports.calendar.answer import (
    doubts,
    found_answer,
    host_of,
    looks_like,
    put_answer,
    source_answer,
    why,
)
from meeting_cadence.imports.calendar.confirm import confirm as put_on_record
from meeting_cadence.imports.calendar.confirm import dismiss as put_aside
from meeting_cadence.imports.calendar.confirm import reopen as look_again
from meeting_cadence.imports.calendar.keep import (
    Wish,
    add_address,
    bring_file,
    problems_of,
    read_due,
    read_source,
)
from meeting_cadence.imports.calendar.proposals import (
    Found,
    choice_of,
    content_of,
    decided_entries,
    one_proposal,
    proposals,
)
from meeting_cadence.imports.calendar.setup import every_of, terms_of
from meeting_cadence.store.calendar_sources import remove_source, source_of, sources_of
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.reading import Reading
from meeting_cadence.words.names import Names
from meeting_cadence.words.problems import sentence
from meeting_cadence.words.say import say

_by = click.option("--by", required=True, help="Who does it. 操作人。")
_number = click.argument("number", type=click.IntRange(1))
_entry = click.argument("entry")


@click.group("calendar")
def calendar() -> None:
    """A secretariat's own calendar beside the record. 日历核对。"""


@calendar.command("bring")
@click.argument("body")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="Of the calendar; default: the file's. 名称，默认用文件名。")
@_by
@with_form
@with_lang
def bring(body: str, file: Path, name: str | None, by: str, form: str) -> None:
    """Take in an .ics FILE as a calendar of BODY, instead of the one of that name. 读入 .ics 文件。"""
    called = name or file.stem
    with Opened() as opened:
        count = bring_file(opened.store, Wish(body, called, by), read_bytes(file), at=opened.at)
    if form == "json":
        show_json({"name": called, "entries": count})
    else:
        click.echo(say("calendars.brought", spoken(), name=called, count=count))


@calendar.command("add")
@click.argument("body")
@click.argument("address")
@click.option("--name", required=True, help="Of the calendar. 名称。")
@_by
@with_lang
def add(body: str, address: str, name: str, by: str) -> None:
    """Have ADDRESS (https, a permitted host) read from now on as a calendar of BODY. 添加日历地址，定时读取。"""
    with Opened() as opened:
        add_address(opened.store, Wish(body, name, by), address, terms_of(opened.settings), at=opened.at)
        minutes = opened.settings.calendar_minutes
    click.echo(say("calendars.added", spoken(), name=name, minutes=minutes))


@calendar.command("list")
@with_form
@with_lang
def list_calendars(form: str) -> None:
    """List the calendars and what was wrong when they were read last. 列出日历。"""
    with Opened() as opened, opened.store.reading() as session:
        reading = _reading(opened, session)
        found = sources_of(session, reading.bodies)
    if form == "json":
        show_json([source_answer(one) for one in found])
        return
    language = spoken()
    columns = ("number", "name", "body", "from", "read_at", "trouble")
    rows = [
        (
            one.id,
            one.name,
            one.body,
            host_of(one) or say("calendars.file", language),
            one.read_at.isoformat(timespec="minutes") if one.read_at else say("calendars.never", language),
            " ".join(sentence(problem, language) for problem in problems_of(one)),
        )
        for one in found
    ]
    show_table([say(f"calendars.column.{name}", language) for name in columns], rows)


@calendar.command("read")
@click.argument("number", type=click.IntRange(1), required=False)
@with_lang
def read(number: int | None) -> None:
    """Read the address of calendar NUMBER now; without it, every one whose turn it is. 读取日历地址。"""
    with Opened() as opened:
        terms, every = terms_of(opened.settings), every_of(opened.settings)
        if number is None:
            count = read_due(opened.store, terms, at=opened.at, every=every, clock=clock.now)
        else:
            with opened.store.reading() as session:
                source = source_of(session, number, _reading(opened, session).bodies)
            count = int(
                source.address is not None
                and read_source(opened.store, source, terms, at=opened.at, every=every)
            )
    click.echo(say("calendars.read", spoken(), count=count))


@calendar.command("remove")
@_number
@_by
@with_lang
def remove(number: int, by: str) -> None:
    """Take calendar NUMBER away with its entries. 移除日历。"""
    with Opened() as opened, opened.store.session() as session:
        source = source_of(session, number, _reading(opened, session).bodies)
        remove_source(session, source, by=by, at=opened.at)
    click.echo(say("calendars.removed", spoken(), name=source.name))


@calendar.command("proposals")
@click.option("--body", help="Only calendars of this body. 只看这个机构的日历。")
@with_form
@with_lang
def list_proposals(body: str | None, form: str) -> None:
    """What the calendars may mean; nothing goes on record by itself. 列出待确认的日历条目。"""
    with Opened() as opened, opened.store.reading() as session:
        reading = _reading(opened, session)
        bodies = [reading.body(body).id] if body else list(reading.bodies)
        found, decided = proposals(reading, bodies), decided_entries(reading, bodies)
        pack = reading.world.pack
    if form == "json":
        zh, en = Names(pack, "zh"), Names(pack, "en")
        told = {
            "proposals": [found_answer(one, zh, en) for one in found],
            "decided": list(map(put_answer, decided)),
        }
        show_json(told)
        return
    names = Names(pack, spoken())
    for one in found:
        _show(one, names)
    if not found:
        click.echo(say("calendars.none", spoken()))


@calendar.command("confirm")
@_number
@_entry
@click.option(
    "--obligation", help="Which of the choices; default: the likeliest. 选择的事项，默认最可能的一项。"
)
@click.option("--kind", help="Its kind, where there are several. 事项类别。")
@click.option("--preview", is_flag=True, help="Show what it would do, write nothing. 只预览，不登记。")
@_by
@with_form
@with_lang
def confirm(
    number: int, entry: str, obligation: str | None, kind: str | None, preview: bool, by: str, form: str
) -> None:
    """Put ENTRY of calendar NUMBER on record as what it looks like. 确认并登记。"""
    person = Person(0, by, by, Role.SUPERVISOR)
    with Opened() as opened, opened.store.session() as session:
        desk = SqlDesk(session, at=opened.at, tables=opened.tables, actor=by)
        reading = Reading(session, opened.tables, person, opened.at)
        found = one_proposal(reading, number, entry, reading.bodies)
        first = found.proposal.choices[0]
        choice = choice_of(found.proposal, obligation or first.window.key, kind or first.kind)
        receipt = put_on_record(
            session, found, choice, lambda content: enter_for(desk, person, content), by=by, at=opened.at
        )
        content = content_of(found.proposal, choice)
        names = Names(reading.world.pack, spoken())
        if preview:
            session.rollback()
    flips = [
        {"obligation": one.key, "before": one.old_standing, "after": one.new_standing}
        for one in receipt.flips
    ]
    if form == "json":
        entry_id = None if preview else receipt.entry_id
        show_json({"written": not preview, "entry_id": entry_id, "content": content, "changes": flips})
        return
    click.echo(looks_like(found, choice, names))
    for flip in flips:
        click.echo(f"  {flip['obligation']}: {_standing(flip['before'])} → {_standing(flip['after'])}")
    if not preview:
        click.echo(say("calendars.confirmed", spoken(), entry=receipt.entry_id))


@calendar.command("dismiss")
@_number
@_entry
@_by
@with_lang
def dismiss(number: int, entry: str, by: str) -> None:
    """ENTRY of calendar NUMBER is nothing of the kind. 忽略，不再提示。"""
    with Opened() as opened, opened.store.session() as session:
        reading = _reading(opened, session)
        put_aside(session, one_proposal(reading, number, entry, reading.bodies), by=by, at=opened.at)
    click.echo(say("calendars.dismissed", spoken()))


@calendar.command("reopen")
@_number
@_entry
@_by
@with_lang
def reopen(number: int, entry: str, by: str) -> None:
    """Propose a dismissed ENTRY again. 恢复提示。"""
    with Opened() as opened, opened.store.session() as session:
        source = source_of(session, number, _reading(opened, session).bodies)
        look_again(session, source, entry, by=by, at=opened.at)
    click.echo(say("calendars.reopened", spoken()))


def _reading(opened: Opened, session: Any) -> Reading:
    """The record as whoever has the machine sees it: whole."""
    return Reading(session, opened.tables, Person(0, "", "", Role.ADMINISTRATOR), opened.at)


def _show(found: Found, names: Names) -> None:
    language = names.language
    comma = "；" if language == "zh" else "; "
    click.echo(f"{found.source.id} {found.proposal.entry.fingerprint}")
    for choice in found.proposal.choices:
        click.echo(f"  {looks_like(found, choice, names)}")
        click.echo(f"    {choice.window.key} {choice.kind}: {comma.join(why(choice, language))}")
    for doubt in doubts(found, language):
        click.echo(f"  {doubt}")


def _standing(code: str | None) -> str:
    return say(f"standings.{code}", spoken()) if code else "-"
