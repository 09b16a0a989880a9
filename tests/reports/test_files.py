"""Sheets as workbooks and CSV: real dates, a merged title, heads that repeat, nothing that a program would run."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from meeting_cadence.reports.csv_text import csv_of
from meeting_cadence.reports.report import Column, Report, Sheet
from meeting_cadence.reports.workbook import workbook_of

NOON = datetime.fromisoformat("2026-01-31T09:30")
"""As spreadsheets know it: without a zone."""
COLUMNS = [Column("序号", 6), Column("内容", 30), Column("日期", 12), Column("时间", 17)]
ROWS = [[1, "=1+1", date(2026, 1, 31), NOON], [2, "a\x00b\n第二行", None, None]]
SHEET = Sheet("落实[情况]", COLUMNS, ROWS, total=["", "合计", None, None])
REPORT = Report(
    "r", "=标题", ["制表单位：省委", "情况截至"], [SHEET, Sheet("空", COLUMNS, [], empty="没有。")]
)


def opened() -> Any:
    return load_workbook(BytesIO(workbook_of(REPORT)))


def test_title_lines_and_heads_stand_above_the_rows_and_repeat_in_print() -> None:
    first, second = opened().worksheets
    assert (first.title, second.title) == ("落实(情况)", "空")
    assert [first.cell(row, 1).value for row in (1, 2, 3)] == ["'=标题", "制表单位：省委", "情况截至"]
    assert {str(one) for one in first.merged_cells.ranges} == {"A1:D1", "A2:D2", "A3:D3"}
    assert [cell.value for cell in first[4]] == ["序号", "内容", "日期", "时间"]
    assert (first.print_title_rows, first.freeze_panes) == ("$4:$4", "A5")
    assert (first.page_setup.orientation, first.page_setup.fitToWidth, first.page_setup.fitToHeight) == (
        "landscape", 1, 0,
    )  # fmt: skip
    assert second["A5"].value == "没有。"


def test_days_are_dates_numbers_are_numbers_and_texts_no_formulas() -> None:
    first = opened().worksheets[0]
    assert [cell.value for cell in first[5]] == [
        1,
        "'=1+1",
        datetime.fromisoformat("2026-01-31"),
        NOON,
    ]
    assert [first.cell(5, place).number_format for place in (3, 4)] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert [cell.data_type for cell in first[5]] == ["n", "s", "d", "d"]
    assert first["B6"].value == "ab\n第二行"
    assert first["B7"].value == "合计" and first["B7"].font.bold


def test_csv_holds_the_same_cells_for_spreadsheets() -> None:
    assert csv_of(SHEET).decode("utf-8-sig").splitlines() == [
        "序号,内容,日期,时间",
        "1,'=1+1,2026-01-31,2026-01-31 09:30",
        '2,"a\x00b',
        '第二行",,',
        ",合计,,",
    ]
