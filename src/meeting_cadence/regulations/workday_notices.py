"""Working-day notices as files: what an administrator drops into config/workdays/ when a year is announced.

country: CN
year: 2027
source: 国务院办公厅关于2027年部分节假日安排的通知
off: [2027-01-01, 2027-02-05]      # weekdays off; every weekend day is off unless listed under `work`
work: [2027-02-14]                 # weekend days worked (调休上班)
"""

import hashlib
from collections.abc import Container, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
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


Found = dict[tuple[str, int], tuple[Path, Notice]]
"""Country and year to where its notice stands, and its days."""


def tables_from(folder: Path | None, kept: Mapping[str, str] = MappingProxyType({})) -> Tables:
    """Tables of working days with the notices of a folder (None, or not there: without any) and those `kept` by name.

    Raises NoticesRefused with every problem of every one: a year that is half read would move due days.
    """
    return _tables_of(read_notices(folder, kept))


def read_notices(folder: Path | None, kept: Mapping[str, str]) -> Found:
    """The notices of a folder and those that are kept as texts by name. Raises NoticesRefused."""
    report = Report()
    found: Found = {}
    for path in _files_of(folder):
        text = read_file(path, report)
        if text is not None:
            _read_notice(path, text, report, found)
    for name, kept_text in sorted(kept.items()):
        _read_notice(Path(name), kept_text, report, found)
    if report:
        raise NoticesRefused(report.in_order())
    return found


def _tables_of(found: Found) -> Tables:
    notices: dict[str, dict[int, Notice]] = {}
    for (country, year), (_, notice) in found.items():
        notices.setdefault(country, {})[year] = notice
    return tables_with(notices)


def _files_of(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES)


class NoticeFolder:
    """The working days of a folder of notices, read again when its files change. Itself `Tables`.

    Notices that the database keeps count beside them: whoever reads those hands them over (`take`).
    """

    def __init__(self, folder: Path | None, kept: Mapping[str, str] = MappingProxyType({})) -> None:
        """Raises NoticesRefused."""
        self.folder = folder
        self._kept = dict(kept)
        self._seen = self._stamps()
        self.found = read_notices(folder, kept)
        """The notices in force here."""
        self._tables = _tables_of(self.found)
        self.digest = self._digest()
        """Of the notices that are in force here: names and contents."""

    def __call__(self, code: str | None) -> WorkdayTable:
        return self._tables(code)

    def refresh(self) -> None:
        """Look whether a file came, went or changed, by name, size and time alone, and read the folder again if so.

        Raises NoticesRefused until the files are mended; the notices read before stay in force.
        """
        seen = self._stamps()
        if seen != self._seen:
            self._read(seen, self._kept)

    def take(self, kept: Mapping[str, str]) -> None:
        """Let these kept notices count, by name, instead of those before. Raises NoticesRefused, and keeps those."""
        if kept != self._kept:
            self._read(self._stamps(), dict(kept))

    def _read(self, seen: tuple[tuple[str, int, int], ...], kept: dict[str, str]) -> None:
        found = read_notices(self.folder, kept)
        self.found, self._tables, self._kept = found, _tables_of(found), kept
        self._seen, self.digest = seen, self._digest()

    def _stamps(self) -> tuple[tuple[str, int, int], ...]:
        stats = [(path.name, path.stat()) for path in _files_of(self.folder)]
        return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)

    def _digest(self) -> str:
        parts = [(path.name, path.read_bytes()) for path in _files_of(self.folder)]
        parts += [(name, text.encode()) for name, text in sorted(self._kept.items())]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _read_notice(path: Path, text: str | bytes, report: Report, found: Found) -> None:
    node = read_document(text, str(path), report)
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
