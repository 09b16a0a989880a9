"""`rebuild`, `verify`, `ledger` and `db`: keeping the store whole."""

from datetime import datetime
from pathlib import Path

import click

from meeting_cadence.actions.import_ledger import import_ledger
from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.progress import on_terminal
from meeting_cadence.cli.show import show_json, show_table, spoken, with_form, with_lang
from meeting_cadence.cli.when import exact_instant
from meeting_cadence.clock import now
from meeting_cadence.ledger.write import write_ledger
from meeting_cadence.settings import Settings
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import open_store
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.projection import reproject_all
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.topics import relink
from meeting_cadence.store.verify import verify as prove
from meeting_cadence.words.say import say

_at = click.option("--at", callback=exact_instant, help="At this instant; default: now. 时刻，默认现在。")


@click.command("rebuild")
@_at
@with_lang
def rebuild(at: datetime | None) -> None:
    """Make all obligations anew from packs and ledger. 依制度包和台账重建全部应办事项。"""
    with Opened(at) as opened, opened.store.session() as session:
        world = load_world(session)
        relink(session)
        flips = reproject_all(session, world, at=opened.at, tables=opened.tables, progress=on_terminal)
    click.echo(say("cli.rebuild.done", spoken(), count=len(flips)))


@click.command("verify")
@_at
@with_form
@with_lang
@click.pass_context
def verify(context: click.Context, at: datetime | None, form: str) -> None:
    """Prove that the kept obligations are those that the ledger says; exit 1 otherwise. 核对应办事项与台账。"""
    began = now()
    with Opened(at) as opened, opened.store.reading() as session:
        world = load_world(session)
        found = prove(session, world, at=opened.at, tables=opened.tables, progress=on_terminal)
    if form == "json":
        differences = [one._asdict() for one in found.differences]
        show_json({**found._asdict(), "differences": differences})
    else:
        language = spoken()
        if found.differences:
            columns = ("difference", "mandate", "body", "window", "key")
            cells = [
                (say(f"cli.verify.{one.kind}", language), one.mandate, one.body, one.label, one.key)
                for one in found.differences
            ]
            show_table([say(f"cli.column.{name}", language) for name in columns], cells)
        values = {"rows": found.rows, "awaiting": found.awaiting_tick, "count": len(found.differences)}
        values |= {"verdicts": found.verdicts, "unproved": found.unproved}
        click.echo(say("cli.verify.differs" if found.differences else "cli.verify.equal", language, **values))
        took = round((now() - began).total_seconds())
        if took:
            click.echo(say("cli.verify.took", language, seconds=took))
    context.exit(1 if found.differences else 0)


@click.group("ledger")
def ledger() -> None:
    """The ledger as a file. 台账文件。"""


@ledger.command("export")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@with_lang
def export(file: Path | None) -> None:
    """Write every entry, corrections too, as a ledger file (JSON). 导出全部台账记录。"""
    with Opened() as opened, opened.store.reading() as session:
        entries = load_entries(session)
    text = write_ledger(entries)
    if file is None:
        click.echo(text, nl=False)
        return
    file.write_text(text, "utf-8")
    click.echo(say("cli.ledger.exported", spoken(), count=len(entries), file=str(file)))


@ledger.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", required=True, help="Author of entries that name none. 登记人（原文未注明时）。")
@click.option("--reason", help="Why. 理由。")
@_at
@with_lang
def import_file(file: Path, by: str, reason: str | None, at: datetime | None) -> None:
    """Put a ledger file on record; entries that are there already are passed over. 导入台账文件，已有的记录跳过。"""
    text = read_bytes(file)
    with Opened(at) as opened, opened.store.session() as session:
        desk = SqlDesk(session, at=opened.at, tables=opened.tables)
        done = import_ledger(desk, text, name=str(file), by=by, reason=reason)
    click.echo(say("cli.ledger.imported", spoken(), added=done.added, known=done.known))


@click.group("db")
def db() -> None:
    """The database itself. 数据库。"""


@db.command("upgrade")
@with_lang
def upgrade() -> None:
    """Bring the tables to this release. 升级数据库结构。"""
    store = open_store(Settings.load().database_url)
    store.migrate()
    store.check()
    click.echo(say("cli.db.upgraded", spoken(), place=store.place))
    store.close()
