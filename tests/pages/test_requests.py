"""Asking for a relief: a secretary asks, the queue shows it, a supervisor grants or refuses, and no one else."""

import re

import pytest
from starlette.testclient import TestClient
from tests.conftest import Served

ASK = {"do": "ask", "kind": "ask_extension", "until": "2025-01-31", "reason": "筹备未完"}


def page_of(served: Served) -> str:
    return f"/obligations/{served.key('plenary', '2024')}"


def ask(served: Served, browser: TestClient, **changes: str) -> int:
    return int(browser.post(page_of(served) + "/ask-relief", data=ASK | changes).status_code)


def test_a_request_stands_in_the_queue_and_on_the_obligation(served: Served) -> None:
    browser = served.client()
    assert ask(served, browser) == 303
    for path in ("/relief/requests", page_of(served)):
        page = browser.get(path).text
        assert "secretary某于 2024-03-05 12:00 申请延期至2025年1月31日" in page
        assert "理由：筹备未完" in page
        assert "批准并登记" not in page, "a secretary decides nothing"


def test_a_supervisor_grants_it_with_authority_and_instrument(served: Served) -> None:
    ask(served, served.client())
    supervisor = served.client("supervisor")
    page = supervisor.get("/relief/requests").text
    (link,) = re.findall(r'href="(/relief\?[^"]+)"', page)
    form = supervisor.get(link.replace("&amp;", "&")).text
    assert 'name="until" type="date" value="2025-01-31"' in form
    assert '<option value="extend" selected>' in form
    granted = {
        "body": "commission",
        "mandate": "plenary",
        "window": "2024",
        "type": "extend",
        "until": "2025-01-31",
        "granted": "2024-03-05",
        "authority": "省委",
        "instrument": "〔2024〕1号",
        "back": "/relief/requests",
        "do": "save",
    }
    answer = supervisor.post("/relief", data=granted)
    assert (answer.status_code, answer.headers["location"]) == (303, "/relief/requests")
    after = supervisor.get("/relief/requests").text
    assert "没有待处理的申请" in after and "已批准 · supervisor某" in after
    (row,) = [row for row in served.office.rows("plenary") if row["label"] == "2024"]
    assert f"{row['due']}" == "2025-01-31"


def test_a_supervisor_refuses_it_with_a_reason(served: Served) -> None:
    ask(served, served.client())
    supervisor = served.client("supervisor")
    path = page_of(served) + "/refuse-relief"
    supervisor.post(path, data={"reason": " "})
    assert "没有待处理的申请" not in supervisor.get("/relief/requests").text, "a refusal needs a reason"
    assert supervisor.post(path, data={"reason": "理由不足"}).status_code == 303
    page = supervisor.get("/relief/requests").text
    assert "没有待处理的申请" in page and "已退回 · supervisor某" in page and "理由不足" in page


def test_the_asker_takes_it_back(served: Served) -> None:
    browser = served.client()
    ask(served, browser)
    assert "已有申请，待处理" in browser.get(page_of(served) + "/ask-relief").text
    assert browser.post(page_of(served) + "/ask-relief", data={"do": "withdraw_relief"}).status_code == 303
    assert "已撤回" in browser.get("/relief/requests").text


@pytest.mark.parametrize(
    "changes", [{"reason": ""}, {"until": ""}, {"until": "2024-03-05"}, {"until": "soon"}, {"kind": "mute"}]
)
def test_what_cannot_be_asked_is_told_and_kept_in_the_form(served: Served, changes: dict[str, str]) -> None:
    browser = served.client()
    answer = browser.post(page_of(served) + "/ask-relief", data=ASK | changes)
    assert answer.status_code == 422
    assert changes.get("reason", "筹备未完") in answer.text
    assert "没有待处理的申请" in browser.get("/relief/requests").text


def test_a_waiver_needs_no_day(served: Served) -> None:
    browser = served.client()
    assert ask(served, browser, kind="ask_waiver", until="") == 303
    assert "申请豁免" in browser.get("/relief/requests").text


def test_a_settled_matter_is_not_asked_about(served: Served) -> None:
    served.office.enter(act={"body": "commission", "kind": "plenary", "start": "2024-02-01"})
    browser = served.client()
    assert ask(served, browser) == 422
    assert "无须申请" in browser.get(page_of(served) + "/ask-relief").text


def test_each_request_and_each_decision_leaves_a_line_on_the_audit_trail(served: Served) -> None:
    ask(served, served.client())
    served.client("supervisor").post(page_of(served) + "/refuse-relief", data={"reason": "理由不足"})
    trail = served.client("auditor").get("/audit").text
    assert "alert.ask_extension" in trail and "alert.refuse_relief" in trail


def test_requests_of_bodies_out_of_reach_are_neither_seen_nor_decided(served: Served) -> None:
    ask(served, served.client())
    elsewhere = served.client("supervisor", scope="city-a")
    assert "筹备未完" not in elsewhere.get("/relief/requests").text
    for path in ("/ask-relief", "/refuse-relief"):
        assert elsewhere.post(page_of(served) + path, data=ASK).status_code == 404
    assert "筹备未完" in served.client("supervisor").get("/relief/requests").text


def test_nobody_refuses_by_the_link_of_a_mail(served: Served) -> None:
    answer = served.client().post(page_of(served) + "/answer", data={"do": "refuse_relief", "reason": "x"})
    assert answer.status_code == 400
