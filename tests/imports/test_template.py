"""The template: real days, lists of the applied packs, an example that is never imported; formulas neutralised."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.imports.conftest import House

from meeting_cadence.imports.columns import COLUMNS
from meeting_cadence.imports.template import HEADER_ROW, write_template
from meeting_cadence.words.neutral import neutral, without_guard
from meeting_cadence.words.say import Language


def opened(house: House, language: Language = "zh") -> Any:
    return load_workbook(BytesIO(write_template(house.world, language, at=date(2024, 3, 5))))


def test_the_columns_and_the_example(lasting_house: House) -> None:
    book = opened(lasting_house)
    sheet = book["台账"]
    header = [cell.value for cell in sheet[HEADER_ROW]]
    assert header[:4] == ["序号", "机构*", "事项类型*", "会议名称"]
    assert (len(header), sheet["A1"].value) == (len(COLUMNS), "会议及事项台账(往年导入)")
    assert sorted(str(one) for one in sheet.merged_cells.ranges) == ["A1:Q1", "A2:Q2"]
    example = [cell.value for cell in sheet[HEADER_ROW + 1]][:3]
    assert example == ["示例", "委员会", "全体会议"]
    assert sheet.cell(HEADER_ROW + 1, COLUMNS.index("start") + 1).is_date


def test_bodies_kinds_and_forms_can_be_chosen(lasting_house: House) -> None:
    book = opened(lasting_house)
    offered = {
        str(one.sqref).split(":")[0]: one.formula1 for one in book["台账"].data_validations.dataValidation
    }
    assert offered == {"B4": "'可选项'!$A$2:$A$6", "C4": "'可选项'!$B$2:$B$3", "I4": "'可选项'!$C$2:$C$5"}
    bodies = [row[0].value for row in book["可选项"]["A2:A6"]]
    assert bodies == ["委员会", "甲市", "乙市", "office-a", "office-b"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_as_it_is_holds_nothing_to_import(lasting_house: House, language: Language) -> None:
    raw = write_template(lasting_house.world, language, at=date(2024, 3, 5))
    found, problems = lasting_house.read(raw)
    assert (found.lines, found.examples, found.sheets_unread, problems) == ([], [4], (), [])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_in_template_is_read(lasting_house: House, language: Language) -> None:
    book = opened(lasting_house, language)
    sheet = book.worksheets[0]
    for column, value in {"body": "board", "kind": "plenary", "start": date(2023, 3, 5)}.items():
        sheet.cell(5, COLUMNS.index(column) + 1, value)
    kept = BytesIO()
    book.save(kept)
    found, problems = lasting_house.read(kept.getvalue())
    assert ([(line.row, line.act.start) for line in found.lines], problems) == ([(5, date(2023, 3, 5))], [])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "'=x", "委员会", "", "'"])
def test_what_looks_like_a_formula_leaves_as_text_and_comes_back(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t"))
    assert without_guard(neutral(text)) == text


def test_a_body_whose_name_looks_like_a_formula(house: House) -> None:
    house.apply(
        """
format: 1
pack: odd
title: odd
timezone: Asia/Shanghai
bodies: [{id: odd, name: "=SUM(1)", order: 9}]
""",
        name="odd.yaml",
    )
    sheet = opened(house)["可选项"]
    assert (sheet["A7"].value, sheet["A7"].data_type) == ("'=SUM(1)", "s")
    assert house.act(机构="'=SUM(1)").bodies == ("odd",)
