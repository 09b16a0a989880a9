"""The page behind a mail's link: looking changes nothing, each button one thing, only for whom and what it was sent."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient
from tests.conftest import Served

from meeting_cadence.access.act_links import LASTS, ActLink, sign
from meeting_cadence.actions.contacts import add_contact
from meeting_cadence.bodies import Contact
from meeting_cadence.ledger.entries import Act
from meeting_cadence.store.alert_answers import answers_to
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import LedgerEntry

OFFICE = "c@example.org"


def link(served: Served, *, to: str = OFFICE, label: str = "2024", at: datetime | None = None) -> str:
    key = served.key("plenary", label)
    until = (at or served.office.at) + LASTS
    bound = ActLink(key, f"{label}-12-31", to, until)
    return f"/act/{sign(bound, served.office.store.secret)}"


def answered(served: Served) -> list[tuple[str, str, str | None]]:
    with served.office.store.reading() as session:
        given = answers_to(session, [served.key("plenary", "2024")])
    return [(one.kind, one.by, one.reason) for all_of_it in given.values() for one in all_of_it]


def entries(served: Served) -> int:
    with served.office.store.reading() as session:
        return int(
            session.connection().execute(select(func.count()).select_from(table_of(LedgerEntry))).scalar_one()
        )


@pytest.fixture
def browser(served: Served) -> TestClient:
    """Nobody who is signed in."""
    visitor = served.visitor()
    visitor.cookies.set("language", "zh")
    return visitor


def test_looking_shows_the_matter_and_changes_nothing(served: Served, browser: TestClient) -> None:
    before = entries(served)
    page = browser.get(link(served))
    assert page.status_code == 200
    for word in ("全体会议", "网信委", "签收", "已召开，登记", "申请延期", "暂缓提醒", "停止提醒"):
        assert word in page.text
    assert browser.head(link(served)).status_code in (200, 405)
    assert (answered(served), entries(served)) == ([], before)


def test_one_button_acknowledges_in_the_name_of_the_address(served: Served, browser: TestClient) -> None:
    address = link(served)
    answer = browser.post(address, data={"do": "acknowledge"})
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    assert answered(served) == [("acknowledge", OFFICE, None)]
    assert "c@example.org于2024年3月5日签收" in browser.get(address).text


def test_a_meeting_that_was_held_is_recorded_on_the_ledger(served: Served, browser: TestClient) -> None:
    answer = browser.post(link(served), data={"do": "held", "kind": "plenary", "day": "2024-03-01"})
    assert answer.status_code == 303
    assert served.office.standing("plenary", "2024") == "met"


def test_one_for_a_year_that_has_passed_names_its_window(served: Served, browser: TestClient) -> None:
    browser.post(link(served, label="2023"), data={"do": "held", "kind": "plenary", "day": "2024-03-01"})
    assert served.office.standing("plenary", "2023") == "met_late"


def test_a_plan_is_recorded(served: Served, browser: TestClient) -> None:
    browser.post(link(served), data={"do": "planned", "kind": "plenary", "day": "2024-06-03"})
    (row,) = [row for row in served.office.rows("plenary") if row["label"] == "2024"]
    assert f"{row['planned']}" == "2024-06-03"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"do": "snooze", "until": "2024-04-01"}, "请填写原因"),
        ({"do": "snooze", "reason": "出差", "until": "soon"}, "请填写截止日期"),
        ({"do": "held", "kind": "other", "day": "2024-03-01"}, "该事项须登录后登记"),
        ({"do": "held", "kind": "plenary", "day": "yesterday"}, "yesterday"),
        ({"do": "dance"}, "无法识别该操作"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    served: Served, browser: TestClient, form: dict[str, str], told: str
) -> None:
    before = entries(served)
    answer = browser.post(link(served), data=form)
    assert answer.status_code == 400
    assert told in answer.text
    assert (answered(served), entries(served)) == ([], before)


def test_somebody_of_another_body_can_only_acknowledge(served: Served, browser: TestClient) -> None:
    address = link(served, to="above@example.org")
    assert "暂缓提醒" not in browser.get(address).text
    refused = browser.post(address, data={"do": "held", "kind": "plenary", "day": "2024-03-01"})
    assert (refused.status_code, answered(served)) == (400, [])
    browser.post(address, data={"do": "acknowledge"})
    assert answered(served) == [("acknowledge", "above@example.org", None)]


def test_altered_foreign_and_old_links_open_nothing(served: Served, browser: TestClient) -> None:
    good = link(served)
    for bad in (good[:-2], good.replace("/act/", "/act/x"), "/act/" + "a" * 2000, "/act/nothing"):
        for answer in (browser.get(bad), browser.post(bad, data={"do": "acknowledge"})):
            assert answer.status_code == 404
    old = link(served, at=datetime(2023, 1, 1, tzinfo=UTC))
    assert browser.get(old).status_code == 410
    assert "链接已过期" in browser.get(old).text
    served.office.at += LASTS + timedelta(seconds=1)
    assert browser.post(good, data={"do": "acknowledge"}).status_code == 410
    assert answered(served) == []


def test_a_post_from_elsewhere_is_refused(served: Served, browser: TestClient) -> None:
    answer = browser.post(link(served), data={"do": "acknowledge"}, headers={"origin": "http://evil.example"})
    assert (answer.status_code, answered(served)) == (403, [])


def test_who_is_signed_in_answers_on_the_obligation_itself(served: Served) -> None:
    key = served.key("plenary", "2024")
    secretary = served.client("secretary", "commission")
    assert secretary.get(f"/obligations/{key}/answer").status_code == 200
    secretary.post(f"/obligations/{key}/answer", data={"do": "mute", "reason": "已报告"})
    assert [(kind, reason) for kind, _, reason in answered(served)] == [("mute", "已报告")]
    outsider = served.client("secretary", "city-a")
    assert outsider.get(f"/obligations/{key}/answer").status_code == 404


def test_a_triggered_report_is_recorded_for_its_trigger(served: Served, browser: TestClient) -> None:
    office = served.office
    office.do(add_contact, body="city-a", contact=Contact("secretariat", "a@example.org"))
    for number, hour in enumerate(("10:00", "11:00"), 1):
        office.enter(
            event={
                "id": f"e-{number}",
                "body": "city-a",
                "kind": "incident",
                "at": f"2024-03-05T{hour}:00+08:00",
            }
        )
    (row,) = [row for row in office.rows("incident", "city-a") if row["label"] == "e-2"]
    bound = ActLink(row["key"], row["due_at"].isoformat(), "a@example.org", office.at + LASTS)
    address = f"/act/{sign(bound, office.store.secret)}"
    page = browser.get(address).text
    assert "incident" in page and 'id="ask_extension"' in page and 'value="2024-03-05"' in page
    answer = browser.post(address, data={"do": "held", "kind": "report", "day": "2024-03-05"})
    assert answer.status_code == 303, answer.text
    with office.store.reading() as session:
        (act,) = [entry.content for entry in load_entries(session) if isinstance(entry.content, Act)]
    assert dict(act.counts_for) == {"incident": "e-2"}


def test_what_is_overdue_offers_no_extension_and_what_is_silenced_can_be_resumed(
    served: Served, browser: TestClient
) -> None:
    address = link(served, label="2023")
    page = browser.get(address).text
    assert 'id="ask_extension"' not in page and 'id="mute"' in page and "恢复提醒" not in page
    browser.post(address, data={"do": "mute", "reason": "另有安排"})
    page = browser.get(address).text
    assert "恢复提醒" in page and 'id="snooze"' not in page
    browser.post(address, data={"do": "unmute"})
    assert 'id="snooze"' in browser.get(address).text
