"""A calendar shows no old standing when nobody ticks: the poll judges what is behind before it answers."""

import re
from datetime import timedelta

import icalendar
from tests.conftest import Served

from meeting_cadence.access import Person, Role
from meeting_cadence.actions.device_passwords import WantedDevice, create_device_password
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import create
from meeting_cadence.store.device_passwords import SqlDevicePasswords
from meeting_cadence.store.people import SqlPeople

EVERYTHING = (
    '<D:sync-collection xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:sync-token/>'
    "<D:sync-level>1</D:sync-level><D:prop><C:calendar-data/></D:prop></D:sync-collection>"
)


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


def test_a_device_is_shown_no_old_standing_either(served: Served) -> None:
    office = served.office
    with office.store.session() as session:
        person = SqlPeople(session, at=office.at).add(Person(0, "wang", "王某", Role.VIEWER, "commission"))
        create(session, Scope("body", "commission"), at=office.at, person=person.id)
        passwords = SqlDevicePasswords(session, at=office.at)
        secret = create_device_password(passwords, person, WantedDevice("手机", 366), by="wang").secret
    visitor = served.visitor()

    def ask(method: str, path: str, body: str = "") -> str:
        answer = visitor.request(method, path, content=body, auth=("wang", secret), headers={"depth": "1"})
        assert answer.status_code == 207
        return answer.text

    home = ask("PROPFIND", f"/dav/calendars/{person.id}/")
    (calendar,) = re.findall(r"<D:href>(/dav/calendars/\d+/\w{16}/)</D:href>", home)
    midnight = office.at.replace(year=2024, month=12, day=31, hour=16, minute=0)
    ring = timedelta(seconds=served.settings.tick_seconds)
    office.at = midnight - timedelta(seconds=1)
    assert "逾期：全体会议（2024年度）" not in ask("REPORT", calendar, EVERYTHING)
    office.at += ring
    assert "逾期：全体会议（2024年度）" in ask("REPORT", calendar, EVERYTHING)
    assert office.standing("plenary", "2024") == "overdue"
