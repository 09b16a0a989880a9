"""`pack apply`: putting a pack in force."""

import sys
from datetime import datetime
from pathlib import Path

import click

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.ports import Applied
from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.packs_plan import planned, show_plan
from meeting_cadence.cli.progress import on_terminal
from meeting_cadence.cli.receipts import changes_of, show_changes
from meeting_cadence.cli.show import show_json, spoken, with_form, with_lang
from meeting_cadence.cli.when import exact_instant
from meeting_cadence.regulations.pack_files import Gathered, gather_files
from meeting_cadence.regulations.shipped_packs import shipped_pack
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.registry import digest_of
from meeting_cadence.words.say import say


@click.command("apply")
@click.argument("pack", metavar="FILE|ID")
@click.option("--by", required=True, help="Who applies it. 操作人。")
@click.option("--reason", help="Why. 理由。")
@click.option("--at", callback=exact_instant, help="At this instant; default: now. 时刻，默认现在。")
@click.option("--yes", is_flag=True, help="Ask nothing. 不再询问。")
@with_form
@with_lang
def apply(pack: str, by: str, reason: str | None, at: datetime | None, yes: bool, form: str) -> None:
    """Put a pack in force: a file, or the id of a shipped pack. On a terminal, a new version is shown and asked for.

    启用制度包：文件，或随附制度包的编号。在终端上，新版本先显示影响，确认后启用。
    """
    gathered = gather_named(pack)
    put_in_force(gathered, by=by, reason=reason, at=at, ask=not yes and sys.stdin.isatty(), form=form)


def gather_named(pack: str) -> Gathered:
    """The pack in a file, or the shipped one of that id, with the texts of all its files."""
    path = Path(pack)
    if not path.exists() and path.suffix == "":
        path = shipped_pack(pack).path
    read_bytes(path)
    return gather_files(path)


def put_in_force(
    gathered: Gathered, *, by: str, reason: str | None, at: datetime | None, ask: bool, form: str
) -> None:
    """Apply a pack and show what came of it; with `ask`, a later version is previewed and may be given up."""
    with Opened(at) as opened:
        if ask and not agreed(opened, gathered):
            click.echo(say("cli.apply.given_up", spoken()))
            return
        with opened.store.session() as session:
            desk = SqlDesk(session, at=opened.at, tables=opened.tables, progress=on_terminal)
            done = apply_pack(
                desk,
                pack=gathered.pack.id,
                files=gathered.files,
                root=gathered.root,
                digest=digest_of(gathered.files, gathered.root),
                by=by,
                reason=reason,
            )
            changes = changes_of(session, done.flips)
        _show(desk, done, changes, form)


def agreed(opened: Opened, gathered: Gathered) -> bool:
    """Show what a later version would change, and ask; a first version needs no question."""
    found = planned(opened, gathered.pack)
    if found is None:
        return True
    show_plan(opened, found, gathered.pack, spoken())
    return click.confirm(say("cli.apply.ask", spoken()), default=False)


def _show(desk: SqlDesk, done: Applied, changes: list[dict[str, object]], form: str) -> None:
    if form == "json":
        told = {"pack": done.pack, "version": done.version, "unchanged": done.unchanged, "changes": changes}
        show_json(told)
        return
    language = spoken()
    code = "cli.apply.unchanged" if done.unchanged else "cli.apply.done"
    click.echo(say(code, language, pack=done.pack, version=done.version, count=len(changes)))
    if done.version > 1:
        show_changes(desk.world, changes, language)
