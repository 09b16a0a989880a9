"""An office with words for bodies and kinds, and tables of past years for it."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from tests.conftest import Office

from meeting_cadence.imports.names import names_of
from meeting_cadence.imports.read_file import read_sheets
from meeting_cadence.imports.rows import Read, read_table
from meeting_cadence.regulations.problems import Problem, Report
from meeting_cadence.store.engine import Store

PACK = """
format: 1
pack: house
title: {zh: 样例, en: Sample}
timezone: Asia/Shanghai
vocabulary:
  acts: {plenary: {zh: 全体会议, en: plenary}, study: {zh: 学习会, en: study session}}
  items: {hear_report: {zh: 听取报告, en: hearing of the report}}
bodies:
  - {id: board, name: {zh: 委员会, en: Board}, order: 1}
  - {id: city-a, name: {zh: 甲市, en: City A}, order: 2, parent: board}
  - {id: city-b, name: {zh: 乙市, en: City B}, order: 3, parent: board}
  - {id: office-a, name: {zh: 办公室, en: Office}, order: 4, parent: city-a}
  - {id: office-b, name: {zh: 办公室, en: Office}, order: 5, parent: city-b}
regulations:
  - id: rules
    title: 《样例办法》
    effective: 2020-01-01
    mandates:
      - {id: yearly, title: {zh: 年度全会, en: Yearly plenary}, obliged: {body: board}, act: plenary,
         clauses: [{quota: {min: 1, per: 1y, align: calendar}}]}
      - {id: hearing, title: {zh: 年度听取报告, en: Yearly hearing}, obliged: {body: board}, act: {item: hear_report},
         clauses: [{quota: {min: 1, per: 1y, align: calendar}}]}
      - {id: studies, title: {zh: 学习制度, en: Studies}, obliged: [{body: city-a}, {body: city-b}], act: study,
         clauses: [{quota: {min: 1, per: 1y, align: calendar}}]}
  - id: unknown-day
    title: 《未定办法》
    mandates:
      - {id: undated, title: {zh: 未定制度, en: Undated}, obliged: {body: office-a}, act: study,
         clauses: [{quota: {min: 1, per: 1y, align: calendar}}]}
"""
HEADER = ("机构", "事项类型", "召开日期")


def workbook(*rows: Sequence[Any], title: str = "台账", **others: Sequence[Sequence[Any]]) -> bytes:
    """The bytes of a workbook with these rows; further sheets by name."""
    book = Workbook()
    book.active.title = title
    for name, lines in {title: rows, **others}.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def csv_text(*rows: Sequence[str], delimiter: str = ",") -> bytes:
    """The bytes of a CSV file in UTF-8."""
    return "\n".join(delimiter.join(row) for row in rows).encode()


class House(Office):
    """The office, with what tests of imports do."""

    def read(
        self, raw: bytes, *, file: str = "t.xlsx", sheet: str | None = None
    ) -> tuple[Read, list[Problem]]:
        """The core alone: what a file says, and every problem of it."""
        report = Report()
        sheets = read_sheets(raw, file, report)
        if report:
            return Read(), list(report.in_order())
        world = self.world
        found = read_table(sheets, names_of(world), world, file=file, report=report, at=self.at, wanted=sheet)
        return found, list(report.in_order())

    def problems(self, raw: bytes, **named: Any) -> list[tuple[str, int, int]]:
        """(code, row, column) of every problem."""
        return [(one.code, one.line, one.column) for one in self.read(raw, **named)[1]]

    def act(self, **cells: Any) -> Any:
        """The act of one row: column name to cell, beside a plenary of the board on 5 March 2023."""
        row = {"机构": "board", "事项类型": "plenary", "召开日期": "2023-03-05", **cells}
        found, problems = self.read(workbook(tuple(row), tuple(row.values())))
        assert problems == []
        (line,) = found.lines
        return line.act

    def slip(self, **cells: Any) -> list[str]:
        """The codes of the problems of one such row."""
        row = {"机构": "board", "事项类型": "plenary", "召开日期": "2023-03-05", **cells}
        return [code for code, _, _ in self.problems(workbook(tuple(row), tuple(row.values())))]


@pytest.fixture
def house(sqlite_store: Store) -> House:
    """In a SQLite file, on 5 March 2024."""
    made = House(sqlite_store)
    made.apply(PACK)
    return made


@pytest.fixture(scope="session")
def lasting_house(new_sqlite_store: Callable[[], Store]) -> House:
    """For tests that write nothing."""
    made = House(new_sqlite_store())
    made.apply(PACK)
    return made
