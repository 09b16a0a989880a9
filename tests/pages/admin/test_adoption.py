"""One regulation adopted for many bodies: seen first with who is left out and why, recorded together, taken back."""

import re

from sqlalchemy import select
from starlette.testclient import TestClient
from tests.conftest import Office, Served

from meeting_cadence.store.tables.audit import AuditRow
from meeting_cadence.store.tables.columns import table_of

RULES = {"regulation": "rules", "on": "2022-01-01"}
LOCAL = {"regulation": "local", "on": "2023-01-01"}


def entries(browser: TestClient) -> list[dict[str, object]]:
    return [one["entry"] for one in browser.get("/api/v1/ledger").json()["entries"]]


def adopted(browser: TestClient) -> list[str]:
    return sorted(
        one["adopt"]["body"]  # type: ignore[index]
        for one in entries(browser)
        if "adopt" in one
    )


def ticks(page: str) -> dict[str, bool]:
    """Which boxes there are, and which of them are ticked."""
    found = re.findall(r'name="take" value="([^"]*)"[^>]*?( checked)?>', page)
    return {body: bool(checked) for body, checked in found}


def shown(page: str) -> str:
    return re.findall(r'name="shown" value="([^"]*)"', page)[0]


def test_the_preview_lists_who_adopts_what_and_who_is_left_out_and_records_nothing(served: Served) -> None:
    browser = served.client("administrator")
    page = browser.post("/adopt/many", data={**RULES, "do": "check"})
    assert page.status_code == 200
    assert ticks(page.text) == {"province": True, "commission": True, "city-a": True, "city-b": True}
    assert "旧市" in page.text and "采用之日已不存在" not in page.text
    assert adopted(browser) == []


def test_windows_that_arise_are_counted_for_each_body(served: Served) -> None:
    browser = served.client("administrator")
    page = browser.post("/adopt/many", data={**LOCAL, "do": "check"}).text
    assert ticks(page) == {"province": True}
    assert "将为 1 个机构登记采用，新增时段 5 个" in page
    assert "该文件没有对其提出要求" in page
    browser.post("/adopt/many", data={**LOCAL, "do": "save"})
    again = browser.post("/adopt/many", data={**LOCAL, "do": "check"}).text
    assert "已自2023年1月1日起采用" in again and ticks(again) == {} and "没有机构可采用" in again


def test_kind_tier_and_subtree_narrow_the_choice(served: Served) -> None:
    browser = served.client("administrator")
    narrowed = {**RULES, "tier": "city", "under": "commission", "do": "check"}
    assert list(ticks(browser.post("/adopt/many", data=narrowed).text)) == ["city-a", "city-b"]
    nobody = browser.post("/adopt/many", data={**narrowed, "role": "cac_office"})
    assert nobody.status_code == 200 and "没有机构可采用" in nobody.text


def test_those_that_are_not_ticked_stay_out_and_a_new_choice_ticks_anew(served: Served) -> None:
    browser = served.client("administrator")
    page = browser.post("/adopt/many", data={**RULES, "do": "check"}).text
    some = {**RULES, "shown": shown(page), "take": ["city-a", "city-b"]}
    again = browser.post("/adopt/many", data={**some, "do": "check"}).text
    assert [body for body, on in ticks(again).items() if on] == ["city-a", "city-b"]
    assert "为勾选的 2 个机构采用" in again
    other = browser.post("/adopt/many", data={**some, "under": "province", "do": "check"}).text
    assert all(ticks(other).values())
    done = browser.post("/adopt/many", data={**some, "do": "save"})
    assert done.status_code == 303 and adopted(browser) == ["city-a", "city-b"]


def test_all_are_recorded_in_one_batch_with_audit_lines_and_taken_back(served: Served) -> None:
    browser = served.client("administrator")
    done = browser.post("/adopt/many", data={**RULES, "complete_from": "2023-01-01", "do": "save"})
    batch = done.headers["location"].partition("=")[2]
    assert re.fullmatch(r"adopt-20240305-[0-9a-f]{6}", batch)
    assert adopted(browser) == ["city-a", "city-b", "commission", "province"]
    audit = table_of(AuditRow)
    with served.office.store.reading() as session:
        lines = session.connection().execute(select(audit.c.action, audit.c.subject)).all()
    assert sum(action == "entry.adopt" and subject.startswith(batch) for action, subject in lines) == 4
    assert f"<code>{batch}</code>" in browser.get(done.headers["location"]).text
    undone = browser.post("/adopt/many/undo", data={"batch": batch, "reason": "误选"})
    assert undone.status_code == 303
    assert "0 / 4" in browser.get("/adopt/many").text
    assert "已全部撤回" in bytes.fromhex(_told(browser, batch)).decode()
    assert served.office.verify().differences == ()


def _told(browser: TestClient, batch: str) -> str:
    """What the next page says after it is taken back once more."""
    answer = browser.post("/adopt/many/undo", data={"batch": batch, "reason": "误选"})
    return answer.cookies["told"].partition(".")[0]


def test_everything_that_is_missing_is_told_and_what_was_filled_in_kept(served: Served) -> None:
    browser = served.client("administrator")
    page = browser.post("/adopt/many", data={"on": "", "complete_from": "2023-02-30", "tier": "city"})
    assert page.status_code == 422
    for told in ("请填写采用日期", "请选择制度文件", "“2023-02-30”不是日期"):
        assert told in page.text
    assert 'value="2023-02-30"' in page.text and '<option value="city" selected>市级' in page.text
    none = {**RULES, "shown": "rules|||", "do": "save"}
    refused = browser.post("/adopt/many", data=none)
    assert refused.status_code == 422 and "没有勾选" in refused.text and adopted(browser) == []


def test_a_secretary_adopts_for_the_own_bodies_only(served: Served) -> None:
    browser = served.client("secretary", "city-a")
    page = browser.post("/adopt/many", data={**RULES, "do": "check"}).text
    assert ticks(page) == {"city-a": True} and "乙市" not in page
    stolen = {**RULES, "shown": shown(page), "take": ["city-b"], "do": "save"}
    assert browser.post("/adopt/many", data=stolen).status_code == 422
    batch = served.client("administrator").post("/adopt/many", data={**RULES, "do": "save"})
    name = batch.headers["location"].partition("=")[2]
    taken = {"batch": name, "reason": "x"}
    assert browser.post("/adopt/many/undo", data=taken).status_code == 404
    assert browser.post("/adopt/many/undo", data={**taken, "batch": "adopt-1"}).status_code == 404


def test_an_administrator_takes_back_a_single_adoption(served: Served) -> None:
    browser = served.client("administrator")
    one = {"body": "province", "regulation": "local", "on": "2023-01-01", "do": "save", "request_key": "k"}
    assert browser.post("/adopt", data=one).status_code == 303
    entry = next(one["adopt"]["id"] for one in entries(browser) if "adopt" in one)  # type: ignore[index]
    assert browser.get(f"/retract?entry={entry}").status_code == 200
    taken = {"entry": entry, "reason": "误登", "request_key": "r", "do": "save"}
    assert browser.post("/retract", data=taken).status_code == 303
    assert served.office.rows("hearing")[0]["label"] == "first"
    act = served.office.enter(act={"id": "m1", "body": "city-a", "kind": "study", "start": "2024-01-02"})
    refused = browser.post("/retract", data={**taken, "entry": str(act.entry_id), "request_key": "r2"})
    assert refused.status_code == 422 and "您没有" in refused.text


def test_the_page_speaks_english(served: Served) -> None:
    page = served.client("administrator", language="en").post("/adopt/many", data={**RULES, "do": "check"})
    assert "Adopt for the ticked bodies (4)" in page.text and "Left out" in page.text


def test_both_databases_keep_the_same(office: Office) -> None:
    served = Served(office)
    browser = served.client("administrator")
    done = browser.post("/adopt/many", data={**RULES, "do": "save"})
    batch = done.headers["location"].partition("=")[2]
    browser.post("/adopt/many/undo", data={"batch": batch, "reason": "x"})
    assert "0 / 4" in browser.get("/adopt/many").text and office.verify().differences == ()
