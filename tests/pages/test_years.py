"""Past years from the grid: all of it or nothing, every problem at once, taken back as a whole."""

import re

from starlette.testclient import TestClient
from tests.conftest import Served

BOTH = {
    "body": "commission",
    "kind": "plenary",
    "start.1": "2022-05-01",
    "start.2": "2023-05-01",
    "title.2": "第二次",
}


def acts(browser: TestClient) -> int:
    return sum("act" in one["entry"] for one in browser.get("/api/v1/ledger").json()["entries"])


def test_checking_tells_what_would_change_and_writes_nothing(served: Served) -> None:
    browser = served.client()
    page = browser.post("/record/years", data=BOTH | {"do": "check"})
    assert page.status_code == 200
    assert "核对无误，将登记 2 条；尚未保存" in page.text
    assert "网信委·全体会议 2023年度：逾期未见登记 → 已召开" in page.text
    assert 'value="第二次"' in page.text and acts(browser) == 0


def test_all_rows_are_recorded_as_one_batch_and_taken_back_as_one(served: Served) -> None:
    browser = served.client()
    answer = browser.post("/record/years", data=BOTH | {"do": "save"})
    assert answer.status_code == 303
    assert served.office.standing("plenary", "2022") == served.office.standing("plenary", "2023") == "met"
    batch = answer.headers["location"].partition("=")[2]
    page = browser.get(answer.headers["location"]).text
    assert f"<code>{batch}</code>" in page and "2 / 2" in page
    undone = browser.post("/record/years/undo", data={"batch": batch, "reason": "误导入"})
    assert undone.status_code == 303
    assert served.office.standing("plenary", "2023") == "overdue"
    assert "0 / 2" in browser.get("/record/years").text


def test_every_problem_is_told_by_row_and_column_and_nothing_is_recorded(served: Served) -> None:
    browser = served.client()
    wrong = {"start.1": "2023-13-01", "present.2": "many", "start.3": "2030-01-01", "kind.3": "nonsense"}
    page = browser.post("/record/years", data=BOTH | wrong | {"do": "save"})
    assert page.status_code == 422
    for place in ("第 1 行“召开日期”", "第 2 行“实到人数”", "第 3 行“召开日期”", "第 3 行“会议或事项种类”"):
        assert place in page.text
    assert len(re.findall('aria-invalid="true"', page.text)) == 4
    assert 'value="2023-13-01"' in page.text and acts(browser) == 0


def test_a_pasted_table_fills_the_grid_and_records_nothing(served: Served) -> None:
    browser = served.client()
    table = "召开日期\t会议名称\t实到\n2022-05-01\t第一次\t9\n2023-05-01\t第二次\t8\n"
    page = browser.post("/record/years", data={"body": "commission", "pasted": table, "do": "fill"}).text
    for cell in (
        'name="start.1" value="2022-05-01"',
        'name="title.2" value="第二次"',
        'name="present.2" value="8"',
    ):
        assert cell in page
    assert acts(browser) == 0


def test_what_is_on_record_is_a_problem_unless_it_is_passed_over(served: Served) -> None:
    served.office.enter(act={"body": "commission", "kind": "plenary", "start": "2022-05-01"})
    browser = served.client()
    assert browser.post("/record/years", data=BOTH | {"do": "save"}).status_code == 422
    answer = browser.post("/record/years", data=BOTH | {"do": "save", "skip": "yes"})
    assert (answer.status_code, acts(browser)) == (303, 2)


def test_an_empty_grid_and_one_too_long_are_told(served: Served) -> None:
    browser = served.client()
    assert browser.post("/record/years", data={"body": "commission", "do": "save"}).status_code == 422
    long = "\n".join(f"2023-01-{day:02}\tplenary" for day in range(1, 37))
    page = browser.post("/record/years", data={"body": "commission", "pasted": long, "do": "fill"})
    assert page.status_code == 422 and "粘贴了 36 行，最多 35 行" in page.text
    assert "2023-01-36" in page.text, "nothing that was pasted is lost"


def test_bodies_out_of_reach_are_neither_recorded_for_nor_taken_back(served: Served) -> None:
    batch = (
        served.client()
        .post("/record/years", data=BOTH | {"do": "save"})
        .headers["location"]
        .partition("=")[2]
    )
    elsewhere = served.client(scope="city-a")
    assert elsewhere.post("/record/years", data=BOTH | {"do": "save", "skip": "yes"}).status_code == 422
    for name in (batch, "imp-20240305-zzzzzz"):
        assert elsewhere.post("/record/years/undo", data={"batch": name, "reason": "x"}).status_code == 404
    assert batch not in elsewhere.get("/record/years").text
    assert served.office.standing("plenary", "2023") == "met"


def test_taking_back_needs_a_reason(served: Served) -> None:
    browser = served.client()
    batch = browser.post("/record/years", data=BOTH | {"do": "save"}).headers["location"].partition("=")[2]
    assert browser.post("/record/years/undo", data={"batch": batch, "reason": " "}).status_code == 303
    assert served.office.standing("plenary", "2023") == "met"


def test_a_grid_is_put_aside_as_a_draft(served: Served) -> None:
    browser = served.client()
    answer = browser.post("/record/years", data=BOTH | {"do": "draft"})
    page = browser.get(answer.headers["location"]).text
    assert 'name="start.2" value="2023-05-01"' in page and 'value="第二次"' in page
