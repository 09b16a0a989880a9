"""A calendar shows no old standing when nobody ticks: the poll judges what is behind before it answers."""

from datetime import timedelta

import icalendar
from tests.conftest import Served

from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import create


def summaries(body: bytes, key: str) -> list[str]:
    events = icalendar.Calendar.from_ical(body).walk("VEVENT")
    return [str(event["SUMMARY"]) for event in events if key in str(event["UID"])]


def test_a_poll_judges_what_the_dead_ticker_left_and_a_late_ring_it_leaves_to_the_tick(
    served: Served,
) -> None:
    office, key = served.office, served.key("plenary", "2024")
    with office.store.session() as session:
        token = create(session, Scope("body", "commission"), at=office.at, options=Options()).token
    browser = served.visitor()
    address = f"/feeds/{token}.ics"
    (before,) = summaries(browser.get(address).content, key)
    assert "逾期" not in before
    midnight = office.at.replace(year=2024, month=12, day=31, hour=16, minute=0)
    patience = timedelta(seconds=3 * served.settings.tick_seconds)
    office.at = midnight - timedelta(days=1)
    office.tick()
    office.at = midnight + patience - timedelta(seconds=1)
    (same,) = summaries(browser.get(address).content, key)
    assert "逾期" not in same, "the next ring is awaited"
    assert office.standing("plenary", "2024") == "open"
    office.at = midnight + patience
    (now,) = summaries(browser.get(address).content, key)
    assert "逾期" in now
    assert office.standing("plenary", "2024") == "overdue"
