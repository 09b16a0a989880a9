"""The main job end to end: from the regulation's text to mails, a feed, a late record, a plan and a revoked person.

The service's own clock is the real one; time before that passes by `tick --at`, as an operator would let it.
What lies after the record is therefore told of next year, counted from the clock.
"""

import re
from datetime import date
from email.message import EmailMessage
from typing import Any, NamedTuple

import icalendar
import vobject
from tests.alerts.sink import Sink
from tests.journeys.conftest import Browser, House, words_of, working

from meeting_cadence import clock

QUOTE = "省委网络安全和信息化委员会每年召开一次全体会议"
PLENARY = {"body": "zj-commission", "kind": "commission_plenary"}
OFFICE, SUPERIOR = "office@example.org", "committee@example.org"


class Entry(NamedTuple):
    """A calendar entry as a client keeps it."""

    summary: str
    day: date
    until: date
    sequence: int
    modified: Any
    status: str


def test_the_main_job(served: House, sink: Sink) -> None:
    secretary = move_in(served)
    key = told_before_the_due_day(served)
    feed = secretary.web.post("/api/v1/feeds", json={"kind": "body", "body": "zj-commission"}).json()
    before = entries(secretary, feed["address"])[f"due-{key}@127.0.0.1"]
    assert before.summary.startswith("截止：省委网信委全体会议（2024年度）")

    told_on_breach(served, key)
    overdue, tag = fetched(secretary, feed["address"])
    late = overdue[f"due-{key}@127.0.0.1"]
    assert late.summary.startswith("逾期：")
    assert late.modified > before.modified and late.sequence == before.sequence
    assert key in secretary.open("/overdue?at=2025-01-08").text

    recorded_late(served, secretary, key)
    now, new_tag = fetched(secretary, feed["address"], held=tag)
    assert new_tag != tag
    done = now[f"due-{key}@127.0.0.1"]
    assert done.summary.startswith("逾期召开：")
    assert done.modified > late.modified and (done.day, done.sequence) == (late.day, late.sequence)
    stays_late_on_record(secretary, key)

    held_in_time_since(secretary)
    plans_are_told(served, secretary, feed["address"])
    assert len(set(sink.ids)) == len(sink.ids)

    disabled_at_once(served, secretary, feed["address"])
    assert "Traceback" not in served.log


def move_in(house: House) -> Browser:
    """The pack, an administrator, a contact of the body and of its superior, the adoption, a secretary."""
    house.do("pack", "apply", "zhejiang-wangxin", "--by", "管理员", "--at", "2024-01-01T09:00:00+08:00")
    administrator = house.add_user("admin", "administrator")
    for body, email in (("zj-commission", OFFICE), ("zj-committee", SUPERIOR)):
        administrator.keep("/contacts", body=body, role="secretariat", address=email, name="王某")
    adoption = ("--on", "2024-01-01", "--complete-from", "2024-01-01", "--by", "admin")
    subject = ("--regulation", "zj-wangxin-provisions", "--body", "zj-commission")
    house.do("pack", "adopt", *subject, *adoption, "--at", "2024-01-01T10:00:00+08:00")
    return house.add_user("liaison", "secretary", "--scope", "zj-commission")


def told_before_the_due_day(house: House) -> str:
    """30 and 7 working days before, each once; answers the obligation's key, read off the mail's link."""
    assert house.pass_time("2024-11-18T10:00:00+08:00") == []
    (mail,) = house.pass_time("2024-11-19T10:00:00+08:00")
    assert house.pass_time("2024-11-19T10:00:00+08:00", "2024-11-19T16:00:00+08:00", DEC_19) == []
    (again,) = house.pass_time("2024-12-20T10:00:00+08:00", "2024-12-20T10:00:00+08:00")
    for one in (mail, again):
        assert one["To"] == f"王某 <{OFFICE}>"
        assert one["Subject"] == (
            "【到期提醒】中共浙江省委网络安全和信息化委员会：省委网信委全体会议（2024年度），"
            "截止日期2024年12月31日 | Due soon, due 31 December 2024"
        )
        text = both_parts_say(
            one, QUOTE, "截止日期", "2024年12月31日", "尚未安排", "31 December 2024", "not planned yet"
        )
        assert "Plenary of the provincial commission" in text
    (key,) = set(re.findall(rf"{house.base}/obligations/(\w+)", text_of(mail)))
    return str(key)


DEC_19 = "2024-12-19T10:00:00+08:00"


def told_on_breach(house: House, key: str) -> None:
    """The first working day after the due day: the secretariat and the superior's, once each."""
    assert house.pass_time("2025-01-01T10:00:00+08:00") == [], "a holiday"
    mails = house.pass_time(
        "2025-01-02T10:00:00+08:00", "2025-01-02T10:00:00+08:00", "2025-01-03T10:00:00+08:00"
    )
    assert sorted(mail["To"] for mail in mails) == [f"王某 <{SUPERIOR}>", f"王某 <{OFFICE}>"]
    for mail in mails:
        assert "已逾期2天 | Overdue, no record seen, 2 days overdue" in mail["Subject"]
        both_parts_say(mail, QUOTE, "未见召开登记", "逾期", "2天", "2 days", f"/obligations/{key}")
    # A weekly one is planned in the evening and waits for the morning: the record will overtake it.
    planned = house.json("tick", "--at", "2025-01-08T20:00:00+08:00")["notices"]
    assert [(one["obligation"], one["rung"]) for one in planned] == [(key, "every-7d")]


def standing_on(secretary: Browser, day: str) -> str:
    return str(secretary.row("zj-commission", "zj-annual-plenary", "2024", at=day)["standing"])


def recorded_late(house: House, secretary: Browser, key: str) -> None:
    """From the mail's link to the form, which asks for the window when it is not led there; then all fall silent."""
    form = secretary.open(f"/record?obligation={key}").text
    assert "所登记事项：省委网信委全体会议 · 2024年度 · 应召开未召开" in form, (
        "today it can no longer be made up"
    )
    act = PLENARY | {"start": "2025-02-20"}
    asked = secretary.send("/record", **act, do="save")
    assert asked.status_code == 422
    assert re.findall(r'name="window:zj-annual-plenary" value="([^"]+)"', asked.text) == ["-", "2024"]
    assert standing_on(secretary, "2025-01-08") == "overdue"

    chosen = {"window:zj-annual-plenary": "2024"}
    checked = words_of(secretary.send("/record", **act, **chosen, do="check"))
    assert "本次会议将履行 2024年度省委网信委全体会议（逾期）" in checked
    page = words_of(secretary.keep("/record", **act, **chosen, do="save"))
    assert "逾期召开" in page

    row = secretary.row("zj-commission", "zj-annual-plenary", "2024")
    assert (row["standing"], row["days_late"], row["settled_on"]) == ("met_late", 51, "2025-02-20")
    assert key not in secretary.open("/overdue").text
    assert house.json("drain", "--at", "2025-01-09T09:00:00+08:00")["sent"] == 0
    states = [one["state"] for one in house.json("alerts", "list", "--obligation", key)]
    assert sorted(set(states)) == ["cancelled", "sent"]


def stays_late_on_record(secretary: Browser, key: str) -> None:
    """Now it is 逾期召开; on a day before the meeting it was overdue, and the page of then says so."""
    now = words_of(secretary.open(f"/obligations/{key}"))
    assert "逾期召开" in now and "2025-02-20" in now and QUOTE in now
    then = words_of(secretary.open(f"/obligations/{key}?at=2025-01-15"))
    assert "逾期未见登记" in then and "逾期召开" not in then


def held_in_time_since(secretary: Browser) -> None:
    """One plenary a year up to this year, each by its own day; recorded through the API."""
    today = clock.now().date()
    for year in range(2025, today.year + 1):
        held = today if year == today.year else date(year, 6, 16)
        told = secretary.put({"act": PLENARY | {"start": held.isoformat()}})
        assert [change["new_standing"] for change in told["changed"]][:1] == ["met"], told
        assert secretary.row("zj-commission", "zj-annual-plenary", str(year))["standing"] == "met"


def plans_are_told(house: House, secretary: Browser, address: str) -> None:
    """Next year's plenary is planned, then moved: the mails say so, and the calendar's entry keeps its UID."""
    year = clock.now().year + 1
    plan = PLENARY | {"start": f"{year}-12-28", "status": "confirmed"}
    secretary.keep("/plan", **plan, do="save")
    shown = entries(secretary, address)
    (uid,) = [one for one in shown if one.startswith("meeting-") and shown[one].day == date(year, 12, 28)]
    first = shown[uid]
    assert first.status == "CONFIRMED"

    (mail,) = house.pass_time(working(year, 11, 24))
    assert (
        f"已安排于{year}年12月28日 | Due soon, due 31 December {year}, planned for 28 December {year}"
        in mail["Subject"]
    )
    both_parts_say(mail, f"已安排于{year}年12月28日", f"planned for 28 December {year}")

    (number,) = re.findall(r'/plan\?id=([\w-]+)"', secretary.open("/plan").text)
    secretary.keep("/plan", **plan | {"id": number, "start": f"{year}-12-29"}, do="save")
    moved = entries(secretary, address)[uid]
    assert (moved.day, moved.sequence) == (date(year, 12, 29), first.sequence + 1)
    assert moved.modified > first.modified
    (mail,) = house.pass_time(working(year, 12, 23))
    both_parts_say(mail, f"已安排于{year}年12月29日", f"planned for 29 December {year}")


def disabled_at_once(house: House, secretary: Browser, address: str) -> None:
    """The session ends and that person's feed is gone; a colleague's stays."""
    colleague = house.add_user("colleague", "secretary", "--scope", "zj-commission")
    other = colleague.web.post("/api/v1/feeds", json={"kind": "body", "body": "zj-commission"}).json()[
        "address"
    ]
    house.do("user", "disable", "liaison")
    assert secretary.open("/").headers["location"].startswith("/login")
    assert secretary.web.get(address).status_code == 410
    assert colleague.open("/").status_code == 200
    assert colleague.web.get(other).status_code == 200


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def both_parts_say(mail: EmailMessage, *words: str) -> str:
    """Text and HTML carry the same facts."""
    assert mail.get_content_type() in (
        "multipart/alternative",
        "multipart/mixed",
    )  # mixed: the due day for a calendar
    text, html = text_of(mail), text_of(mail, "html")
    for word in words:
        assert word in text
        assert word in html
    return text


def fetched(browser: Browser, address: str, *, held: str = "") -> tuple[dict[str, Entry], str]:
    """The feed with the ETag that a client remembers; asked again with it, there is nothing new."""
    answer = browser.web.get(address, headers={"if-none-match": held} if held else {})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    tag = answer.headers["etag"]
    again = browser.web.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    return two_libraries_agree(answer.content), tag


def entries(browser: Browser, address: str) -> dict[str, Entry]:
    return fetched(browser, address)[0]


def two_libraries_agree(body: bytes) -> dict[str, Entry]:
    """UID to entry, as icalendar and vobject both read it."""
    one = {
        str(event["UID"]): Entry(
            str(event["SUMMARY"]),
            event.decoded("DTSTART"),
            event.decoded("DTEND"),
            int(event["SEQUENCE"]),
            event.decoded("LAST-MODIFIED"),
            str(event["STATUS"]),
        )
        for event in icalendar.Calendar.from_ical(body).walk("VEVENT")
    }
    other = {
        event.uid.value: Entry(
            event.summary.value,
            event.dtstart.value,
            event.dtend.value,
            int(event.sequence.value),
            event.last_modified.value,
            event.status.value,
        )
        for event in vobject.readOne(body.decode()).vevent_list
    }
    assert one == other
    return one
