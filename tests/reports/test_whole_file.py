"""The file of a body and year against the ledger itself: nothing of it is left out, whatever kind it is of."""

import csv
import io
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.conftest import Served
from tests.ledger.every_kind import ENTRIES, kind_of

from meeting_cadence.ledger.entries import Replace, Retract
from meeting_cadence.store.ledger import load_kept

BODIES = ("province", "commission", "city-a", "city-b")
YEARS = range(2021, 2028)
HELD = {
    "id": "m-3", "body": "commission", "kind": "plenary", "start": "2024-03-04T09:00:00+08:00", "ordinal": 6,
    "present": 20, "entitled": 25, "evidence": ["纪要〔2024〕4号", "=记录"],
}  # fmt: skip


@pytest.fixture(scope="module")
def house(new_sqlite_store: Any) -> Served:
    """The office with one entry of every kind, its names and texts hostile to spreadsheets."""
    from tests.conftest import Office

    office = Office(new_sqlite_store())
    office.apply()
    for entry in ENTRIES:
        office.enter(by="=王某", **entry)
    office.enter(act=HELD)
    return Served(office)


def sheets(house: Served, body: str, year: int) -> list[list[dict[str, Any]]]:
    answer = house.client("auditor").get(f"/api/v1/reports/inspection/{body}/{year}")
    assert answer.status_code == 200, answer.text
    return [
        [dict(zip(one["columns"], row, strict=True)) for row in one["rows"]]
        for one in answer.json()["sheets"]
    ]


@pytest.mark.parametrize("body", BODIES)
def test_every_entry_that_concerns_a_body_stands_in_the_file_of_some_year(house: Served, body: str) -> None:
    with house.office.store.reading() as session:
        kept = {one.entry_id: one.entry.content for one in load_kept(session, [body])}
    told: set[str] = set()
    for year in YEARS:
        told |= {row["编号"] for row in sheets(house, body, year)[1]}
    assert told == set(kept) and told
    corrected = {one.entry for one in kept.values() if isinstance(one, (Retract, Replace))}
    assert corrected <= told, "what was corrected stays beside its correction"


def test_every_kind_is_among_them(house: Served) -> None:
    ids = {next(iter(one.values()))["id"]: kind_of(one) for one in ENTRIES}
    told = {row["编号"] for body in BODIES for year in YEARS for row in sheets(house, body, year)[1]}
    assert {ids[one] for one in told if one in ids} == {kind_of(one) for one in ENTRIES}


def test_a_window_tells_its_meeting_evidence_and_relief(house: Served) -> None:
    windows, entries, reliefs, _ = sheets(house, "commission", 2024)
    (met,) = [row for row in windows if row["佐证材料"] == "纪要〔2024〕4号\n=记录"]
    assert met["实到/应到"] == "20/25" and met["会议或办理情况"] == "2024年3月4日 09:00，第6次plenary"
    (extended,) = [row for row in windows if row["延期豁免"]]
    assert (extended["截止日"], extended["原截止日"]) == ("2025-02-28", "2024-12-31")
    assert extended["延期豁免"] == "延期至2025年2月28日，2024年3月1日批准（省委 〔2024〕1号）"
    assert [(row["批准机关"], row["文号"], row["至"]) for row in reliefs] == [
        ("省委", "〔2024〕1号", "2025-02-28")
    ]
    (act,) = [row for row in entries if row["编号"] == "m-1"]
    assert act["详情"].splitlines() == [
        "第5次会议", "议题：convey", "形式：现场", "地点：一号楼", "结束：2024年2月1日 11:30", "性质：预备会议",
        "应到 25，实到 20", "所属时段：全体会议 2023年度", "涉及机构：乙市", "佐证材料：纪要〔2024〕3号、记录",
    ]  # fmt: skip


DETAILS = {
    "p-1": [
        "全体会议",
        "议题：convey",
        "形式：视频",
        "地点：一号楼",
        "结束：2024年2月2日",
        "确定日期：2024年1月10日",
    ],
    "r-1": ["时段：2024年度", "批准日：2024年3月1日", "批准：省委 〔2024〕1号", "追认"],
    "r-2": ["自2024年7月1日起", "批准日：2024年3月1日"],
    "ad-1": ["台账自2022年1月1日起完整"],
    "ad-2": [""],
    "c-1": ["事项：plenary", "声明日期：2024年1月5日"],
    "n-1": ["确定日期：2024年1月26日"],
    "h-1": ["确认日期：2024年1月10日"],
    "x-1": ["理由：误登"],
    "y-1": ["理由：时间有误"],
}


def test_nothing_that_was_recorded_is_hidden(house: Served) -> None:
    told = {
        row["编号"]: row["详情"].split("\n")
        for body in BODIES
        for year in YEARS
        for row in sheets(house, body, year)[1]
    }
    assert {one: told[one] for one in DETAILS} == DETAILS


def test_a_suspension_stands_under_every_window_that_it_overlaps(house: Served) -> None:
    windows, _, reliefs, _ = sheets(house, "city-b", 2024)
    assert (
        [row["履行时段"] for row in windows if row["延期豁免"]] == [row["履行时段"] for row in reliefs] != []
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_opens_again_with_the_same_values(house: Served, language: str) -> None:
    client = house.client("auditor", language=language)
    path = f"/api/v1/reports/inspection/commission/2024?language={language}"
    said = client.get(path).json()
    book = load_workbook(BytesIO(client.get(f"{path}&format=xlsx").content))
    assert book.sheetnames == [one["name"] for one in said["sheets"]]
    for page, sheet in zip(book.worksheets, said["sheets"], strict=True):
        head = 2 + len(said["lines"])
        assert [cell.value for cell in page[head]] == sheet["columns"]
        for number, row in enumerate(sheet["rows"], head + 1):
            assert [_plain(cell.value) for cell in page[number]] == [_guarded(value) for value in row]
        assert not any(cell.data_type == "f" for line in page.iter_rows() for cell in line)
        assert page.page_setup.paperSize == 9 and page.print_title_rows == f"${head}:${head}"
        heights = [page.row_dimensions[row].height for row in range(1, page.max_row + 1)]
        assert all(height is not None and 12 < height < 410 for height in heights)


def test_the_file_of_cells_opens_in_chinese_and_runs_nothing(house: Served) -> None:
    content = house.client("auditor").get("/bodies/commission/2024?format=csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 1 + len(sheets(house, "commission", 2024)[0])
    assert not any(cell[:1] in "=+@\t" for row in rows for cell in row if cell)


def _plain(value: Any) -> Any:
    """As JSON has it: spreadsheets keep a day as its midnight, and no empty text."""
    if isinstance(value, datetime):
        return (value.date() if value.time() == datetime.min.time() else value).isoformat()
    return value.isoformat() if isinstance(value, date) else value or None


def _guarded(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value or None
