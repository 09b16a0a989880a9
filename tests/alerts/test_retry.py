"""What was refused, or may not have arrived, is sent again by hand: on the page, by the API, by command."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from tests.alerts.conftest import House, sh
from tests.alerts.sink import Sink, running
from tests.conftest import Served

from meeting_cadence.access import NotFound
from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.courier import Delivery
from meeting_cadence.alerts.tick import tick
from meeting_cadence.cli import verbs
from meeting_cadence.store.letters import FAILED
from meeting_cadence.store.retry import NoticeNotFailed, retry_failed, retry_notice
from meeting_cadence.store.tables.alerts import OutboxRow
from meeting_cadence.store.tables.audit import AuditRow
from meeting_cadence.store.tables.columns import table_of

MORNING = sh("2025-01-02 09:00")
LATER = sh("2025-01-02 11:00")
NIGHT = sh("2025-01-02 22:00")
_AUDIT, _OUTBOX = table_of(AuditRow), table_of(OutboxRow)


def refused(house: House, sink: Sink, port: int) -> None:
    """Everything that was overdue was refused in the morning: two notices of the office, one of the province."""
    house.tick(sh("2024-01-04 09:00"))
    house.tick(sh("2025-01-01 09:00"))
    house.channels["email"] = EmailChannel(MailServer("127.0.0.1", port), sender="cadence@house.example")
    sink.mode = "refuse"
    house.drain(MORNING)
    sink.mode = "accept"


def retry(house: House, number: int) -> int:
    with house.store.session() as session:
        return retry_notice(session, number, at=NIGHT, by="li")


def trail(house: House) -> list[tuple[str, str | None, str | None]]:
    with house.store.reading() as session:
        rows = session.connection().execute(
            select(_AUDIT.c.action, _AUDIT.c.actor, _AUDIT.c.subject).where(
                _AUDIT.c.action == "notice.retried"
            )
        )
        return [tuple(row) for row in rows]


def test_it_leaves_again_at_once_with_what_left_in_the_same_message_under_the_same_id(house: House) -> None:
    sink = Sink()
    with running(sink) as port:
        refused(house, sink, port)
        office = [row for row in house.outbox() if row.recipient == "office@example.org"]
        assert [row.state for row in office] == ["dead", "dead"]
        assert retry(house, office[0].id or 0) == 2
        assert house.drain(NIGHT) == Delivery(sent=1, notices=2)
    assert sink.ids == [f"<{office[0].message_id}>"]
    assert trail(house) == [("notice.retried", "li", str(row.id)) for row in office]


def test_what_has_been_settled_meanwhile_is_not_sent(house: House) -> None:
    sink = Sink()
    with running(sink) as port:
        refused(house, sink, port)
        held = {
            "body": "commission",
            "kind": "plenary",
            "start": "2025-01-02",
            "counts_for": {"plenary": "2024"},
        }
        house.enter({"act": held}, at=LATER)
        with house.store.session() as session:
            assert retry_failed(session, FAILED, at=NIGHT, by="li") == len(house.outbox()) - 1
        delivery = house.drain(NIGHT)
    assert all(
        "plenary" not in str(mail["Subject"]) and "全体会议" not in str(mail["Subject"])
        for mail in sink.arrived
    )
    assert delivery.cancelled > 0


def test_another_refusal_is_final_again(house: House) -> None:
    sink = Sink()
    with running(sink) as port:
        refused(house, sink, port)
        sink.mode = "refuse"
        number = house.outbox()[0].id or 0
        retry(house, number)
        assert house.drain(NIGHT).dead == 1
        assert retry(house, number) >= 1


def test_what_has_not_failed_is_refused_and_what_is_not_there_is_absent(house: House) -> None:
    house.tick(sh("2024-01-04 09:00"))
    house.tick(sh("2025-01-01 09:00"))
    with pytest.raises(NoticeNotFailed):
        retry(house, house.outbox()[0].id or 0)
    with pytest.raises(NotFound):
        retry(house, 99_999)
    assert trail(house) == []


def test_what_may_have_arrived_is_tried_thrice_again(house: House) -> None:
    sink = Sink()
    with running(sink) as port:
        refused(house, sink, port)
        row = next(row for row in house.outbox() if row.recipient == "province@example.org")
        retry(house, row.id or 0)
        sink.mode = "accept and drop"
        for hours in range(0, 8, 2):
            house.drain(sh(f"2025-01-03 {9 + hours:02}:00"))
    assert sink.ids == [f"<{row.message_id}>"] * 3
    assert [one.state for one in house.outbox() if one.id == row.id] == ["uncertain"]


def a_failed_notice(served: Served) -> int:
    """One about the commission, refused."""
    office = served.office
    tick(office.store, at=office.at, tables=office.tables, base_url="http://testserver")
    with office.store.session() as session:
        number = (
            session.connection()
            .execute(select(_OUTBOX.c.id).where(_OUTBOX.c.body == "commission").limit(1))
            .scalar_one()
        )
        session.connection().execute(
            _OUTBOX.update()
            .where(_OUTBOX.c.id == number)
            .values(state="dead", attempts=1, last_error="550 no such user", batch="b", message_id="b@x")
        )
    return int(number)


def test_a_supervisor_sends_it_again_on_its_page(served: Served) -> None:
    number = a_failed_notice(served)
    browser = served.client("supervisor")
    assert 'href="/notices?failed=true"' in browser.get("/notices").text
    assert f'href="/notices/{number}"' in browser.get("/notices?failed=true").text
    page = browser.get(f"/notices/{number}").text
    assert "550 no such user" in page
    assert "重新发送" in page
    answer = browser.post(f"/notices/{number}/retry")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/notices/{number}")
    after = browser.get(f"/notices/{number}").text
    assert "已重新排入发送：1 条。" in after
    assert "待发送" in after
    assert f"/notices/{number}/retry" not in after
    assert browser.post(f"/notices/{number}/retry").status_code == 409


def test_others_see_why_it_failed_and_may_not_send_it_again(served: Served) -> None:
    number = a_failed_notice(served)
    for role in ("secretary", "viewer"):
        browser = served.client(role)
        page = browser.get(f"/notices/{number}").text
        assert "550 no such user" in page
        assert "重新发送" not in page
        assert browser.post(f"/notices/{number}/retry").status_code == 403


def test_the_administrator_is_told_on_the_dashboard(served: Served) -> None:
    a_failed_notice(served)
    assert "1 条通知被拒收或送达不明" in served.client("administrator").get("/").text
    assert "1 条通知被拒收或送达不明" not in served.client("viewer").get("/").text


def test_the_api_lists_shows_and_sends_again(served: Served) -> None:
    number = a_failed_notice(served)
    client = served.client("supervisor")
    (listed,) = client.get("/api/v1/notices?state=dead&state=uncertain").json()["notices"]
    assert (listed["number"], listed["state"], listed["error"]) == (number, "dead", "550 no such user")
    every = [one["number"] for one in client.get("/api/v1/notices").json()["notices"]]
    first = client.get("/api/v1/notices?limit=2").json()
    assert ([one["number"] for one in first["notices"]], first["next"]) == (every[:2], every[1])
    rest = client.get(f"/api/v1/notices?after={every[1]}").json()
    assert ([one["number"] for one in rest["notices"]], rest["next"]) == (every[2:], None)
    assert client.get(f"/api/v1/notices/{number}").json()["text"].startswith("应召开未召开")
    assert client.post(f"/api/v1/notices/{number}/retry").json() == {"number": number, "again": 1}
    refusal = client.post(f"/api/v1/notices/{number}/retry")
    assert (refusal.status_code, refusal.json()["error"]["code"]) == (409, "notice_not_failed")
    assert client.get("/api/v1/notices?state=lost").status_code == 422
    elsewhere = served.client("supervisor", scope="city-a")
    assert elsewhere.post(f"/api/v1/notices/{number}/retry").status_code == 404
    assert elsewhere.get(f"/api/v1/notices/{number}").status_code == 404


def test_the_metrics_of_the_watcher_are_for_who_sees_every_body(served: Served) -> None:
    a_failed_notice(served)
    lines = served.client("administrator").get("/metrics").text.splitlines()
    assert "meeting_cadence_ticks_total 1" in lines
    assert "meeting_cadence_tick_age_seconds 0" in lines
    assert 'meeting_cadence_deliveries{state="dead"} 1' in lines
    assert 'meeting_cadence_deliveries{state="sent"} 0' in lines
    assert "meeting_cadence_mail_trouble_seconds 0" in lines
    assert not [line for line in lines if "notices_total" in line and line.endswith(" 0")]
    scoped = served.client("viewer", scope="city-a").get("/metrics").text
    assert "meeting_cadence_ticks_total" not in scoped
    assert "meeting_cadence_obligations" in scoped


def test_the_command_sends_again_by_number_or_all(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{house.store.sqlite_path}")
    monkeypatch.setenv("MEETING_CADENCE_LANG", "en")
    sink = Sink()
    with running(sink) as port:
        refused(house, sink, port)
    listed = json.loads(run("alerts", "list", "--state", "dead", "--format", "json"))
    office = next(one for one in listed if one["recipient"] == "office@example.org")
    assert run("alerts", "retry", str(office["number"]), "--by", "li") == "Waiting to be sent again: 2.\n"
    assert run("alerts", "retry", "--failed") == f"Waiting to be sent again: {len(listed) - 2}.\n"
    assert CliRunner().invoke(verbs, ["alerts", "retry"]).exit_code == 2
    assert CliRunner().invoke(verbs, ["alerts", "retry", "1", "--failed"]).exit_code == 2


def run(*arguments: str) -> str:
    outcome = CliRunner().invoke(verbs, arguments)
    assert outcome.exit_code == 0, outcome.output
    return outcome.output
