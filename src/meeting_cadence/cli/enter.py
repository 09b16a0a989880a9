"""`enter`: one entry of any kind as the ledger file has it; `next-due`: the next due day that a body sets itself."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from meeting_cadence.actions.enter import KINDS
from meeting_cadence.actions.enter import enter as put_entry
from meeting_cadence.actions.refusals import NotAnEntry
from meeting_cadence.cli.entry_options import Said, given, put, with_entry_options
from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.record import said_of
from meeting_cadence.cli.when import exact_day
from meeting_cadence.regulations.check_vocabulary import plain
from meeting_cadence.regulations.document import read_document
from meeting_cadence.regulations.problems import LedgerRefused, Report


@click.command("enter")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|-")
@with_entry_options
def enter(file: Path, **rest: Any) -> None:
    """Put one entry on record, of any kind, in the keys of the ledger file (YAML or JSON). 按台账格式登记一条记录。"""
    said = said_of(rest)
    content = _read(file)
    _put(said, content)


@click.command("next-due")
@click.option("--mandate", required=True, help="制度要求。")
@click.option("--body", required=True, help="机构。")
@click.option("--on", required=True, callback=exact_day, help="The due day. 截止日期。")
@click.option("--decided", callback=exact_day, help="Day on which it was decided. 决定日期。")
@with_entry_options
def next_due(mandate: str, body: str, on: date, decided: date | None, **rest: Any) -> None:
    """Record the next due day that a body has set itself under a longest gap. 登记自行确定的下次截止日期。"""
    said = said_of(rest)
    _put(said, {"next_due": given(mandate=mandate, body=body, on=on, decided=decided)})


def _put(said: Said, content: dict[str, Any]) -> None:
    put(put_entry, said, content, reason=said["reason"])


def _read(file: Path) -> dict[str, Any]:
    raw = sys.stdin.buffer.read() if str(file) == "-" else read_bytes(file)
    report = Report()
    node = read_document(raw, str(file), report)
    if node is None or report:
        raise LedgerRefused(report.in_order())
    content = plain(node)
    if not isinstance(content, dict):
        raise NotAnEntry(str(file), kinds=", ".join(KINDS))
    return content
