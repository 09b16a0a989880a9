"""`pack apply`: putting a pack in force."""

from datetime import datetime
from pathlib import Path

import click

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.ports import Applied
from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.receipts import changes_of, show_changes
from meeting_cadence.cli.show import show_json, spoken, with_form, with_lang
from meeting_cadence.cli.when import exact_instant
from meeting_cadence.regulations.pack_files import gather_files
from meeting_cadence.regulations.shipped_packs import shipped_pack
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.registry import digest_of
from meeting_cadence.words.say import say


@click.command("apply")
@click.argument("pack", metavar="FILE|ID")
@click.option("--by", required=True, help="Who applies it. 操作人。")
@click.option("--reason", help="Why. 理由。")
@click.option("--at", callback=exact_instant, help="At this instant; default: now. 时刻，默认现在。")
@with_form
@with_lang
def apply(pack: str, by: str, reason: str | None, at: datetime | None, form: str) -> None:
    """Put a pack in force: a file, or the id of a shipped pack. 启用制度包：文件，或随附制度包的编号。"""
    path = Path(pack)
    if not path.exists() and path.suffix == "":
        path = shipped_pack(pack).path
    read_bytes(path)
    gathered = gather_files(path)
    with Opened(at) as opened:
        with opened.store.session() as session:
            desk = SqlDesk(session, at=opened.at, tables=opened.tables)
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
