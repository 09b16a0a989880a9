"""Correcting from the pages: the form filled in, a reason, a replacement on record; and saving while it is locked."""

import re
import sqlite3
from datetime import timedelta
from typing import Any

import pytest
from tests.conftest import Served

HELD = {"id": "m-1", "body": "commission", "kind": "plenary", "start": "2023-05-01", "ordinal": 3}
FORM = {"entry": "m-1", "body": "commission", "kind": "plenary", "do": "save"}


@pytest.fixture
def held(served: Served) -> Served:
    served.office.enter(act=HELD)
    return served


def history(served: Served) -> list[dict[str, Any]]:
    answer = served.client().get("/api/v1/entries/m-1")
    return [one["entry"] for one in answer.json()["history"]]


def test_the_form_is_filled_in_with_the_entry_told_in_words(held: Served) -> None:
    page = held.client().get("/correct", params={"entry": "m-1"}).text
    assert "<h1>更正台账记录</h1>" in page
    assert "原记录：网信委 · 第3次plenary，2023年5月1日" in page
    assert 'name="start" type="date" required value="2023-05-01"' in page
    assert 'name="ordinal" inputmode="numeric" value="3"' in page
    assert '<option value="plenary" selected>' in page


def test_a_correction_replaces_the_entry_and_the_page_says_what_it_changed(held: Served) -> None:
    browser = held.client()
    assert held.office.standing("plenary", "2023") == "met"
    answer = browser.post("/correct", data=FORM | {"start": "2022-05-01", "reason": "年份误登"})
    assert answer.status_code == 303
    replaced = history(held)[1]["replace"]
    assert (replaced["entry"], replaced["reason"], replaced["act"]["start"]) == (
        "m-1",
        "年份误登",
        "2022-05-01",
    )
    assert (held.office.standing("plenary", "2022"), held.office.standing("plenary", "2023")) == (
        "met",
        "overdue",
    )
    told = browser.get(answer.headers["location"]).text
    assert "已登记：更正：plenary，2022年5月1日" in told
    assert "2022-05-01" not in told.split("<main")[0], "days are told in words"


def test_checking_a_correction_writes_nothing(held: Served) -> None:
    checked = held.client().post(
        "/correct", data=FORM | {"start": "2022-05-01", "reason": "误", "do": "check"}
    )
    assert "2023年度：逾期未见登记" in checked.text
    assert held.office.standing("plenary", "2023") == "met"


def test_a_correction_needs_a_reason_and_keeps_what_was_filled_in(held: Served) -> None:
    answer = held.client().post("/correct", data=FORM | {"start": "2022-05-01"})
    assert answer.status_code == 422
    assert 'value="2022-05-01"' in answer.text
    assert len(history(held)) == 1


def test_a_joint_act_with_its_time_is_there_whole_and_stays_so(served: Served) -> None:
    start = "2024-02-01T09:30:00+08:00"
    joint = {"id": "j-1", "bodies": ["commission", "province"], "kind": "plenary", "start": start}
    served.office.enter(act=joint | {"series": "s-1", "counts_for": {"plenary": "2023"}})
    browser = served.client()
    page = browser.get("/correct", params={"entry": "j-1"}).text
    assert re.search(r'id="with"[^>]*>.*?value="province" selected', page)
    assert 'name="time" type="time" value="09:30"' in page
    assert 'name="series" value="s-1"' in page
    assert 'name="window:plenary" value="2023" checked' in page
    form = {
        "entry": "j-1",
        "body": "commission",
        "with": "province",
        "kind": "plenary",
        "start": "2024-02-01",
    }
    form |= {"time": "09:30"}
    answer = browser.post(
        "/correct",
        data=form
        | {"series": "s-1", "window:plenary": "2023", "title": "全会", "reason": "补名称", "do": "save"},
    )
    assert answer.status_code == 303
    (first, second) = (one["entry"] for one in browser.get("/api/v1/entries/j-1").json()["history"])
    act = first["act"]
    kept = {name: value for name, value in second["replace"]["act"].items() if name not in ("id", "title")}
    assert kept == {name: value for name, value in act.items() if name != "id"}


@pytest.mark.parametrize("entry", ["nothing", "", "c-1"])
def test_what_is_no_act_on_record_cannot_be_corrected_here(held: Served, entry: str) -> None:
    held.office.enter(complete={"id": "c-1", "from": "2021-01-01", "declared": "2024-01-01"})
    assert held.client().get("/correct", params={"entry": entry}).status_code == 404


def test_an_entry_of_a_body_out_of_reach_looks_like_none(held: Served) -> None:
    elsewhere = held.client(scope="city-a")
    assert elsewhere.get("/correct", params={"entry": "m-1"}).status_code == 404
    assert elsewhere.post("/correct", data=FORM | {"start": "2022-05-01", "reason": "x"}).status_code == 404
    assert elsewhere.get("/retract", params={"entry": "m-1"}).status_code == 404


def test_the_page_to_retract_tells_the_entry_in_words(held: Served) -> None:
    page = held.client().get("/retract", params={"entry": "m-1"}).text
    assert "拟撤回：网信委 · 第3次plenary，2023年5月1日。" in page


def test_a_retracted_entry_can_no_longer_be_corrected(held: Served) -> None:
    browser = held.client()
    page = f"/obligations/{held.key('plenary', '2023')}"
    assert "/correct?entry=m-1" in browser.get(page).text
    held.office.enter(retract={"entry": "m-1", "reason": "误登"})
    assert "/correct?entry=m-1" not in browser.get(page).text
    assert browser.get("/correct", params={"entry": "m-1"}).status_code == 404


def test_saving_while_the_database_is_locked_answers_503_and_keeps_the_input(served: Served) -> None:
    browser = served.client()
    with sqlite3.connect(str(served.office.store.sqlite_path)) as other:
        other.execute("BEGIN IMMEDIATE")
        act = {
            "body": "commission",
            "kind": "plenary",
            "start": "2024-02-01",
            "title": "年会",
            "window:plenary": "-",
        }
        answer = browser.post("/record", data=act | {"do": "save"})
        planned = browser.post("/plan", data={"body": "commission", "kind": "plenary", "start": "2024-06-01"})
        other.rollback()
    assert (answer.status_code, planned.status_code) == (503, 503)
    assert 'value="年会"' in answer.text and 'value="2024-06-01"' in planned.text
    assert "数据库" in answer.text


def test_a_settled_obligation_offers_correction_before_recording_again(held: Served) -> None:
    browser = held.client()
    met = browser.get(f"/obligations/{held.key('plenary', '2023')}").text
    assert 'class="button first"' not in met
    assert "另行登记" in met and "登记召开" not in met
    late = browser.get(f"/obligations/{held.key('plenary', '2022')}").text
    assert '<a class="button first"' in late and "登记召开" in late


def test_who_corrects_second_sees_both_versions_and_overwrites_nothing(held: Served) -> None:
    first, second = held.client(), held.client()
    (version,) = re.findall(
        r'name="version" value="(\d+)"', first.get("/correct", params={"entry": "m-1"}).text
    )
    mine = FORM | {"version": version, "reason": "误", "window:plenary": "-"}
    assert second.post("/correct", data=mine | {"start": "2023-05-02"}).status_code == 303
    answer = first.post("/correct", data=mine | {"start": "2023-05-03", "ordinal": "3"})
    assert answer.status_code == 409
    cells = re.findall(
        r"<td[^>]*>(.*?)</td>", answer.text.split('class="stack conflict"')[1].split("</tr>")[1]
    )
    assert cells == [
        "2023-05-01",
        "<strong>2023-05-02</strong>",
        "<strong>2023-05-03</strong>",
        "secretary某和您",
    ]
    assert "secretary某" in answer.text and len(history(held)) == 2
    (shown,) = re.findall(r'name="version" value="(\d+)"', answer.text)
    assert int(shown) > int(version)
    meant = first.post("/correct", data=mine | {"start": "2023-05-03", "version": shown})
    assert (meant.status_code, len(history(held))) == (303, 3)


def opened_on(browser: Any, path: str) -> str:
    (version,) = re.findall(r'name="version" value="(\d+)"', browser.get(path).text)
    return str(version)


def test_who_corrects_what_was_retracted_meanwhile_keeps_the_form_and_learns_of_it(held: Served) -> None:
    first, second = held.client(), held.client()
    mine = FORM | {"start": "2023-06-09", "reason": "日期误登", "window:plenary": "-"}
    mine |= {"version": opened_on(second, "/correct?entry=m-1")}
    taken = first.post("/retract", data={"entry": "m-1", "reason": "重复登记", "do": "save"})
    assert taken.status_code == 303
    asked = second.post("/correct", data=mine)
    assert asked.status_code == 409
    assert "撤回了这条记录" in asked.text and "secretary某" in asked.text
    assert 'value="2023-06-09"' in asked.text and "日期误登" in asked.text
    assert len(history(held)) == 2, "nothing was saved"
    held.office.at += timedelta(minutes=1)
    again = second.post("/correct", data=mine | {"version": opened_on_answer(asked.text)})
    assert again.status_code == 303
    assert held.office.standing("plenary", "2023") == "met"


def opened_on_answer(text: str) -> str:
    (version,) = re.findall(r'name="version" value="(\d+)"', text)
    return str(version)


def test_a_correction_that_does_not_say_what_it_saw_restores_nothing_by_itself(held: Served) -> None:
    held.office.enter(retract={"entry": "m-1", "reason": "误登"})
    answer = held.client().post("/correct", data=FORM | {"start": "2023-06-09", "reason": "x"})
    assert answer.status_code == 409
    assert held.office.standing("plenary", "2023") == "overdue"


def test_who_retracts_second_learns_that_it_is_done_and_keeps_the_reason(held: Served) -> None:
    first, second = held.client(), held.client()
    mine = {"entry": "m-1", "do": "save", "version": opened_on(second, "/retract?entry=m-1")}
    key = {"request_key": "k-1"}
    assert first.post("/retract", data=mine | key | {"reason": "甲"}).status_code == 303
    assert first.post("/retract", data=mine | key | {"reason": "甲"}).status_code == 303, "sent twice"
    for version in (mine["version"], "2", "99"):
        answer = second.post("/retract", data=mine | {"reason": "会议改期，原登记有误", "version": version})
        assert answer.status_code == 409
        assert "已由secretary某撤回" in answer.text and "会议改期，原登记有误</textarea>" in answer.text
    assert len(history(held)) == 2


def test_who_retracts_what_was_corrected_meanwhile_sees_how_it_stands_first(held: Served) -> None:
    browser = held.client()
    mine = {"entry": "m-1", "do": "save", "reason": "误", "version": opened_on(browser, "/retract?entry=m-1")}
    fixed = {"body": "commission", "kind": "plenary", "start": "2023-05-02"}
    held.office.enter(by="李某", replace={"entry": "m-1", "reason": "日期", "act": fixed})
    answer = browser.post("/retract", data=mine)
    assert answer.status_code == 409
    assert "李某更正了这条记录" in answer.text and "2023年5月2日" in answer.text
    assert held.office.standing("plenary", "2023") == "met"
    again = browser.post("/retract", data=mine | {"version": opened_on_answer(answer.text)})
    assert again.status_code == 303
    assert held.office.standing("plenary", "2023") == "overdue"


def test_who_moves_a_plan_that_was_retracted_meanwhile_learns_of_it(served: Served) -> None:
    served.office.enter(plan={"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-06-01"})
    browser = served.client()
    mine = {"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-06-08", "do": "save"}
    mine |= {"version": opened_on(browser, "/plan?id=p-1"), "status": "confirmed"}
    served.office.enter(retract={"entry": "p-1", "reason": "误"})
    answer = browser.post("/plan", data=mine)
    assert answer.status_code == 409
    assert "撤回了这条记录" in answer.text and 'value="2024-06-08"' in answer.text
    elsewhere = served.client(scope="city-a").post("/plan", data=mine)
    assert "撤回了" not in elsewhere.text, "what is out of sight is not told of"


def test_a_correction_within_the_current_window_asks_for_no_window_again(served: Served) -> None:
    browser = served.client()
    act = {"body": "commission", "kind": "plenary", "start": "2024-02-01", "window:plenary": "-"}
    assert browser.post("/record", data=act | {"do": "save"}).status_code == 303
    (entry_id,) = re.findall(r"/correct\?entry=([^&\"]+)", browser.get("/bodies/commission").text)
    form = {"entry": entry_id, "body": "commission", "kind": "plenary", "reason": "日期误登", "do": "save"}
    page = browser.get("/correct", params={"entry": entry_id}).text
    assert 'name="window:plenary" value="-" checked' in page
    assert browser.post("/correct", data=form | {"start": "2024-02-03"}).status_code == 303
    assert (served.office.standing("plenary", "2023"), served.office.standing("plenary", "2024")) == (
        "overdue",
        "met",
    )


def test_a_correction_into_another_window_asks_and_keeps_what_was_filled_in(served: Served) -> None:
    browser = served.client()
    served.office.enter(act={**HELD, "start": "2024-02-01"})
    form = FORM | {"start": "2023-12-30", "reason": "日期误登", "title": "年会"}
    asked = browser.post("/correct", data=form)
    assert asked.status_code == 422
    assert re.findall(r'name="window:plenary" value="([^"]+)"', asked.text) == ["-", "2022"]
    assert 'value="年会"' in asked.text and "日期误登" in asked.text
    assert browser.post("/correct", data=form | {"window:plenary": "-"}).status_code == 303


def test_a_correction_keeps_the_window_that_it_named_beside_others_that_could_be_made_up(
    served: Served,
) -> None:
    served.office.enter(act={**HELD, "start": "2024-02-01", "counts_for": {"plenary": "2024"}})
    page = served.client().get("/correct", params={"entry": "m-1"}).text
    assert re.findall(r'name="window:plenary" value="([^"]+)"', page) == ["-", "2023", "2024"]
    assert 'name="window:plenary" value="2024" checked' in page
