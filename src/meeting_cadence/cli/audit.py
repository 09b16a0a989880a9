"""`audit`: reading the audit trail, proving it whole, and writing its head down elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from meeting_cadence.access.audit_anchors import read_anchors
from meeting_cadence.access.audit_chain import content_of, instant_text
from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.show import show_json, show_table, spoken, with_form, with_lang
from meeting_cadence.cli.when import exact_instant
from meeting_cadence.jobs.anchoring import append_anchor
from meeting_cadence.store.audit import Asked, list_lines
from meeting_cadence.store.audit_check import anchor_of, check_trail, sentences, verdict_as_mapping
from meeting_cadence.words.say import say

_FILE = click.Path(path_type=Path)


@click.group("audit")
def audit() -> None:
    """Who changed what, and the proof that nobody changed that. 审计日志。"""


@audit.command("list")
@click.option("--actor", help="Only by this login or name. 只看此人。")
@click.option(
    "--action", help="Only this action, as person.signed_in; person. is all of them. 只看此类操作。"
)
@click.option("--subject", help="Only about this. 只看此对象。")
@click.option("--from", "first", callback=exact_instant, help="From this instant on. 起始时刻。")
@click.option("--to", "last", callback=exact_instant, help="Up to this instant. 截止时刻。")
@click.option("--before", type=click.IntRange(1), help="Only lines with a smaller number. 只看此序号之前。")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
@with_form
@with_lang
def list_audit(form: str, **asked: Any) -> None:
    """List lines, the latest first. 列出审计日志，最近的在前。"""
    with Opened() as opened, opened.store.reading() as session:
        lines = list_lines(session, Asked(**asked))
    if form == "json":
        show_json([{**line._asdict(), "content": content_of(line)} for line in lines])
        return
    language = spoken()
    columns = [say(f"audit.column.{name}", language) for name in ("seq", "at", "actor", "action", "subject")]
    show_table(columns, [(one.seq, one.at, one.actor, one.action, one.subject) for one in lines])


@audit.command("verify")
@click.option("--anchors", type=_FILE, multiple=True, help="File of anchors kept elsewhere. 外部存证文件。")
@click.option("--key-file", type=_FILE, multiple=True, help="File with an earlier secret key. 旧密钥文件。")
@with_form
@with_lang
@click.pass_context
def verify(context: click.Context, anchors: Sequence[Path], key_file: Sequence[Path], form: str) -> None:
    """Find edits, deletions, swaps, insertions and cut-off tails; exit 1 when there are. 核验审计日志是否被改动。"""
    known = [anchor for file in anchors for anchor in read_anchors(_text(file), name=str(file))]
    earlier = [read_bytes(file).strip() for file in key_file]
    with Opened() as opened, opened.store.reading() as session:
        checked = check_trail(session, [opened.store.secret, *earlier], known)
    if form == "json":
        show_json(verdict_as_mapping(checked))
    else:
        for sentence in sentences(checked, spoken()):
            click.echo(sentence)
    context.exit(0 if checked.is_whole else 1)


@audit.command("anchor")
@click.option("--out", type=_FILE, help="Append to this file; else print. 追加到此文件；不填则打印。")
@click.option("--at", callback=exact_instant, help="As of this instant. 时刻，默认现在。")
@with_lang
def anchor(out: Path | None, at: datetime | None) -> None:
    """Write the head down elsewhere: day, number, seal. 导出日志末行的存证：日期、序号、校验码。"""
    with Opened(at) as opened, opened.store.reading() as session:
        found = anchor_of(session, instant_text(opened.at)[:10])
    if found is None:
        click.echo(say("audit.empty", spoken()), err=True)
    elif out is None:
        click.echo(str(found))
    else:
        append_anchor(out, found)
        click.echo(say("audit.anchor.written", spoken(), seq=found.seq, file=str(out)))


def _text(file: Path) -> str:
    return read_bytes(file).decode("utf-8", "replace")
