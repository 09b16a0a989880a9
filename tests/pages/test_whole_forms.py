"""What the ledger can say, the forms can say: every field goes in by the page and comes back for a correction."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from tests.conftest import Served

from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import LedgerEntry

WHOLE_ACT = {
    "body": "commission",
    "with": ["province"],
    "kind": "plenary",
    "start": "2024-02-01",
    "time": "09:30",
    "end": "2024-02-02",
    "end_time": "12:00",
    "part": "main",
    "series": "s-1",
    "ordinal": "3",
    "form": "hybrid",
    "present": "20",
    "entitled": "25",
    "items": ["hear_report"],
    "about": ["city-a", "city-b"],
    "title": "年会",
    "place": "一号会议室",
    "evidence": "纪要〔2024〕3号\n签到表",
    "window:plenary": "2023",
}
AS_RECORDED = {
    "bodies": ["commission", "province"],
    "kind": "plenary",
    "start": "2024-02-01T09:30:00+08:00",
    "end": "2024-02-02T12:00:00+08:00",
    "series": "s-1",
    "ordinal": 3,
    "form": "hybrid",
    "present": 20,
    "entitled": 25,
    "items": ["hear_report"],
    "about": ["city-a", "city-b"],
    "title": "年会",
    "place": "一号会议室",
    "evidence": ["纪要〔2024〕3号", "签到表"],
    "counts_for": {"plenary": "2023"},
}


_LINES = table_of(LedgerEntry)


def lines(served: Served, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """(id, what was recorded without its id) of every entry of a kind, the first one first."""
    statement = (
        select(_LINES.c.entry_id, _LINES.c.payload).where(_LINES.c.type == kind).order_by(_LINES.c.seq)
    )
    with served.office.store.reading() as session:
        found = session.connection().execute(statement).all()
    return [
        (entry_id, {name: value for name, value in payload[kind].items() if name != "id"})
        for entry_id, payload in found
    ]


def entries(served: Served, kind: str) -> list[dict[str, Any]]:
    return [content for _, content in lines(served, kind)]


def shown(page: str) -> dict[str, list[str]]:
    """What stands in the fields of the page's form, as a browser would send it."""
    found: dict[str, list[str]] = {}
    form = page.split("<main")[1]
    for name, tag, inside in re.findall(
        r'<select id="[^"]+" name="([^"]+)"([^>]*)>(.*?)</select>', form, re.S
    ):
        chosen = re.findall(r'<option value="([^"]*)" selected', inside)
        found[name] = chosen or re.findall(r'<option value="([^"]*)"', inside)[: "multiple" not in tag]
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("name", "value"))
        if (
            name
            and value
            and ("checked" in tag or ('type="checkbox"' not in tag and 'type="radio"' not in tag))
        ):
            found.setdefault(name[1], []).append(value[1])
    for name, text in re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = [text]
    return {name: [one for one in given if one] for name, given in found.items()}


def test_an_act_goes_in_whole_and_comes_back_whole(served: Served) -> None:
    browser = served.client()
    assert browser.post("/record", data=WHOLE_ACT | {"do": "save"}).status_code == 303
    assert entries(served, "act") == [AS_RECORDED]
    ((entry_id, _),) = lines(served, "act")
    given = shown(browser.get("/correct", params={"entry": entry_id}).text)
    expected = {name: value if isinstance(value, list) else [value] for name, value in WHOLE_ACT.items()}
    assert {name: given.get(name) for name in expected} == expected
    changed = given | {"place": ["二号会议室"], "reason": ["地点误登"], "do": ["save"]}
    assert browser.post("/correct", data=changed).status_code == 303
    (replaced,) = entries(served, "replace")
    assert replaced["act"] == AS_RECORDED | {"id": entry_id, "place": "二号会议室"}


def test_a_plan_goes_in_whole_and_comes_back_whole(served: Served) -> None:
    browser = served.client()
    form = {
        "body": "commission",
        "with": ["province"],
        "kind": "plenary",
        "start": "2024-06-01",
        "time": "09:00",
        "end": "2024-06-03",
        "end_time": "17:00",
        "status": "tentative",
        "form": "video",
        "title": "年会",
        "place": "一号会议室",
        "decided": "2024-03-01",
        "items": ["convey", "hear_report"],
    }
    assert browser.post("/plan", data=form | {"do": "save"}).status_code == 303
    (plan,) = entries(served, "plan")
    assert plan == {
        "bodies": ["commission", "province"],
        "kind": "plenary",
        "start": "2024-06-01T09:00:00+08:00",
        "end": "2024-06-03T17:00:00+08:00",
        "status": "tentative",
        "form": "video",
        "title": "年会",
        "place": "一号会议室",
        "decided": "2024-03-01",
        "items": ["convey", "hear_report"],
    }
    (number,) = re.findall(r'href="/plan\?id=([^"]+)"', browser.get("/plan").text)
    given = shown(browser.get("/plan", params={"id": number}).text)
    expected = {name: value if isinstance(value, list) else [value] for name, value in form.items()}
    assert {name: given.get(name) for name in expected} == expected
    served.office.at += timedelta(minutes=1)
    assert browser.post("/plan", data=given | {"start": ["2024-06-02"], "do": ["save"]}).status_code == 303
    assert entries(served, "plan")[1] == plan | {"start": "2024-06-02T09:00:00+08:00"}


@pytest.mark.parametrize(
    ("given", "recorded"),
    [
        ({"end": "2024-06-03"}, {"start": "2024-06-01", "end": "2024-06-03"}),
        ({"time": "09:00"}, {"start": "2024-06-01T09:00:00+08:00"}),
        (
            {"time": "09:00", "end_time": "11:00"},
            {"start": "2024-06-01T09:00:00+08:00", "end": "2024-06-01T11:00:00+08:00"},
        ),
        ({"time": "09:00", "end": "2024-06-02"}, {"start": "2024-06-01T09:00:00+08:00", "end": "2024-06-02"}),
    ],
)
def test_the_days_and_times_of_a_plan(
    served: Served, given: dict[str, str], recorded: dict[str, str]
) -> None:
    browser = served.client()
    form = {"body": "commission", "kind": "plenary", "start": "2024-06-01", "do": "save"}
    assert browser.post("/plan", data=form | given).status_code == 303
    (plan,) = entries(served, "plan")
    assert {name: plan[name] for name in ("start", "end") if name in plan} == recorded


def test_an_end_without_a_beginning_is_told_and_kept(served: Served) -> None:
    form = {"body": "commission", "kind": "plenary", "start": "2024-06-01", "end_time": "11:00", "do": "save"}
    answer = served.client().post("/plan", data=form)
    assert answer.status_code == 422
    assert "请同时填写开始时刻" in answer.text and 'value="11:00"' in answer.text


def test_a_trigger_is_corrected_on_its_own_form(served: Served) -> None:
    browser = served.client()
    event = {"body": "city-a", "kind": "incident", "day": "2024-03-01", "time": "08:30", "title": "断网"}
    assert browser.post("/events/new", data=event | {"do": "save"}).status_code == 303
    ((entry_id, _),) = lines(served, "event")
    moved = browser.get("/correct", params={"entry": entry_id, "back": "/bodies/city-a"})
    assert moved.headers["location"] == f"/events/new?entry={entry_id}&back=%2Fbodies%2Fcity-a"
    page = browser.get(moved.headers["location"]).text
    assert "<h1>更正台账记录</h1>" in page and "原记录：甲市" in page
    given = shown(page)
    assert {name: given[name] for name in event} == {name: [value] for name, value in event.items()}
    without_reason = browser.post("/events/new", data=given | {"time": ["09:00"], "do": ["save"]})
    assert without_reason.status_code == 422 and 'value="09:00"' in without_reason.text
    told = given | {"time": ["09:00"], "reason": ["时刻误登"], "do": ["save"]}
    assert browser.post("/events/new", data=told).headers["location"] == "/bodies/city-a"
    (replaced,) = entries(served, "replace")
    assert replaced["event"]["at"] == "2024-03-01T09:00:00+08:00"
    second = given | {"request_key": [], "time": ["10:00"], "reason": ["又错"], "do": ["save"]}
    late = browser.post("/events/new", data=second)
    assert late.status_code == 409 and "<strong>09:00</strong>" in late.text
    assert len(entries(served, "replace")) == 1


def test_every_type_of_relief_goes_in_and_is_corrected_by_who_may_grant_it(served: Served) -> None:
    supervisor, secretary = served.client("supervisor"), served.client()
    form = {
        "body": "commission",
        "mandate": "plenary",
        "window": "2024",
        "type": "suspend",
        "from": "2024-04-01",
        "until": "2024-05-31",
        "granted": "2024-03-01",
        "authority": "省委办公厅",
        "authority_body": "province",
        "instrument": "〔2024〕1号",
        "retroactive": "yes",
    }
    assert supervisor.post("/relief", data=form | {"do": "save"}).status_code == 303
    assert entries(served, "relief") == [form | {"retroactive": True}]
    ((entry_id, _),) = lines(served, "relief")
    page = supervisor.get("/relief", params={"entry": entry_id}).text
    assert "全体会议 2024年度" in page or "更正台账记录" in page
    given = shown(page)
    assert {name: given[name] for name in form} == {name: [value] for name, value in form.items()}
    assert (
        f"/correct?entry={entry_id}" in supervisor.get(f"/obligations/{served.key('plenary', '2024')}").text
    )
    assert (
        f"/correct?entry={entry_id}"
        not in secretary.get(f"/obligations/{served.key('plenary', '2024')}").text
    )
    corrected = given | {"until": ["2024-06-30"], "reason": ["文号误登"], "do": ["save"]}
    assert supervisor.post("/relief", data=corrected).status_code == 303
    assert entries(served, "replace")[0]["relief"]["until"] == "2024-06-30"
    assert supervisor.get("/relief", params={"entry": "nothing"}).status_code == 404
    assert secretary.post("/relief", data=corrected).status_code == 403


def test_a_body_sets_its_own_next_due_day(served: Served) -> None:
    browser = served.client()
    served.office.enter(act={"id": "c-1", "body": "province", "kind": "conference", "start": "2023-03-01"})
    (row,) = [one for one in served.office.rows("conference") if one["standing"] == "open"]
    page = browser.get(f"/obligations/{row['key']}").text
    assert "/next-due?body=province&amp;mandate=conference" in page
    form = {"body": "province", "mandate": "conference", "on": "2026-12-31", "decided": "2024-03-01"}
    assert browser.post("/next-due", data=form | {"do": "save"}).status_code == 303
    assert entries(served, "next_due") == [form]
    (row,) = [one for one in served.office.rows("conference") if one["standing"] == "open"]
    assert f"{row['due']}" == "2026-12-31"


def test_what_stays_as_it_was_is_taken_over_at_a_press(served: Served) -> None:
    browser = served.client()
    last = {"id": "m-1", "body": "commission", "kind": "plenary", "start": "2023-05-01", "ordinal": 3}
    served.office.enter(act=last | {"form": "video", "place": "二楼", "entitled": 25, "present": 20})
    form = {"body": "commission", "kind": "plenary", "start": "2024-02-01", "place": "三楼"}
    page = browser.post("/record", data=form | {"do": "check"}).text
    assert "上次：第3次plenary，2023年5月1日；视频；应到25人；二楼。" in page
    filled = shown(browser.post("/record", data=form | {"do": "as_last"}).text)
    assert [filled.get(name) for name in ("form", "entitled", "ordinal", "place", "present")] == [
        ["video"],
        ["25"],
        ["4"],
        ["三楼"],
        [],
    ]
    assert len(entries(served, "act")) == 1, "nothing was saved"
