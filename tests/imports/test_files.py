"""Files: what they are is seen from their bytes; hostile ones are refused before they are opened."""

import struct
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.imports.conftest import HEADER, House, csv_text, workbook

from meeting_cadence.imports.package import MOST_PACKED, MOST_UNPACKED
from meeting_cadence.imports.read_file import read_sheets
from meeting_cadence.regulations.problems import Report

ROW = ("委员会", "全体会议", "2023-03-05")


def repacked(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A good workbook whose parts were changed."""
    with zipfile.ZipFile(BytesIO(workbook(HEADER, ROW))) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    change(parts)
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return kept.getvalue()


def codes(raw: bytes, file: str = "t.xlsx") -> list[str]:
    report = Report()
    read_sheets(raw, file, report)
    return [problem.code for problem in report.in_order()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_csv_in_every_encoding_and_with_every_delimiter(
    lasting_house: House, encoding: str, delimiter: str
) -> None:
    raw = csv_text(("往年台账",), HEADER, ROW, delimiter=delimiter).decode().encode(encoding)
    found, problems = lasting_house.read(raw, file="t.csv")
    assert ([line.row for line in found.lines], problems) == ([3], [])


def test_quotes_and_line_breaks_in_csv_keep_the_row_numbers(lasting_house: House) -> None:
    raw = b'Body,Kind,Date,Title\r\n\r\n"board",plenary,2023-01-01,"a,\nb"\r\nboard,plenary,x,\r\n'
    assert lasting_house.problems(raw, file="t.csv") == [("sheet_day_unreadable", 4, 3)]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\x81\x20\xff", "sheet_encoding"),
        (b"a\x00b", "sheet_encoding"),
        ("机构,事项类型".encode("utf-16"), "sheet_encoding"),
        (b'Body,Kind,Date\n"board,plenary,2023-01-01\n', "sheet_csv_broken"),
        (b"Body,Kind,Date\n" + b"board,plenary,2023-01-01\n" * 20_000, "sheet_too_many_rows"),
        (b"x" * (MOST_UNPACKED + 1), "sheet_too_big"),
    ],
)
def test_csv_that_is_refused(raw: bytes, code: str) -> None:
    assert codes(raw, "t.csv") == [code]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xd0\xcf\x11\xe0 old or with a password", "sheet_old_format"),
        (b"no workbook", "sheet_broken"),
        (b"PK\x03\x04 torn", "sheet_broken"),
        (b"PK" + b"\0" * MOST_PACKED, "sheet_too_big"),
    ],
)
def test_workbooks_that_are_none(raw: bytes, code: str) -> None:
    assert codes(raw) == [code]


def test_a_torn_workbook_is_broken() -> None:
    raw = workbook(HEADER, ROW)
    assert codes(raw[: len(raw) // 2]) == ["sheet_broken"]


def test_a_zip_bomb_is_refused_by_its_directory() -> None:
    raw = repacked(lambda parts: parts.update({"xl/media/a.bin": b"\0" * MOST_UNPACKED}))
    assert len(raw) < MOST_PACKED
    assert codes(raw) == ["sheet_unpacks_too_big"]


def test_a_directory_that_lies_about_sizes_is_refused() -> None:
    raw = bytearray(repacked(lambda parts: parts.update({"xl/z.xml": b" " * 5_000_000})))
    place = raw.rfind(b"PK\x01\x02")
    raw[place + 24 : place + 28] = struct.pack("<I", 10)
    assert codes(bytes(raw)) == ["sheet_broken"]


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.update({f"xl/{number}.bin": b"" for number in range(1000)}),
        lambda parts: parts.update({"XL/workbook.xml": b"<again/>"}),
        lambda parts: parts.update({"xl/styles.xml": b" " * 3_000_000}),
        lambda parts: parts.update({"xl/a.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        lambda parts: parts.update({"xl/a.xml": "<!DOCTYPE x>".encode("utf-16")}),
    ],
    ids=["parts", "twice", "styles", "entities", "utf-16"],
)
def test_hostile_packages_are_not_opened(change: Callable[[dict[str, bytes]], None]) -> None:
    assert codes(repacked(change)) == ["sheet_hostile"]


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_a_part_that_is_no_xml(part: str) -> None:
    assert codes(repacked(lambda parts: parts.update({part: b"<broken"}))) == ["sheet_broken"]


def test_rows_at_the_limit_and_one_more(lasting_house: House) -> None:
    def table(rows: int) -> bytes:
        return csv_text(HEADER, *[("", "", f"x{number}") for number in range(rows - 1)])

    report = Report()
    (sheet,) = read_sheets(table(20_000), "t.csv", report)
    assert (len(sheet.rows), bool(report)) == (20_000, False)
    assert codes(table(20_001), "t.csv") == ["sheet_too_many_rows"]


def test_a_row_far_down_and_a_wrong_dimension_cost_nothing(lasting_house: House) -> None:
    def far(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"]
        sheet = sheet.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"').replace(
            b'<row r="2"', b'<row r="99999999999"'
        )
        parts["xl/worksheets/sheet1.xml"] = sheet

    found, problems = lasting_house.read(repacked(far))
    assert (found.lines, problems) == ([], [])


def test_dates_in_the_formats_of_chinese_editions(lasting_house: House) -> None:
    """Number formats 31 and 58 are built in there, and unknown to openpyxl."""

    def chinese(parts: dict[str, bytes]) -> None:
        parts["xl/styles.xml"] = (
            parts["xl/styles.xml"]
            .replace(b'numFmtId="164"', b'numFmtId="31"')
            .replace(b'numFmtId="14"', b'numFmtId="31"')
        )

    book = Workbook()
    book.active.append(HEADER)
    book.active.append(("board", "plenary", date(2023, 3, 5)))
    book.active["C2"].number_format = "mm-dd-yy"
    kept = BytesIO()
    book.save(kept)
    with zipfile.ZipFile(BytesIO(kept.getvalue())) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    chinese(parts)
    changed = BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert b'numFmtId="31"' in parts["xl/styles.xml"]
    found, problems = lasting_house.read(changed.getvalue())
    assert ([line.act.start for line in found.lines], problems) == ([date(2023, 3, 5)], [])


def test_error_values_and_formulas_are_told_by_their_cell(lasting_house: House) -> None:
    raw = workbook(
        (*HEADER, "会议名称", "地点"), ("board", "plenary", date(2023, 3, 5), "#REF!", '=HYPERLINK("x")')
    )
    assert lasting_house.problems(raw) == [("sheet_fault", 2, 4), ("sheet_formula", 2, 5)]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    codes(raw, "t.csv")
    codes(b"PK\x03\x04" + raw)


@given(st.integers(0, 6000), st.integers(0, 255))
def test_a_workbook_with_a_changed_byte_is_read_or_refused(place: int, byte: int) -> None:
    raw = bytearray(workbook(HEADER, ROW))
    raw[place % len(raw)] = byte
    codes(bytes(raw))
