"""The core: rows become acts, or every problem with its row and column."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.imports.conftest import HEADER, House, csv_text, workbook

from meeting_cadence.ledger.entries import Act

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_every_column_in_chinese(lasting_house: House) -> None:
    act = lasting_house.act(
        **{
            "序号": 1,
            "机构": "委员会",
            "事项类型": "全体会议",
            "会议名称": "第五次\n全体会议",
            "届/系列": "第十五届",
            "次数(第N次)": "第五次",
            "召开日期": date(2023, 3, 5),
            "结束日期": "2023年3月6日",
            "召开形式": "现场与视频结合",
            "应到": 25,
            "实到": "20人",
            "议题(多个用;分隔)": "听取报告；",
            "涉及机构": "甲市;city-b",
            "所属年度(制度要求=时段)": "年度全会=2023年度;hearing＝2023",
            "地点": "一号会议室",
            "佐证材料": "纪要〔2023〕3号;签到表",
            "备注": "不入台账",
        }
    )
    assert act == Act(
        bodies=("board",),
        kind="plenary",
        start=date(2023, 3, 5),
        end=date(2023, 3, 6),
        title="第五次 全体会议",
        series="15",
        ordinal=5,
        form="hybrid",
        entitled=25,
        present=20,
        items=frozenset({"hear_report"}),
        about=("city-a", "city-b"),
        counts_for=(("hearing", "2023"), ("yearly", "2023")),
        place="一号会议室",
        evidence=("纪要〔2023〕3号", "签到表"),
    )


def test_english_columns_in_any_order_under_a_title(lasting_house: House) -> None:
    raw = workbook(
        ("Record of 2023",),
        (),
        ("Form", "Date*", "Kind", "Present", "Body"),
        ("in person", "2023/3/5", "Plenary", 20, "Board"),
    )
    found, problems = lasting_house.read(raw)
    assert problems == []
    assert [(line.row, line.act) for line in found.lines] == [
        (4, Act(("board",), "plenary", date(2023, 3, 5), form="in_person", present=20))
    ]


def test_a_joint_act_names_several_bodies(lasting_house: House) -> None:
    assert lasting_house.act(机构="甲市;city-b；甲市", 事项类型="study").bodies == ("city-a", "city-b")


def test_a_bare_year_belongs_to_the_only_mandate_that_asks(lasting_house: House) -> None:
    assert lasting_house.act(所属年度=2023).counts_for == (("yearly", "2023"),)
    assert lasting_house.slip(所属年度="2023", 议题="听取报告") == ["sheet_which_mandate"]
    assert lasting_house.slip(机构="city-a", 所属年度="2023") == ["sheet_no_mandate"]
    assert lasting_house.slip(所属年度="studies=2023") == ["sheet_not_for"]
    assert lasting_house.slip(所属年度="年度大会=2023") == ["sheet_mandate_unknown"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2023, 3, 5), date(2023, 3, 5)),
        (datetime.fromisoformat("2023-03-05T00:00"), date(2023, 3, 5)),
        ("2023-03-05", date(2023, 3, 5)),
        ("2023年3月5日", date(2023, 3, 5)),
        ("2023 年 3 月 5 日", date(2023, 3, 5)),
        ("2023.3.5", date(2023, 3, 5)),
        ("2023/3/5", date(2023, 3, 5)),
        ("２０２３．３．５", date(2023, 3, 5)),
        (datetime.fromisoformat("2023-03-05T09:30"), datetime(2023, 3, 5, 9, 30, tzinfo=SHANGHAI)),
        ("2023-03-05 09:30", datetime(2023, 3, 5, 9, 30, tzinfo=SHANGHAI)),
        ("2023年3月5日9时30分", datetime(2023, 3, 5, 9, 30, tzinfo=SHANGHAI)),
        ("2023年3月5日9时", datetime(2023, 3, 5, 9, tzinfo=SHANGHAI)),
        ("2023-03-05T01:30:00Z", datetime(2023, 3, 5, 9, 30, tzinfo=SHANGHAI)),
        ("2024-03-05", date(2024, 3, 5)),
    ],
)
def test_days_that_are_read(lasting_house: House, written: object, day: date) -> None:
    assert lasting_house.act(召开日期=written).start == day


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("3/5/2023", "sheet_day_ambiguous"),
        ("23.3.5", "sheet_day_ambiguous"),
        ("23年3月5日", "sheet_day_ambiguous"),
        ("2023年3月", "sheet_day_ambiguous"),
        ("2023-03", "sheet_day_ambiguous"),
        ("3月5日", "sheet_day_ambiguous"),
        ("20230305", "sheet_day_number"),
        (45000, "sheet_day_number"),
        (2023.3, "sheet_day_number"),
        ("2023年3月5日至6日", "sheet_day_range"),
        ("2023.3.5-2023.3.6", "sheet_day_range"),
        ("2023-02-29", "sheet_day_unreal"),
        ("2023年13月1日", "sheet_day_unreal"),
        ("2023-03-05 25:00", "sheet_day_unreal"),
        ("去年", "sheet_day_unreadable"),
        (time(9, 30), "sheet_day_unreadable"),
        ("2024-03-06", "sheet_future"),
        ("2024-03-05 12:01", "sheet_future"),
    ],
)
def test_days_that_are_not_guessed(lasting_house: House, written: object, code: str) -> None:
    assert lasting_house.slip(召开日期=written) == [code]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (5, 5),
        (5.0, 5),
        ("5", 5),
        ("第5次", 5),
        ("第 五 次", 5),
        ("十", 10),
        ("第十二次会议", 12),
        ("一百零五", 105),
    ],
)
def test_ordinals(lasting_house: House, written: object, number: int) -> None:
    assert lasting_house.act(次数=written).ordinal == number


@pytest.mark.parametrize("written", [0, -1, 2.5, "五五", "第次", "many", "1e3"])
def test_no_ordinals(lasting_house: House, written: object) -> None:
    assert lasting_house.slip(次数=written) == ["sheet_number"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"机构": "委员委"}, "sheet_body_unknown"),
        ({"机构": "办公室"}, "sheet_name_ambiguous"),
        ({"机构": None}, "sheet_cell_missing"),
        ({"事项类型": "全会"}, "sheet_kind_unknown"),
        ({"事项类型": "听取报告"}, "sheet_kind_unknown"),
        ({"召开日期": " "}, "sheet_cell_missing"),
        ({"议题": "工作汇报"}, "sheet_item_unknown"),
        ({"召开形式": "电话"}, "sheet_form_unknown"),
        ({"涉及机构": "丙市"}, "sheet_body_unknown"),
        ({"应到": "许多"}, "sheet_number"),
        ({"应到": 0}, "sheet_number"),
        ({"应到": 5, "实到": 6}, "more_present"),
        ({"结束日期": "2023-03-04"}, "end_before_start"),
        ({"地点": True}, "sheet_truth"),
        ({"会议名称": "=1+1"}, "sheet_formula"),
        ({"会议名称": "a\x7fb"}, "control_character"),
    ],
)
def test_cells_that_are_refused(lasting_house: House, cells: dict[str, Any], code: str) -> None:
    assert lasting_house.slip(**cells) == [code]


def test_the_nearest_name_is_suggested(lasting_house: House) -> None:
    _, (problem,) = lasting_house.read(csv_text(HEADER, ("委员回", "plenary", "2023-01-01")), file="t.csv")
    assert problem.values["nearest"] == "委员会"


def test_all_problems_at_once_with_their_places(lasting_house: House) -> None:
    raw = workbook(
        ("年度台账",),
        ("召开日期", "机构", "应到", "实到", "事项类型"),
        ("2023.2.30", "board", 5, 9, "plenary"),
        (date(2023, 3, 5), "bord", "x", None, None),
        (None, None, None, None, None),
        (date(2023, 3, 5), "board", None, None, "plenary"),
    )
    assert lasting_house.problems(raw) == [
        ("sheet_day_unreal", 3, 1),
        ("more_present", 3, 4),
        ("sheet_body_unknown", 4, 2),
        ("sheet_number", 4, 3),
        ("sheet_cell_missing", 4, 5),
    ]


def test_rows_that_nothing_tells_apart(lasting_house: House) -> None:
    rows = [("board", "plenary", "2023-03-05", 1), ("board", "plenary", "2023-03-05", 2)]
    assert lasting_house.problems(workbook((*HEADER, "次数"), *rows)) == []
    assert lasting_house.problems(workbook((*HEADER, "次数"), rows[0], rows[1], rows[0])) == [
        ("sheet_repeated", 4, 3)
    ]


def test_example_rows_and_numbered_empty_rows_are_no_acts(lasting_house: House) -> None:
    raw = workbook(
        ("序号", *HEADER, "备注"),
        ("示例", "board", "x", "y"),
        ("Example 1",),
        (3, None, None, None, "空"),
        (4,),
    )
    found, problems = lasting_house.read(raw)
    assert (found.lines, found.examples, problems) == ([], [2, 3], [])


def test_columns_that_are_not_ours_are_told_and_misspelt_ones_refused(lasting_house: House) -> None:
    row = ("board", "plenary", "2023-03-05", "王某")
    found, problems = lasting_house.read(workbook((*HEADER, "记录人"), row))
    assert found.header is not None
    assert (found.header.unread, problems) == (("记录人",), [])
    assert lasting_house.problems(workbook((*HEADER, "佐证材枓"), row)) == [("sheet_column_unknown", 1, 4)]
    assert lasting_house.problems(workbook((*HEADER, "日期"), row)) == [("sheet_column_twice", 1, 4)]


def test_without_a_header(lasting_house: House) -> None:
    assert lasting_house.problems(workbook(("甲", "乙"), ("board", "plenary"))) == [("sheet_no_header", 0, 0)]
    assert lasting_house.problems(workbook(("机构", "事项类型"), ("board", "plenary"))) == [
        ("sheet_column_missing", 1, 0),
        ("sheet_cell_missing", 2, 0),
    ]


def test_one_sheet_is_read_or_the_one_that_is_named(lasting_house: House) -> None:
    row = ("board", "plenary", "2023-03-05")
    raw = workbook(HEADER, row, title="2023", 说明=[("请勿改动",)])
    assert lasting_house.read(raw)[0].sheets_unread == ("说明",)
    two = workbook(HEADER, row, title="2023", 另=[HEADER, row])
    assert lasting_house.problems(two) == [("sheet_several", 0, 0)]
    assert lasting_house.read(two, sheet="另")[0].sheet == "另"
    assert lasting_house.problems(two, sheet="别") == [("sheet_unknown", 0, 0)]
