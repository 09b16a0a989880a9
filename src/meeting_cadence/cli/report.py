"""`report`: the file for an inspection, and the bulletin."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from meeting_cadence.access import Person, Role
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.show import show_table, spoken, with_lang
from meeting_cadence.cli.when import day_or_instant, exact_instant
from meeting_cadence.reports.bulletin import bulletin
from meeting_cadence.reports.csv_text import csv_of
from meeting_cadence.reports.heading import Wish
from meeting_cadence.reports.inspection import inspection
from meeting_cadence.reports.report import Report
from meeting_cadence.reports.workbook import workbook_of
from meeting_cadence.store.reading import Reading
from meeting_cadence.words.say import say

_KINDS: Final[dict[str, Callable[[Reading, str, int, Wish], Report]]] = {
    "inspection": inspection,
    "bulletin": bulletin,
}


@click.command("report")
@click.argument("kind", type=click.Choice(sorted(_KINDS)))
@click.option("--body", required=True, help="Id of the body. 机构。")
@click.option("--year", required=True, type=click.IntRange(1900, 2200), help="年度。")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="An .xlsx or .csv file. 写入文件。"
)
@click.option("--at", "at", callback=day_or_instant, help="As it stood then. 截至何时。")
@click.option("--known-at", callback=exact_instant, help="By what was on record then. 截至何时已登记。")
@click.option("--by", "person", default="", help="Who makes it. 制表人。")
@with_lang
def report(
    kind: str,
    body: str,
    year: int,
    out: Path | None,
    at: date | datetime | None,
    known_at: datetime | None,
    person: str,
) -> None:
    """A file of a body and year for an inspection, or the bulletin of it and all below. 检查用台账，或通报。"""
    form = _form_of(out)
    with Opened() as opened, opened.store.reading() as session:
        reader = Person(0, "", person, Role.ADMINISTRATOR)
        reading = Reading(session, opened.tables, reader, opened.at, at=at, known_at=known_at)
        reading.world.body(body)
        made = _KINDS[kind](reading, body, year, Wish(spoken(), person or "-"))
    if out is not None:
        out.write_bytes(workbook_of(made) if form == "xlsx" else csv_of(made.sheets[0]))
        click.echo(say("reports.written", spoken(), file=str(out)))
        return
    for line in (made.title, *made.lines):
        click.echo(line)
    sheet = made.sheets[0]
    show_table([column.head for column in sheet.columns], sheet.rows)


def _form_of(out: Path | None) -> str:
    if out is None or out.suffix in (".xlsx", ".csv"):
        return out.suffix[1:] if out is not None else ""
    raise click.BadParameter(say("reports.ending", spoken()), param_hint="--out")
