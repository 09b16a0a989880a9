"""Answering an invitation behind the link of a mail, and what a body's people see of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient
from tests.conftest import Served

from meeting_cadence.access.act_links import LASTS, ActLink, sign
from meeting_cadence.alerts.invitations.look import Sender, invite
from meeting_cadence.queries.meetings import meeting_key
from meeting_cadence.store.audit import Asked, list_lines
from meeting_cadence.store.invitations import Convened, invitation_of
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.invitations import InvitationReply

KEY = meeting_key("p-1")
ZHANG, LI = "zhang@example.org", "li@example.org"


def look(served: Served) -> None:
    invite(served.office.store, Sender("http://testserver", "host", "from@example.org"), at=served.office.at)


def plan(served: Served, start: str = "2024-03-12T09:00:00+08:00", **more: str) -> None:
    fields = {"id": "p-1", "body": "commission", "kind": "plenary", "start": start, "place": "一号楼"}
    served.office.enter(plan={**fields, **more})
    look(served)
    served.office.at += timedelta(minutes=1)


def link(to: str, served: Served, purpose: str = "reply") -> str:
    bound = ActLink(KEY, "0", to, served.office.at + LASTS)
    return f"/reply/{sign(bound, served.office.store.secret, purpose)}"  # type: ignore[arg-type]


def convened(served: Served) -> Convened:
    with served.office.store.reading() as session:
        found = invitation_of(session, KEY)
    assert found is not None
    return found


def replies(served: Served) -> int:
    with served.office.store.reading() as session:
        return int(
            session.connection()
            .execute(select(func.count()).select_from(table_of(InvitationReply)))
            .scalar_one()
        )


@pytest.fixture
def invited(served: Served) -> Served:
    """The commission invites two members to a plenary on 12 March 2024, as its secretary has asked for."""
    browser = served.client("secretary", scope="commission")
    address = "/bodies/commission/invitations"
    assert browser.post(address, data={"do": "on"}).status_code == 303
    for email, name in ((ZHANG, "张三"), (LI, "")):
        assert browser.post(address, data={"do": "add", "email": email, "name": name}).status_code == 303
    plan(served)
    return served


@pytest.fixture
def browser(invited: Served) -> TestClient:
    """Nobody who is signed in."""
    visitor = invited.visitor()
    visitor.cookies.set("language", "zh")
    return visitor


def test_looking_shows_the_meeting_and_changes_nothing(invited: Served, browser: TestClient) -> None:
    page = browser.get(link(ZHANG, invited))
    assert page.status_code == 200
    for word in ("全体会议", "网信委", "2024年3月12日（周二）09:00", "一号楼", ZHANG, "出席", "请假"):
        assert word in page.text
    assert replies(invited) == 0


def test_accepting_is_kept_with_a_line_on_the_trail(invited: Served, browser: TestClient) -> None:
    address = link(ZHANG, invited)
    done = browser.post(address, data={"do": "accept"})
    assert (done.status_code, done.headers["location"]) == (303, address)
    assert convened(invited).attendance.counts == {"asked": 2, "coming": 1, "excused": 0, "silent": 1}
    assert "您已答复：出席" in browser.get(address).text
    with invited.office.store.reading() as session:
        (line,) = list_lines(session, Asked(action="invitation.accept"))
    assert (line.actor, line.subject) == (ZHANG, KEY)


def test_the_last_answer_holds(invited: Served, browser: TestClient) -> None:
    browser.post(link(ZHANG, invited), data={"do": "accept"})
    browser.post(link(ZHANG, invited), data={"do": "decline", "reason": "出差"})
    assert convened(invited).attendance.counts == {"asked": 2, "coming": 0, "excused": 1, "silent": 1}
    assert "您已答复：请假" in browser.get(link(ZHANG, invited)).text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"do": "decline", "reason": "  "}, "请填写请假事由"),
        ({"do": "decline", "reason": "长" * 501}, "不得超过500字"),
        ({"do": "dance"}, "请选择"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    invited: Served, browser: TestClient, form: dict[str, str], told: str
) -> None:
    refused = browser.post(link(ZHANG, invited), data=form)
    assert (refused.status_code, told in refused.text, replies(invited)) == (400, True, 0)


def test_an_answer_to_another_time_no_longer_counts(invited: Served, browser: TestClient) -> None:
    browser.post(link(ZHANG, invited), data={"do": "accept"})
    plan(invited, "2024-03-14T15:00:00+08:00")
    assert convened(invited).attendance.counts == {"asked": 2, "coming": 0, "excused": 0, "silent": 2}
    page = browser.get(link(ZHANG, invited)).text
    assert "您答复过原定时间" in page
    assert "邮件发出后会议安排已变更" in page
    browser.post(link(ZHANG, invited), data={"do": "accept"})
    assert convened(invited).attendance.number("accept") == 1


def test_an_answer_outlives_a_change_of_the_place(invited: Served, browser: TestClient) -> None:
    browser.post(link(ZHANG, invited), data={"do": "accept"})
    plan(invited, place="二号楼")
    assert convened(invited).attendance.number("accept") == 1


def test_after_a_cancellation_no_answer_is_taken(invited: Served, browser: TestClient) -> None:
    plan(invited, status="cancelled")
    assert "会议已取消" in browser.get(link(ZHANG, invited)).text
    assert browser.post(link(ZHANG, invited), data={"do": "accept"}).status_code == 400


def test_after_the_day_no_answer_is_taken(invited: Served, browser: TestClient) -> None:
    invited.office.at = datetime(2024, 3, 12, 15, 59, tzinfo=UTC)
    assert browser.post(link(ZHANG, invited), data={"do": "accept"}).status_code == 303
    invited.office.at += timedelta(minutes=1)
    assert "会议已结束" in browser.get(link(ZHANG, invited)).text
    assert browser.post(link(ZHANG, invited), data={"do": "accept"}).status_code == 400


def test_who_is_no_longer_a_member_is_told_so(invited: Served, browser: TestClient) -> None:
    secretary = invited.client("secretary", scope="commission")
    secretary.post("/bodies/commission/invitations", data={"do": "remove", "email": ZHANG})
    look(invited)
    assert "已不在该会议的出席名单中" in browser.get(link(ZHANG, invited)).text
    assert browser.post(link(ZHANG, invited), data={"do": "accept"}).status_code == 400


def test_no_other_link_opens_it(invited: Served, browser: TestClient) -> None:
    good = link(ZHANG, invited)
    old = sign(
        ActLink(KEY, "0", ZHANG, invited.office.at - timedelta(days=1)), invited.office.store.secret, "reply"
    )
    unknown = sign(
        ActLink("z" * 26, "0", ZHANG, invited.office.at + LASTS), invited.office.store.secret, "reply"
    )
    answers = {
        name: browser.get(address).status_code
        for name, address in {
            "of an alert": link(ZHANG, invited, "act"),
            "altered": good[:-2],
            "old": f"/reply/{old}",
            "unknown": f"/reply/{unknown}",
        }.items()
    }
    assert answers == {"of an alert": 404, "altered": 404, "old": 410, "unknown": 404}


def test_those_who_record_see_each_answer_and_others_the_counts(invited: Served, browser: TestClient) -> None:
    browser.post(link(ZHANG, invited), data={"do": "decline", "reason": "赴京开会"})
    counts = "应到 2，拟出席 0，请假 1，未答复 1"
    secretary = invited.client("secretary", scope="commission").get(f"/invitations/{KEY}").text
    assert all(word in secretary for word in (counts, "张三", "赴京开会", LI))
    viewer = invited.client("viewer", scope="commission").get(f"/invitations/{KEY}").text
    assert counts in viewer
    assert not any(word in viewer for word in ("张三", "赴京开会", LI))
    assert invited.client("secretary", scope="city-a").get(f"/invitations/{KEY}").status_code == 404


def test_the_obligation_and_the_list_show_the_counts(invited: Served) -> None:
    counts = "应到 2，拟出席 0，请假 0，未答复 2"
    reader = invited.client("viewer", scope="commission")
    assert counts in reader.get(f"/obligations/{invited.key('plenary', '2024')}").text
    assert counts in reader.get("/bodies/commission/invitations").text
    english = invited.client("viewer", scope="commission", language="en").get(
        "/bodies/commission/invitations"
    )
    assert "2 asked, 0 coming, 0 excused, 2 without an answer" in english.text


@pytest.mark.parametrize(
    ("role", "scope", "status"),
    [("secretary", "city-a", 404), ("viewer", "commission", 403), ("supervisor", "province", 303)],
)
def test_only_who_records_for_the_body_changes_it(served: Served, role: str, scope: str, status: int) -> None:
    answer = served.client(role, scope=scope).post("/bodies/commission/invitations", data={"do": "on"})
    assert answer.status_code == status


def test_a_bad_address_is_refused_and_what_was_typed_stays(served: Served) -> None:
    browser = served.client("secretary", scope="commission")
    answer = browser.post(
        "/bodies/commission/invitations", data={"do": "add", "email": "nobody", "name": "王五"}
    )
    assert answer.status_code == 400
    assert re.search(r'name="name"[^>]*value="王五"', answer.text)


def test_members_alone_leave_a_body_without_anybody_who_is_reminded(served: Served) -> None:
    browser = served.client("secretary", scope="city-a")
    browser.post("/bodies/city-a/invitations", data={"do": "add", "email": ZHANG})
    assert "无联系人，到期提醒无人接收" in browser.get("/bodies/city-a").text
    assert browser.get("/api/v1/bodies/city-a").json()["has_contact"] is False
