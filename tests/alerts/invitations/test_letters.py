"""From the plan on the ledger to what arrives at a real mail server: one case per change of a meeting."""

import re
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

from tests.alerts.conftest import sh
from tests.alerts.invitations.conftest import Hall, event_of, told

from meeting_cadence.queries.meetings import meeting_key
from meeting_cadence.store.audit import Asked, list_lines

ZHANG, LI = "zhang@example.org", "li@example.org"


def test_a_planned_meeting_is_told_to_every_member(hall: Hall) -> None:
    hall.plan(end="2024-03-12T11:30:00+08:00", place="第一会议室", title="2024年全体会议")
    mails = hall.send()
    assert told(mails) == [(LI, "REQUEST", 0), (ZHANG, "REQUEST", 0)]
    (mail,) = [one for one in mails if ZHANG in one["To"]]
    assert mail["Subject"] == (
        "【会议通知】2024年全体会议，2024年3月12日（周二）09:00至11:30 | "
        "Invitation: 2024年全体会议, Tuesday, 12 March 2024 09:00 to 11:30"
    )
    assert structure(mail) == (
        "multipart/mixed",
        [("multipart/alternative", ["text/plain", "text/html", "text/calendar"]), "application/ics"],
    )
    _, event = event_of(mail)
    assert {name: event.decoded(name) for name in ("DTSTART", "DTEND", "DTSTAMP")} == {
        "DTSTART": datetime(2024, 3, 12, 1, tzinfo=UTC),
        "DTEND": datetime(2024, 3, 12, 3, 30, tzinfo=UTC),
        "DTSTAMP": hall.at,
    }
    assert {name: str(event[name]) for name in ("UID", "STATUS", "LOCATION", "SUMMARY", "ORGANIZER")} == {
        "UID": f"invite-{meeting_key('p-1')}@house.example",
        "STATUS": "CONFIRMED",
        "LOCATION": "第一会议室",
        "SUMMARY": "2024年全体会议（省委网信委）",
        "ORGANIZER": "mailto:office@example.org",
    }
    attendee = event["ATTENDEE"]
    assert (str(attendee), dict(attendee.params)) == (
        f"mailto:{ZHANG}",
        {
            "CN": "张三",
            "CUTYPE": "INDIVIDUAL",
            "ROLE": "REQ-PARTICIPANT",
            "PARTSTAT": "NEEDS-ACTION",
            "RSVP": "FALSE",
        },
    )


def structure(mail: EmailMessage) -> object:
    if not mail.is_multipart():
        return mail.get_content_type()
    if mail.get_content_type() == "multipart/alternative":
        return "multipart/alternative", [part.get_content_type() for part in mail.iter_parts()]
    return mail.get_content_type(), [structure(part) for part in mail.iter_parts()]


def test_every_line_of_a_calendar_object_is_short_and_ends_as_it_must(sqlite_hall: Hall) -> None:
    sqlite_hall.plan(title="长" * 90, place="\\\\server\\Name; a, b")
    (mail, _) = sqlite_hall.send()
    versions, _ = mail.iter_parts()
    *_, part = versions.iter_parts()
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert event_of(mail)[1]["LOCATION"] == "\\\\server\\Name; a, b"


def test_looking_again_writes_nothing(hall: Hall) -> None:
    hall.plan()
    assert (hall.invite(), hall.invite()) == (2, 0)
    hall.house.enter({"act": {"body": "lonely", "kind": "plenary", "start": "2024-02-01"}}, at=hall.at)
    assert hall.invite() == 0
    assert sorted(hall.letters()) == [(LI, "0", "pending"), (ZHANG, "0", "pending")]


def test_a_whole_day_stays_a_day(sqlite_hall: Hall) -> None:
    sqlite_hall.plan("2024-03-12", end="2024-03-13")
    _, event = event_of(sqlite_hall.send()[0])
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2024, 3, 12), date(2024, 3, 14))


def test_a_moved_meeting_asks_everybody_anew_and_says_what_it_was(hall: Hall) -> None:
    hall.plan()
    hall.send()
    hall.at += timedelta(hours=1)
    hall.plan("2024-03-14T15:00:00+08:00")
    mails = hall.send()
    assert told(mails) == [(LI, "REQUEST", 1), (ZHANG, "REQUEST", 1)]
    text = plain(mails[0])
    assert "【会议改期】" in mails[0]["Subject"]
    assert "原定时间：2024年3月12日（周二）09:00" in text
    assert "时间：2024年3月14日（周四）15:00" in text


def plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_another_place_is_a_change_that_needs_no_new_answer(sqlite_hall: Hall) -> None:
    sqlite_hall.plan(place="甲")
    sqlite_hall.send()
    sqlite_hall.at += timedelta(hours=1)
    sqlite_hall.plan(place="乙")
    mails = sqlite_hall.send()
    assert [sequence for *_, sequence in told(mails)] == [1, 1]
    assert "会议通知更新" in mails[0]["Subject"]
    assert sqlite_hall.convened().invitation.asked == 0


def test_a_cancelled_meeting_is_taken_back(hall: Hall) -> None:
    hall.plan()
    hall.send()
    hall.at += timedelta(hours=1)
    hall.plan(status="cancelled")
    mails = hall.send()
    assert told(mails) == [(LI, "CANCEL", 1), (ZHANG, "CANCEL", 1)]
    _, event = event_of(mails[0])
    assert (event["STATUS"], str(event["SUMMARY"])) == ("CANCELLED", "会议取消：全体会议（省委网信委）")
    assert "/reply/" not in plain(mails[0])
    assert hall.send() == []


def test_a_plan_taken_off_the_ledger_is_cancelled_too(sqlite_hall: Hall) -> None:
    sqlite_hall.plan()
    sqlite_hall.send()
    sqlite_hall.at += timedelta(hours=1)
    sqlite_hall.house.enter({"retract": {"entry": "p-1", "reason": "误登"}}, at=sqlite_hall.at)
    assert [method for _, method, _ in told(sqlite_hall.send())] == ["CANCEL", "CANCEL"]


def test_what_was_cancelled_and_takes_place_after_all_is_asked_anew(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.plan()
    hall.send()
    for status in ("cancelled", "confirmed"):
        hall.at += timedelta(hours=1)
        hall.plan(status=status)
        mails = hall.send()
    assert told(mails) == [(LI, "REQUEST", 2), (ZHANG, "REQUEST", 2)]
    assert hall.convened().invitation.asked == 2


def test_a_tentative_plan_invites_nobody_until_it_is_confirmed(sqlite_hall: Hall) -> None:
    sqlite_hall.plan(status="tentative")
    assert sqlite_hall.send() == []
    sqlite_hall.at += timedelta(hours=1)
    sqlite_hall.plan()
    assert len(sqlite_hall.send()) == 2


def test_a_confirmed_plan_that_becomes_tentative_says_so(sqlite_hall: Hall) -> None:
    sqlite_hall.plan()
    sqlite_hall.send()
    sqlite_hall.at += timedelta(hours=1)
    sqlite_hall.plan(status="tentative")
    mails = sqlite_hall.send()
    assert event_of(mails[0])[1]["STATUS"] == "TENTATIVE"
    assert "状态：暂定，待确认" in plain(mails[0])


def test_who_joins_is_asked_and_who_leaves_is_told_so(hall: Hall) -> None:
    hall.plan()
    hall.send()
    hall.at += timedelta(hours=1)
    hall.member("wang@example.org")
    hall.leave(LI)
    mails = hall.send()
    assert told(mails) == [(LI, "CANCEL", 1), ("wang@example.org", "REQUEST", 1)]
    (off,) = [mail for mail in mails if LI in mail["To"]]
    assert "【不再邀请】" in off["Subject"]
    assert [guest.address for guest in hall.convened().invitation.guests] == ["wang@example.org", ZHANG]


def test_papers_past_meetings_and_bodies_that_do_not_want_it_invite_nobody(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.house.enter(
        {
            "plan": {
                "id": "p-2",
                "body": "commission",
                "kind": "plenary",
                "start": "2024-03-12",
                "form": "written",
            }
        },
        at=hall.at,
    )
    hall.house.enter(
        {"plan": {"id": "p-3", "body": "commission", "kind": "plenary", "start": "2024-02-12"}}, at=hall.at
    )
    hall.member("other@example.org", body="lonely")
    hall.house.enter(
        {"plan": {"id": "p-4", "body": "lonely", "kind": "plenary", "start": "2024-03-12"}}, at=hall.at
    )
    assert hall.send() == []


def test_turning_it_on_invites_to_what_is_ahead_and_turning_it_off_keeps_back_what_waits(
    sqlite_hall: Hall,
) -> None:
    hall = sqlite_hall
    hall.turn(False)
    hall.plan()
    assert hall.invite() == 0
    hall.turn(True)
    assert hall.invite() == 2
    hall.turn(False)
    assert hall.drain().cancelled == 2
    assert hall.sink.arrived == []


def test_a_joint_meeting_invites_the_members_of_all_that_invite_each_once(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.turn(True, body="lonely")
    hall.member(ZHANG.upper(), body="lonely")
    hall.member("wang@example.org", body="lonely")
    plan = {"id": "p-9", "bodies": ["commission", "lonely"], "kind": "plenary", "start": "2024-03-12"}
    hall.house.enter({"plan": plan}, at=hall.at)
    assert [recipient for recipient, *_ in told(hall.send())] == [LI, "wang@example.org", ZHANG]


def test_a_letter_about_a_meeting_that_is_over_does_not_leave(sqlite_hall: Hall) -> None:
    sqlite_hall.plan()
    sqlite_hall.invite()
    sqlite_hall.at = sh("2024-03-14 09:00")
    assert sqlite_hall.drain().cancelled == 2


def test_only_the_latest_of_what_waits_is_sent(hall: Hall) -> None:
    hall.plan()
    hall.invite()
    hall.at += timedelta(minutes=1)
    hall.plan("2024-03-14")
    hall.invite()
    delivery = hall.drain()
    assert (delivery.sent, delivery.cancelled) == (2, 2)
    assert told(hall.sink.arrived) == [(LI, "REQUEST", 1), (ZHANG, "REQUEST", 1)]


def test_who_was_never_told_of_a_meeting_is_not_told_that_it_is_off(hall: Hall) -> None:
    hall.plan()
    hall.invite()
    hall.at += timedelta(minutes=1)
    hall.plan(status="cancelled")
    hall.invite()
    assert (hall.drain().cancelled, hall.sink.arrived) == (4, [])


def test_a_later_letter_replaces_an_earlier_one_that_waits_for_another_try(hall: Hall) -> None:
    hall.plan()
    hall.sink.mode = "busy"
    hall.invite()
    assert hall.drain().retried == 2
    hall.sink.mode = "accept"
    hall.at += timedelta(seconds=1)
    hall.plan("2024-03-14")
    hall.invite()
    delivery = hall.drain()
    assert (delivery.sent, delivery.cancelled) == (2, 2)
    assert {sequence for *_, sequence in told(hall.sink.arrived)} == {1}


def test_the_mail_carries_a_link_that_is_kept_nowhere_else(sqlite_hall: Hall) -> None:
    sqlite_hall.plan()
    mails = sqlite_hall.send()
    links = {link for mail in mails for link in re.findall(r"https://house.example/reply/\S+", plain(mail))}
    assert len(links) == 2
    kept = [row.text + row.html + str(row.calendar) for row in sqlite_hall.house.outbox()]
    assert not any("/reply/" in text for text in kept)
    assert all("/reply/" not in str(event_of(mail)[1]) for mail in mails)


def test_switching_leaves_a_line_on_the_trail(sqlite_hall: Hall) -> None:
    sqlite_hall.turn(False)
    with sqlite_hall.store.reading() as session:
        lines = list_lines(session, Asked(action="invitation."))
    assert [(line.action, line.subject, line.actor) for line in lines] == [
        ("invitation.off", "commission", "test"),
        ("invitation.on", "commission", "test"),
    ]
