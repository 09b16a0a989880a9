"""No old standings under a new date: what time has overtaken is judged for the answer, and trouble is told on top."""

from datetime import timedelta

import pytest
from tests.conftest import Served

from meeting_cadence.pages import glance
from meeting_cadence.store import overtaken
from meeting_cadence.store.mail_trouble import begin_trouble, end_trouble
from meeting_cadence.store.tables.alerts import NoticeRow, OutboxRow
from meeting_cadence.store.tables.record import Heartbeat

LATE = "系统自2024年3月5日 12:00起未再巡检"


def the_ticker_dies(served: Served, *, for_days: int) -> None:
    """It ran now for the last time, and so many days pass."""
    served.office.tick()
    with served.office.store.session() as session:
        session.merge(Heartbeat(name="tick", at=served.office.at))
    served.office.at += timedelta(days=for_days)


def the_year_ends_between_two_ticks(served: Served) -> None:
    """It ticked a second before midnight, and one second of the new year has passed."""
    served.office.at = served.office.at.replace(month=12, day=31, hour=15, minute=59, second=59)
    served.office.tick()
    with served.office.store.session() as session:
        session.merge(Heartbeat(name="tick", at=served.office.at))
    served.office.at += timedelta(seconds=2)


def test_a_window_that_closed_after_the_last_tick_is_overdue_on_page_and_api(served: Served) -> None:
    key = served.key("plenary", "2024")
    the_year_ends_between_two_ticks(served)
    browser = served.client(scope="commission")
    assert served.office.standing("plenary", "2024") == "open", "nobody has judged it since"
    assert f"/obligations/{key}" in browser.get("/overdue").text
    assert "逾期未见登记" in browser.get(f"/obligations/{key}").text
    (row,) = [row for row in browser.get("/api/v1/board?mandate=plenary").json()["rows"] if row["key"] == key]
    assert (row["standing"], row["days_late"]) == ("overdue", 1)
    assert served.office.standing("plenary", "2024") == "open", "reading writes nothing"


def test_live_and_kept_rows_are_the_same_once_the_tick_is_back(served: Served) -> None:
    the_year_ends_between_two_ticks(served)
    browser = served.client()
    live = browser.get("/api/v1/board?limit=1000").json()["rows"]
    served.office.tick()
    assert browser.get("/api/v1/board?limit=1000").json()["rows"] == live


def test_three_rings_later_rows_and_counters_are_brought_up_to_date_by_who_is_asked(served: Served) -> None:
    the_ticker_dies(served, for_days=305)
    counts = served.client().get("/api/v1/tallies").json()
    assert served.office.standing("plenary", "2024") == "overdue"
    assert not [one for one in counts["counts"] if (one["year"], one["standing"]) == (2024, "open")]


def test_days_late_go_on_by_the_day_between_changes(served: Served) -> None:
    key = served.key("plenary", "2023")
    for day, late in ((0, 65), (1, 66)):
        served.office.at += timedelta(days=day)
        (row,) = [
            row
            for row in served.client().get("/api/v1/board?mandate=plenary").json()["rows"]
            if row["key"] == key
        ]
        assert (row["standing"], row["days_late"]) == ("overdue", late)


def test_three_missed_ticks_are_told_on_every_page_of_now(served: Served) -> None:
    browser = served.client()
    the_ticker_dies(served, for_days=0)
    served.office.at += timedelta(seconds=3 * served.settings.tick_seconds)
    assert LATE not in browser.get("/").text
    served.office.at += timedelta(seconds=1)
    assert LATE in browser.get("/").text
    assert LATE in browser.get("/overdue").text
    assert LATE not in browser.get("/?at=2024-03-01").text
    assert "No check has run since 5 March 2024 12:00" in browser.get("/?lang=en").text


def test_a_service_that_never_checked_says_so(served: Served) -> None:
    served.office.at += timedelta(hours=1)
    browser = served.client()
    assert "系统启动后尚未巡检" in browser.get("/").text


def test_too_much_to_judge_is_told(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    the_year_ends_between_two_ticks(served)
    browser = served.client()
    assert "未及重新判定" not in browser.get("/overdue").text
    monkeypatch.setattr(overtaken, "MOST_LIVE", 1)
    assert "未及重新判定" in browser.get("/overdue").text


def mail_waits(served: Served) -> None:
    """One notice was tried in vain."""
    with served.office.store.session() as session:
        session.add(
            NoticeRow(
                key="n1", obligation="o1", due_revision="", rung="breach", occurrence=0, recipient="a@b.example",
                channel="email", role="secretariat", kind="overdue", body="commission", mandate="plenary",
                reached_at=served.office.at, planned_at=served.office.at,
            )
        )  # fmt: skip
        session.flush()
        session.add(
            OutboxRow(
                notice="n1", obligation="o1", due_revision="", kind="overdue", body="commission", subject="s",
                recipient="a@b.example", channel="email", text="t", html="h", state="pending", attempts=1,
                not_before=served.office.at, created_at=served.office.at, last_error="Connection refused",
            )
        )  # fmt: skip
        begin_trouble(session, at=served.office.at)


def test_mail_that_does_not_leave_is_told_below_at_once_and_on_top_after_a_while(served: Served) -> None:
    mail_waits(served)
    served = Served(served.office, smtp_url="smtp://127.0.0.1:1")
    browser = served.client()
    served.office.at += timedelta(minutes=15, seconds=-1)
    page = browser.get("/").text
    assert "邮件自2024年3月5日 12:00起未能发出" in page.split("<footer")[1]
    assert "邮件自2024年3月5日 12:00起未能发出，1 条通知待发送" not in page
    served.office.at += timedelta(seconds=1)
    assert "邮件自2024年3月5日 12:00起未能发出，1 条通知待发送" in browser.get("/").text
    with served.office.store.session() as session:
        end_trouble(session)
    assert "未能发出" not in browser.get("/").text


def test_a_large_scope_shown_from_counters_tells_how_much_is_behind(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glance, "WHOLE", 1)
    assert "未及重新判定" not in served.client().get("/").text
    the_year_ends_between_two_ticks(served)
    assert "未及重新判定" in served.client().get("/").text
