"""Working-day notices as files: what an administrator drops into config/workdays/ when a year is announced.

country: CN
year: 2027
source: 国务院办公厅关于2027年部分节假日安排的通知
off: [2027-01-01, 2027-02-05]      # weekdays off; every weekend day is off unless listed under `work`
work: [2027-02-14]                 # weekend days worked (调休上班)
"""

import hashlib
from collections.abc import Container
from datetime import date
from pathlib import Path
from typing import Final

from meeting_cadence.dates.holiday_table import COUNTRIES, Notice, tables_with
from meeting_cadence.dates.workdays import Tables, WorkdayTable
from meeting_cadence.regulations.document import Node, read_document
from meeting_cadence.regulations.fields import Fields
from meeting_cadence.regulations.problems import Refused, Report, Spot
from meeting_cadence.regulations.read import read_file

_SUFFIXES: Final = (".yaml", ".yml", ".json")


class NoticesRefused(Refused):
    """A working-day notice is not as it should be."""

    code = "notices_refused"


def tables_from(folder: Path | None) -> Tables:
    """Tables of working days with the notices of a folder (None, or not there: without any).

    Raises NoticesRefused with every problem of every file: a year that is half read would move due days.
    """
    if folder is None or not folder.is_dir():
        return tables_with({})
    report = Report()
    found: dict[tuple[str, int], tuple[Path, Notice]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in _SUFFIXES:
            _read_notice(path, report, found)
    if report:
        raise NoticesRefused(report.in_order())
    notices: dict[str, dict[int, Notice]] = {}
    for (country, year), (_, notice) in found.items():
        notices.setdefault(country, {})[year] = notice
    return tables_with(notices)


class NoticeFolder:
    """The working days of a folder of notices, read again when its files change. Itself `Tables`."""

    def __init__(self, folder: Path | None) -> None:
        """Raises NoticesRefused."""
        self._folder = folder
        self._seen = self._stamps()
        self._tables = tables_from(folder)
        self.digest = self._digest()
        """Of the notices that are in force here: names and contents."""

    def __call__(self, code: str | None) -> WorkdayTable:
        return self._tables(code)

    def refresh(self) -> None:
        """Look whether a file came, went or changed, by name, size and time alone, and read the folder again if so.

        Raises NoticesRefused until the files are mended; the notices read before stay in force.
        """
        seen = self._stamps()
        if seen == self._seen:
            return
        self._tables = tables_from(self._folder)
        self._seen, self.digest = seen, self._digest()

    def _files(self) -> list[Path]:
        if self._folder is None or not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if path.suffix in _SUFFIXES)

    def _stamps(self) -> tuple[tuple[str, int, int], ...]:
        stats = [(path.name, path.stat()) for path in self._files()]
        return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)

    def _digest(self) -> str:
        parts = [(path.name, path.read_bytes()) for path in self._files()]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _read_notice(path: Path, report: Report, found: dict[tuple[str, int], tuple[Path, Notice]]) -> None:
    text = read_file(path, report)
    node = read_document(text, str(path), report) if text is not None else None
    if node is None:
        return
    fields = Fields(node, report, required=("country", "year"), optional=("source", "off", "work"))
    country, year = fields.word("country", sorted(COUNTRIES)), fields.number("year", least=1000)
    off = _days(fields, "off", year, report)
    work = _days(fields, "work", year, report, off=off)
    if country is None or year is None:
        return
    first, _ = found.setdefault((country, year), (path, Notice(off, work)))
    if first != path:
        report.add(Spot(str(path)), "notice_twice", country=country, year=year, there=first.name)


def _days(
    fields: Fields, key: str, year: int | None, report: Report, *, off: Container[date] = ()
) -> frozenset[date]:
    """The days of one list: of the notice's year; under `work` weekend days alone, none of which is `off`."""
    days = []
    for item in fields.items(key):
        day = fields.day_of(item, key)
        if day is not None and _fits(day, key, year, item, report):
            days.append(day)
            if day in off:
                report.add(item, "notice_off_and_worked", day=day)
    return frozenset(days)


def _fits(day: date, key: str, year: int | None, item: Node, report: Report) -> bool:
    if year is not None and day.year != year:
        report.add(item, "notice_other_year", day=day, year=year)
        return False
    if key == "work" and day.weekday() < 5:
        report.add(item, "notice_not_weekend", day=day)
        return False
    return True
