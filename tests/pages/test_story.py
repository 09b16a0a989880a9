"""An obligation tells all that happened on one line of time, and of another time no more than was known."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.conftest import Served

from meeting_cadence.access import Person, Role
from meeting_cadence.alerts.tick import tick


@pytest.fixture
def told(served: Served) -> Served:
    """A meeting recorded and corrected, a request asked for and refused, notices planned."""
    office = served.office
    browser = served.client()
    page = f"/obligations/{served.key('plenary', '2023')}"
    browser.post(page + "/ask-relief", data={"kind": "ask_waiver", "reason": "机构改革"})
    office.at += timedelta(hours=1)
    served.client("supervisor").post(page + "/refuse-relief", data={"reason": "理由不足"})
    office.at += timedelta(hours=1)
    tick(office.store, at=office.at, tables=office.tables, base_url="http://testserver")
    office.at += timedelta(hours=1)
    office.enter(
        act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01"}
        | {"counts_for": {"plenary": "2023"}}
    )
    office.tick()
    return served


def moments(served: Served, role: str = "secretary", **asked: str) -> list[tuple[str, str, str]]:
    page = served.client(role).get(f"/obligations/{served.key('plenary', '2023')}", params=asked).text
    found = re.findall(
        r'<li class="s-(\w+)[^"]*"><span class="s-at nowrap">([^<]+)</span>.*?<div>(.*?)</div>',
        page,
        re.DOTALL,
    )
    return [(kind, at, re.sub(r"<[^>]+>", "", what).strip()) for kind, at, what in found]


def test_everything_stands_on_one_line_the_latest_first(told: Served) -> None:
    found = moments(told)
    assert [at for _, at, _ in found] == sorted((at for _, at, _ in found), reverse=True)
    kinds = [kind for kind, _, _ in found]
    assert {"entry", "answer", "notice"} <= set(kinds)
    assert "audit" not in kinds
    words = " ".join(what for _, _, what in found)
    for told_once in ("申请豁免", "机构改革", "申请被退回", "理由不足", "plenary，2024年2月1日"):
        assert told_once in words


def test_an_auditor_sees_the_trail_among_the_rest(told: Served) -> None:
    found = [what for kind, _, what in moments(told, "auditor") if kind == "audit"]
    assert any("alert.ask_waiver" in what for what in found) and any("entry.act" in what for what in found)


def test_as_known_before_the_refusal_it_was_not_refused(told: Served) -> None:
    words = " ".join(what for _, _, what in moments(told, known_at="2024-03-05T12:30:00+08:00"))
    assert "申请豁免" in words
    assert "申请被退回" not in words and "2024年2月1日" not in words


@pytest.mark.parametrize("path", ["/bodies/commission", "/mandates/plenary"])
def test_every_page_of_a_subject_can_be_asked_for_another_time(served: Served, path: str) -> None:
    browser = served.client()
    assert 'name="known_at"' in browser.get(path).text
    page = browser.get(path, params={"at": "2023-06-01"}).text
    assert 'name="at" value="2023-06-01"' in page
    assert "您正在查看截至2023年6月1日的情况" in page and "回到现在" in page
    assert "登记召开" not in page, "nothing is recorded in the past"


def test_a_calendar_entry_tells_its_last_revision(served: Served) -> None:
    from meeting_cadence.feeds.scope import Scope
    from meeting_cadence.feeds.tokens import create
    from meeting_cadence.store.people import SqlPeople

    office = served.office
    with office.store.session() as session:
        person = SqlPeople(session, at=office.at).add(Person(0, "feed-owner", "某", Role.SECRETARY))
        token = create(session, Scope("body", "commission"), at=office.at, person=person.id).token
    assert served.visitor().get(f"/feeds/{token}.ics").status_code == 200
    (found,) = [what for kind, _, what in moments(served) if kind == "calendar"]
    assert found == "日历条目最近一次变更（第 0 版）"


def test_times_are_those_of_the_pack(told: Served) -> None:
    assert datetime(2024, 3, 5, 7, tzinfo=UTC) == told.office.at
    assert "2024-03-05 15:00" in [at for kind, at, _ in moments(told) if kind == "entry"]
