"""`pack plan` and `pack export`: what a new version would change here, and what is in force as files."""

from datetime import date, datetime
from pathlib import Path

import click
from sqlmodel import Session

from meeting_cadence.access import NotFound
from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.packs_diff import day_of, show_preview
from meeting_cadence.cli.show import show_json, spoken, with_form, with_lang
from meeting_cadence.cli.when import exact_instant
from meeting_cadence.dates import add_months
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.amendment import MONTHS_AHEAD, Preview, preview
from meeting_cadence.queries.amendment_answer import as_preview
from meeting_cadence.queries.world import nearest
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack
from meeting_cadence.regulations.shipped_packs import shipped_pack
from meeting_cadence.regulations.write import write_pack
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.registry import active_versions, pack_of
from meeting_cadence.words.say import Language, say

_REWRITES = 3
"""Exit status where the new version would rewrite verdicts of closed windows."""


@click.command("plan")
@click.argument("pack", metavar="FILE|ID")
@click.option("--at", callback=exact_instant, help="At this instant; default: now. 时刻，默认现在。")
@with_form
@with_lang
@click.pass_context
def plan(context: click.Context, pack: str, at: datetime | None, form: str) -> None:
    """What applying a pack would change here, by the ledger on record; nothing is changed. 启用前预览影响。"""
    path = Path(pack)
    if not path.exists() and path.suffix == "":
        path = shipped_pack(pack).path
    read_bytes(path)
    new = read_pack(path)
    with Opened(at) as opened:
        found = planned(opened, new, first=True)
        assert found is not None
        if form == "json":
            show_json(as_preview(found, at=opened.at, end=_until(opened, new), with_frozen=False))
        else:
            show_plan(opened, found, new, spoken())
    context.exit(_REWRITES if found.problems else 0)


@click.command("export")
@click.argument("pack", metavar="ID")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@with_lang
def export(pack: str, folder: Path) -> None:
    """Write the pack in force as files that read back as the same pack. 将在用的制度包导出为文件。"""
    with Opened() as opened, opened.store.reading() as session:
        written = write_pack(in_force(session, pack))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    names = [str(folder / name) for name in written.files]
    click.echo(say("cli.export.done", spoken(), count=len(names), files=names))


def in_force(session: Session, pack: str) -> Pack:
    """The version of a pack that is in force. Raises NotFound."""
    versions = {version.pack: version for version in active_versions(session)}
    if pack not in versions:
        raise NotFound(pack, near=nearest(pack, versions))
    return pack_of(session, versions[pack])


def planned(opened: Opened, new: Pack, *, first: bool = False) -> Preview | None:
    """What a pack would change; a pack that is not in force yet: None, or with `first` everything it brings."""
    with opened.store.reading() as session:
        known = any(version.pack == new.id for version in active_versions(session))
        if not known and not first:
            return None
        old = in_force(session, new.id) if known else _nothing(new)
        facts = Facts.fold(load_entries(session))
    return preview(old, new, facts, at=opened.at, end=_until(opened, new), tables=opened.tables)


def show_plan(opened: Opened, found: Preview, new: Pack, language: Language) -> None:
    """The preview as text."""
    show_preview(found, day_of(opened.at, new), _until(opened, new), language, with_frozen=False)


def _until(opened: Opened, pack: Pack) -> date:
    return add_months(day_of(opened.at, pack), MONTHS_AHEAD)


def _nothing(pack: Pack) -> Pack:
    return Pack(pack.id, pack.title, pack.zone, (), (), pack.workdays, pack.profile)
