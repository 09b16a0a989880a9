"""The auditor's page: the trail in both languages, its questions, and whether it is whole."""

import pytest
from sqlalchemy import text
from tests.conftest import Served

from meeting_cadence.words.audit import action_words

ACT = {"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01", "title": "<b>x</b>"}


@pytest.mark.parametrize(
    ("language", "title", "whole"),
    [("zh", "审计日志", "未发现改动"), ("en", "Audit trail", "shows no change")],
)
def test_the_trail_in_both_languages(served: Served, language: str, title: str, whole: str) -> None:
    served.office.enter(act=ACT)
    browser = served.client("auditor", language=language)
    page = browser.get("/audit")
    assert page.status_code == 200
    assert title in page.text
    done = {"zh": "登记会议或事项", "en": "meeting or matter recorded"}[language]
    assert f">{done}</td>" in page.text and "m-1" in page.text and "王某" in page.text
    assert whole not in page.text
    assert whole in browser.get("/audit?check=yes").text


@pytest.mark.parametrize(
    ("question", "actions"),
    [
        ({"action": "entry.complete"}, {"entry.complete"}),
        ({"actor": "tester"}, {"pack.applied"}),
        ({"subject": "m-1"}, {"entry.act"}),
        ({"from": "2024-03-05", "to": "2024-03-05", "action": "pack.applied"}, {"pack.applied"}),
        ({"from": "2024-03-06"}, set()),
        ({"to": "2024-03-04"}, set()),
        ({"before": "2"}, {"audit.began"}),
    ],
)
def test_questions(served: Served, question: dict[str, str], actions: set[str]) -> None:
    served.office.enter(act=ACT)
    page = served.client("auditor").get("/audit", params=question).text
    rows = page.partition("<tbody>")[2]
    known = ("audit.began", "pack.applied", "entry.complete", "entry.act")
    assert {one for one in known if f">{action_words(one, 'zh')}</td>" in rows} == actions


@pytest.mark.parametrize("question", [{"from": "yesterday"}, {"to": "2024-13-01"}])
def test_a_day_that_is_none_is_refused(served: Served, question: dict[str, str]) -> None:
    assert served.client("auditor").get("/audit", params=question).status_code == 422


@pytest.mark.parametrize("before", ["x", "0", "99999999999999999999", "-1", "²"])
def test_a_number_that_is_none_is_passed_over(served: Served, before: str) -> None:
    assert served.client("auditor").get("/audit", params={"before": before}).status_code == 200


def test_a_trail_that_was_changed_says_where(served: Served) -> None:
    served.office.enter(act=ACT)
    with served.office.store.session() as session:
        session.connection().execute(text("DROP TRIGGER audit_no_update"))
        session.connection().execute(text("UPDATE audit SET content = 'gone' WHERE seq = 2"))
    browser = served.client("auditor")
    assert "第 2 行：内容或校验码被改动过" in browser.get("/audit?check=yes").text
    verdict = browser.get("/api/v1/audit/verdict").json()
    assert (verdict["whole"], verdict["findings"]) == (False, [{"kind": "altered", "seq": 2, "last": 2}])
    lines = browser.get("/api/v1/audit", params={"before": 3, "limit": 1}).json()["lines"]
    assert lines[0]["content"] == "gone"


@pytest.mark.parametrize("role", ["viewer", "secretary", "supervisor", "administrator"])
def test_nobody_else_reads_it(served: Served, role: str) -> None:
    browser = served.client(role)
    assert browser.get("/audit").status_code == 403
    assert "/audit" not in browser.get("/").text
