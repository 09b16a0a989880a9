"""What is triggered, from form to mailbox: an incident counted in hours, an appointment, a superior's meeting."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from tests.alerts.sink import Sink, running
from tests.conftest import Office, Served

from meeting_cadence.actions.contacts import add_contact
from meeting_cadence.bodies import Contact
from meeting_cadence.jobs.doorbell import Doorbell
from meeting_cadence.jobs.setup import doorbell_of
from meeting_cadence.regulations.pack_files import gather_files
from meeting_cadence.store.engine import Store

LIST = Path("config/packs/examples/zhejiang-report-list.yaml")
RELAY = """
format: 1
pack: relay
title: {zh: 示例, en: Example}
timezone: Asia/Shanghai
bodies:
  - {id: province, name: {zh: 省委, en: Province}, contacts: [{role: secretariat, email: province@example.org}]}
  - id: city
    name: {zh: 甲市委, en: City A}
    parent: province
    contacts: [{role: secretariat, email: city@example.org}]
regulations:
  - id: rules
    title: {zh: 示例规定, en: Example Rules}
    mandates:
      - {id: convey, title: {zh: 传达上级会议精神, en: Conveying}, obliged: {body: city}, act: {item: convey},
         clauses: [{deadline: {after: {act: plenary, by: superior}, within: 10wd}}]}
      - {id: feedback, title: {zh: 报告贯彻情况, en: Feedback}, obliged: {body: city}, act: report,
         counts: {forms: [written]}, clauses: [{deadline: {after: {act: convey, by: self}, within: 5wd}}]}
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


class Post:
    """A service with a clock of its own, its doorbell, and the mailboxes that its mails arrive in."""

    def __init__(self, store: Store, port: int, sink: Sink) -> None:
        self.office = Office(store)
        self.sink = sink
        self.office.at = at("2026-11-02T09:00:00")
        self.port = port

    def open(self, *bodies: str) -> "Post":
        """Everybody is tracked from the year before; then the service is opened."""
        for body in bodies:
            for regulation in [one.id for one in self.office.world.pack.regulations]:
                whole = {
                    "on": "2026-01-01",
                    "complete_from": "2026-01-01",
                    "regulation": regulation,
                    "body": body,
                }
                self.office.enter(adopt=whole)
        self.served = Served(self.office, smtp_url=f"smtp://127.0.0.1:{self.port}")
        self.bell: Doorbell = doorbell_of(
            self.served.settings, self.office.store, tables=self.office.tables, clock=lambda: self.office.at
        )
        self.ring()
        self.ring("2026-11-16T09:00:00")
        self.ring("2026-11-20T09:00:00")
        self.sink.arrived.clear()
        return self

    def ring(self, when: str | None = None) -> list[EmailMessage]:
        """What arrives by one ring of each, a minute after the last thing that happened at the latest."""
        if when is not None:
            self.office.at = at(when)
        before = len(self.sink.arrived)
        self.bell.tick()
        self.bell.drain()
        return self.sink.arrived[before:]

    def post(self, path: str, **form: Any) -> None:
        """Send a form of the pages as a secretary."""
        answer = self.served.client("secretary").post(
            path, data={**form, "do": "save", "request_key": path + str(form)}
        )
        assert answer.status_code == 303, re.sub(r"<[^>]+>", " ", answer.text)


def told(mails: list[EmailMessage]) -> list[tuple[str, str]]:
    """(to, the Chinese part of the subject), by address."""
    return sorted(
        (str(one["To"]).split("<")[-1].strip(">"), str(one["Subject"]).split(" | ")[0]) for one in mails
    )


@pytest.fixture
def post(sqlite_store: Store) -> Iterator[Post]:
    sink = Sink()
    with running(sink) as port:
        yield Post(sqlite_store, port, sink)


@pytest.fixture
def list_of_matters(post: Post) -> Post:
    """The Zhejiang pack with the invented list of matters to be reported."""
    from meeting_cadence.actions.apply_pack import apply_pack
    from meeting_cadence.store.registry import digest_of

    gathered = gather_files(LIST)
    digest = digest_of(gathered.files, gathered.root)
    post.office.do(
        apply_pack,
        pack=gathered.pack.id,
        files=gathered.files,
        root=gathered.root,
        digest=digest,
        by="管理员",
    )
    for body in ("zj-committee", "zj-commission"):
        post.office.do(add_contact, body=body, contact=Contact("secretariat", f"{body}@example.org"))
    return post.open("example-department", "zj-committee", "zj-commission")


def test_an_incident_is_told_at_once_with_the_hours_left_day_and_night(list_of_matters: Post) -> None:
    post = list_of_matters
    post.office.at = at("2026-11-20T21:40:00")  # a Friday night
    post.post(
        "/events/new", body="example-department", kind="example_matter_d", day="2026-11-20", time="21:30"
    )
    (mail,) = post.ring()
    assert mail["To"] == "示例秘书处 <department@example.org>"
    assert "剩余3小时50分" in str(mail["Subject"]) and "3 h 50 min left" in str(mail["Subject"])
    assert post.ring("2026-11-21T00:29:00") == []
    assert told(post.ring("2026-11-21T00:31:00")) == [
        ("department@example.org", told([mail])[0][1].replace("3小时50分", "59分钟"))
    ]
    late = told(post.ring("2026-11-21T01:31:00"))
    assert [to for to, _ in late] == ["department@example.org", "zj-committee@example.org"]
    assert all("已逾期" in subject for _, subject in late)


def test_an_incident_that_is_reported_in_time_ends_it(list_of_matters: Post) -> None:
    post = list_of_matters
    post.office.at = at("2026-11-20T21:40:00")
    post.post(
        "/events/new", body="example-department", kind="example_matter_d", day="2026-11-20", time="21:30"
    )
    post.ring()
    post.office.at = at("2026-11-20T23:00:00")
    post.post("/record", body="example-department", kind="report", start="2026-11-20", form="written")
    assert post.ring("2026-11-21T09:00:00") == []
    assert post.office.verify().differences == ()


def test_an_appointment_planned_asks_for_the_opinion_before_it(list_of_matters: Post) -> None:
    post = list_of_matters
    post.office.at = at("2026-11-20T15:00:00")
    plan = {
        "body": "zj-committee",
        "kind": "appointment_or_removal",
        "start": "2026-11-27",
        "status": "confirmed",
    }
    answer = post.served.client("secretary").post(
        "/api/v1/entries", json={"plan": {**plan, "id": "appointment"}}
    )
    assert answer.status_code == 201, answer.text
    (mail,) = post.ring()
    assert "zj-committee@example.org" in str(mail["To"]) and "征求上级网信部门意见" in str(mail["Subject"])
    happened = {
        "body": "zj-committee",
        "kind": "appointment_or_removal",
        "at": "2026-11-27",
        "id": "appointed",
    }
    post.office.at = at("2026-11-27T15:00:00")
    answer = post.served.client("secretary").post("/api/v1/entries", json={"event": happened})
    assert answer.status_code == 201, answer.text
    found = [subject for _, subject in told(post.ring("2026-11-30T09:00:00"))]
    assert any("不符合要求" in subject and "未见事前登记" in subject for subject in found)


def test_a_superior_s_meeting_opens_one_step_after_the_other(post: Post) -> None:
    post.office.apply(RELAY, name="relay.yaml")
    post.open("city")
    post.office.at = at("2026-11-20T15:00:00")
    meeting = {"id": "plenary-1", "body": "province", "kind": "plenary", "start": "2026-11-20"}
    post.office.enter(act=meeting)
    (mail,) = post.ring()
    assert told([mail])[0][0] == "city@example.org" and "传达上级会议精神" in str(mail["Subject"])
    assert post.office.rows("feedback") == []
    post.office.at = at("2026-11-24T16:00:00")
    conveyed = {
        "id": "meeting-2",
        "body": "city",
        "kind": "committee_meeting",
        "start": "2026-11-24",
        "items": ["convey"],
    }
    post.office.enter(act=conveyed)
    (following,) = post.ring()
    assert "报告贯彻情况" in str(following["Subject"])
    assert [row["standing"] for row in post.office.rows("convey")] == ["met"]
    post.office.at = at("2026-11-26T10:00:00")
    post.office.enter(
        act={"id": "r-1", "body": "city", "kind": "report", "start": "2026-11-26", "form": "written"}
    )
    assert post.ring() == [] and post.ring("2026-12-20T10:00:00") == []


def test_a_trigger_without_its_time_of_day_asks_for_it(list_of_matters: Post) -> None:
    post = list_of_matters
    post.office.at = at("2026-11-20T10:00:00")
    post.office.enter(
        event={"id": "d-1", "body": "example-department", "kind": "example_matter_d", "at": "2026-11-20"}
    )
    (mail,) = post.ring()
    assert "请补登触发时刻" in str(mail["Subject"])


def test_what_waits_for_the_morning_is_not_what_is_counted_in_hours(list_of_matters: Post) -> None:
    post = list_of_matters
    post.office.at = at("2026-11-20T21:40:00")
    post.post("/events/new", body="example-department", kind="example_matter_a", day="2026-11-20")
    assert post.ring() == []
    assert post.ring("2026-11-21T09:00:00") == []  # a Saturday
    (mail,) = post.ring("2026-11-23T08:31:00")
    assert "示例事项甲" in str(mail["Subject"]) and mail["Date"].datetime - at(
        "2026-11-23T08:31:00"
    ) < timedelta(minutes=1)
