"""The file for an inspection and the bulletin: page, workbook, CSV and JSON, each only of what a person sees."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.conftest import Served

PLENARY = {"body": "commission", "kind": "plenary", "start": "2023-05-01", "id": "p23", "ordinal": 3}
SHEETS = ["落实情况", "台账记录", "延期豁免", "提醒记录"]


@pytest.fixture
def recorded(served: Served) -> Served:
    details = {"present": 20, "entitled": 25, "evidence": ["纪要〔2023〕3号"]}
    served.office.enter(act={**PLENARY, **details})
    return served


def rows(answer: Any, sheet: int = 0) -> list[dict[str, Any]]:
    found = answer.json()["sheets"][sheet]
    return [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]


def test_the_file_of_a_body_and_year_holds_window_act_and_evidence(recorded: Served) -> None:
    answer = recorded.client().get("/api/v1/reports/inspection/commission/2023")
    row = rows(answer)[0]
    assert {
        name: row[name] for name in ("制度要求", "依据", "截止日", "落实情况", "次数", "会议或办理情况")
    } == {
        "制度要求": "全体会议",
        "依据": "《样例办法》",
        "截止日": "2023-12-31",
        "落实情况": "已召开",
        "次数": "1/1",
        "会议或办理情况": "2023年5月1日，第3次plenary",
    }
    assert (row["实到/应到"], row["佐证材料"], row["提醒次数"]) == ("20/25", "纪要〔2023〕3号", 0)
    assert row["认定理由"].endswith("于2023年5月1日按期履行。")
    assert rows(answer, 1)[0]["编号"] == "p23"
    assert answer.json()["lines"][2].startswith("2023年应于年内完成的1项已有结论：按期1项")


def test_workbook_and_csv_are_what_the_page_shows(recorded: Served) -> None:
    browser = recorded.client()
    page = browser.get("/bodies/commission/2023")
    assert "网信委2023年度制度落实情况台账" in page.text and "纪要〔2023〕3号" in page.text
    book = load_workbook(BytesIO(browser.get("/bodies/commission/2023?format=xlsx").content))
    assert book.sheetnames == SHEETS and book["落实情况"]["A1"].value == "网信委2023年度制度落实情况台账"
    table = browser.get("/bodies/commission/2023?format=csv")
    assert table.headers["content-disposition"] == 'attachment; filename="inspection-commission-2023.csv"'
    assert (
        table.content.decode("utf-8-sig")
        .splitlines()[1]
        .startswith("1,全体会议,《样例办法》,2023年度,2023-01-01")
    )


def test_the_bulletin_lists_bodies_in_order_with_denominators_and_what_is_undone(recorded: Served) -> None:
    browser = recorded.client()
    answer = browser.get("/api/v1/reports/bulletin/province/2023")
    told = [(row["机构"], row["已有结论"], row["按期"], row["按期率"]) for row in rows(answer)]
    assert told == [("网信委", 1, 1, "100.0%"), ("甲市", 3, 0, "0.0%"), ("乙市", 3, 0, "0.0%")]
    assert answer.json()["sheets"][0]["total"][:4] == ["", "合计", 7, 1]
    undone = [(row["机构"], row["制度要求"], row["履行时段"]) for row in rows(answer, 1)]
    assert [row[:2] for row in undone[:4]] == [
        ("甲市", "传达"),
        ("甲市", "学习"),
        ("甲市", "学习"),
        ("乙市", "传达"),
    ] and len(undone) == 6
    page = browser.get("/bulletin/2023")
    assert "省委2023年度制度落实情况通报" in page.text and "合计" in page.text
    assert "主送：所列各机构" in page.text and "按期率＝（按期＋延期）÷已有结论" in page.text


def test_the_bulletin_of_a_past_day_is_judged_anew(recorded: Served) -> None:
    browser = recorded.client()
    answer = browser.get("/api/v1/reports/bulletin/commission/2023?at=2023-02-01")
    assert rows(answer)[0]["已有结论"] == 0 and rows(answer)[0]["未到期"] == 1
    assert answer.json()["lines"][2] == "情况截至：2023年2月1日"
    assert rows(browser.get("/api/v1/reports/bulletin/commission/2023")) != rows(answer)


def test_a_body_out_of_sight_looks_like_none(recorded: Served) -> None:
    browser = recorded.client(scope="city-a")
    assert browser.get("/bodies/city-a/2023").status_code == 200
    for path in ("/bodies/{}/2023", "/api/v1/reports/inspection/{}/2023", "/api/v1/reports/bulletin/{}/2023"):
        assert browser.get(path.format("commission")).status_code == 404
        assert browser.get(path.format("nowhere")).status_code == 404
    assert browser.get("/bulletin/2023?under=commission").status_code == 404
    assert "甲市2023年度" in browser.get("/bulletin/2023").text


def test_english_and_hostile_names(recorded: Served) -> None:
    english = recorded.client(language="en").get("/bodies/commission/2023").text
    assert "record of duties in 2023" in english and "On time 1" in english
    act = {**PLENARY, "id": "x", "start": "2024-01-05", "title": "<script>alert(1)</script>"}
    recorded.office.enter(act=act)
    page = recorded.client().get("/bodies/commission/2024").text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


@pytest.mark.parametrize("path", ["/bodies/commission/1899", "/bodies/commission/x", "/bulletin/2201"])
def test_a_year_that_is_none_is_refused(recorded: Served, path: str) -> None:
    assert recorded.client().get(path).status_code in (404, 422)


def test_a_bulletin_of_very_many_bodies_is_short_on_a_page_and_whole_in_files(served: Served) -> None:
    counties = "".join(
        f"  - {{id: x{n}, name: 县{n}, order: {n + 10}, parent: {'city-a' if n % 2 else 'city-b'}, tier: city}}\n"
        for n in range(150)
    )
    served.office.apply(served.office.pack.replace("regulations:\n", f"{counties}regulations:\n", 1))
    served.office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    browser = served.client("auditor")
    page = browser.get("/bulletin/2023?under=commission").text
    assert "甲市（含下级）" in page and "县7" not in page.split("未完成事项")[0]
    assert page.count("<tr>") < 220 and "全部事项见 Excel" in page
    whole = browser.get("/api/v1/reports/bulletin/commission/2023")
    assert {"县7", "县149"} <= {row["机构"] for row in rows(whole)}
    total = whole.json()["sheets"][0]["total"]
    assert total[2] == sum(row["已有结论"] for row in rows(whole))
    assert f'class="num">{total[2]}</td>' in page
    table = browser.get("/bulletin/2023?under=commission&format=csv").content.decode("utf-8-sig")
    assert len(table.splitlines()) == len(rows(whole)) + 2
    assert len(rows(whole, 1)) == total[6]
