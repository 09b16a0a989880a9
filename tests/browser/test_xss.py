"""Two hundred payloads in every field that a person can fill, on every page that shows it: none runs."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from html import unescape
from io import StringIO
from itertools import cycle

import httpx2
import pytest
from icalendar import Calendar, Event
from playwright.sync_api import Page
from sqlalchemy import select
from tests.browser.forms import Form, forms_of
from tests.browser.house import OpenHouse
from tests.browser.pages import every_page
from tests.browser.payloads import PAYLOADS
from tests.browser.windows import Windows

from meeting_cadence.actions.screens import WantedScreen, make_screen
from meeting_cadence.alerts.tick import tick
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.screens import SqlScreens
from meeting_cadence.store.tables.alerts import OutboxRow
from meeting_cadence.store.tables.columns import table_of

pytestmark = pytest.mark.slow

BODY = "zj-commission"
KIND = "commission_plenary"
MANDATE = "zj-annual-plenary"
A_GRID = 20


class Sender:
    """Somebody who fills in forms without looking at them."""

    def __init__(self, house: OpenHouse, role: str | None) -> None:
        cookies = {"language": "zh"} | ({"session": house.tokens[role]} if role else {})
        headers = {"origin": house.base}
        self.web = httpx2.Client(
            base_url=house.base, headers=headers, cookies=cookies, trust_env=False, timeout=60
        )

    def send(self, path: str, fields: Mapping[str, str]) -> int:
        status = self.web.post(path, data=dict(fields)).status_code
        assert status in (200, 303, 404, 409, 422), (path, status)
        return status


def in_parts(limit: int) -> Iterable[str]:
    """All payloads, as many in one text as it may be long."""
    part = ""
    for payload in PAYLOADS:
        if part and len(part) + len(payload) + 1 > limit:
            yield part
            part = ""
        part += payload + " "
    yield part


def record_everything(house: OpenHouse, key: str) -> Counter[str]:
    """Each payload on record at least once in each kind of text; answers how many forms of each were taken."""
    secretary, supervisor = Sender(house, "secretary"), Sender(house, "supervisor")
    administrator = Sender(house, "administrator")
    taken: Counter[str] = Counter()

    def put(sender: Sender, path: str, **fields: str) -> None:
        filled = {name.rstrip("_"): value for name, value in fields.items()}
        taken[path] += sender.send(path, {"do": "save", **filled}) in (200, 303)

    rows = [
        (f"2{number // 336:03}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}", one)
        for number, one in enumerate(PAYLOADS)
    ]
    for start in range(0, len(rows), A_GRID):
        part = rows[start : start + A_GRID]
        cells = {
            f"{name}.{number}": value
            for number, (day, one) in enumerate(part, 1)
            for name, value in (("start", day), ("title", one), ("evidence", one))
        }
        put(secretary, "/record/years", body=BODY, kind=KIND, **cells)
    for number, part in enumerate(in_parts(400)):
        day = f"2027-{number // 28 + 1:02}-{number % 28 + 1:02}"
        held = f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}"
        put(
            secretary,
            "/record",
            body=BODY,
            kind=KIND,
            start=held,
            title=part,
            place=part,
            evidence=part,
            again="yes",
            **{f"window:{one}": "-" for one in (MANDATE,)},
        )
        put(secretary, "/plan", body=BODY, kind=KIND, start=day, title=part, place=part, status="confirmed")
        put(secretary, "/events/new", body=BODY, kind="listed_matter", day=held, title=part)
        put(secretary, f"/obligations/{key}/ask-relief", kind="ask_waiver", reason=part)
        put(supervisor, f"/obligations/{key}/refuse-relief", reason=part)
        put(secretary, f"/obligations/{key}/answer", do="snooze", until="2026-12-30", reason=part)
        put(
            supervisor,
            "/relief",
            body=BODY,
            mandate=MANDATE,
            window="2026",
            type="waive",
            granted="2026-11-01",
            authority=part,
            instrument=part,
        )
        secretary.send(
            "/record", {"do": "draft", "body": BODY, "title": part, "place": part, "kind": part[:60]}
        )
        put(secretary, "/account/tokens", name=part[:100], role="viewer", days="3")
        put(secretary, "/devices", name=part[:60], days="30")
        put(administrator, "/people", login=f"x{number}", name=part[:100], role="viewer")
        put(
            administrator,
            "/contacts",
            body=BODY,
            role="chair",
            name=part[:100],
            address=f"x{number}@example.org",
        )
        put(administrator, "/screens", name=part[:60], kind="wall", language="zh")
    return taken


def poison_the_registry(house: OpenHouse) -> int:
    """Bodies, mandates and documents are called by payloads, in both languages; answers how many forms were taken."""
    administrator, parts = Sender(house, "administrator"), cycle(in_parts(560))
    with house.store.reading() as session:
        pack = load_world(session).pack
    taken = 0
    for body in pack.tree.bodies:
        path = f"/bodies/{body}/edit"
        form = next(forms_of(administrator.web.get(path).text))
        part = next(parts)
        as_it_is = {name: values[:1] for name, values in _standing_in(form).items()}
        told = {**as_it_is, "zh": [part.replace("\n", " ")], "en": [part.replace("\n", " ")], "do": ["save"]}
        taken += administrator.web.post(path, data=told).status_code == 303
    for sort, ids in (("mandate", pack.mandate), ("regulation", pack.regulation)):
        for one in ids:
            taken += _rename(administrator, f"/registry/{sort}/{one}", next(parts))
    return taken


def _standing_in(form: Form) -> dict[str, list[str]]:
    return {one.name: one.values for one in form.controls if one.name and one.type != "submit"}


def _rename(administrator: "Sender", path: str, part: str) -> bool:
    shown = administrator.web.get(path).text
    text = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", shown, re.S)[1])  # type: ignore[index]
    state = unescape(re.search(r'name="state" value="([^"]*)"', shown)[1])  # type: ignore[index]
    named = f"title: {json.dumps(part.replace(chr(10), ' '))}\n"
    definition = re.sub(r"^title:.*\n(?: +.*\n)*", lambda _: named, text, count=1, flags=re.M)
    assert definition != text, path
    told = {"definition": definition, "state": state, "do": "save", "reason": part[:200]}
    return administrator.web.post(path, data=told).status_code == 303


def check(page: Page, where: str) -> None:
    assert page.evaluate("window.ran") is None, where


def test_nothing_that_is_on_record_runs(windows: Windows) -> None:
    house = windows.house
    key = next(one.address for one in every_page(house) if one.path == "/obligations/{key}").rpartition("/")[
        2
    ]
    taken = record_everything(house, key)
    assert min(taken.values()) >= 10, taken
    assert poison_the_registry(house) >= 30
    opened = {
        role: windows.open(role, guarded=False)
        for role in ("supervisor", "administrator", "auditor", "secretary", "halfway", None)
    }
    shown = 0
    for one in every_page(house):
        page = opened[one.role]
        page.goto(one.address)
        check(page, one.path)
        shown += page.content().count("window.ran=1")
    for path in ("/record", "/plan", "/record/years", "/relief/requests", "/"):
        opened["secretary"].goto(path)
        check(opened["secretary"], path)
    assert shown >= len(PAYLOADS), "what nobody shows proves nothing"


SECRETS = {
    "/account/password": "what is typed is never shown, and guessing locks the account",
    "/login/code": "the same",
    "/account/second-factor": "the same",
}
LEFT_ALONE = {"/packs/new": "takes whole files; the pack itself is poisoned above"}
RUNS = re.compile(r"""\b(?:href|src|action|formaction|data)\s*=\s*["']?\s*javascript:""", re.I)


def test_no_form_shows_again_what_would_run(windows: Windows) -> None:
    """Whatever can be typed into, on every page, filled with every payload; each answer is read as it comes."""
    house = windows.house
    filled: Counter[str] = Counter()
    for one in every_page(house):
        sender = Sender(house, one.role)
        for form in forms_of(sender.web.get(one.address).text):
            action = form.action or one.address
            if form.method != "post" or one.path in (*SECRETS, *LEFT_ALONE):
                continue
            for part in in_parts(1500):
                answer = sender.web.post(action, data=form.filled(part))
                assert answer.status_code < 500, (action, part)
                check_answer(answer, action)
                filled[one.path] += 1
    assert len(filled) >= 18, filled


def check_answer(answer: httpx2.Response, where: str) -> None:
    if answer.headers.get("content-type", "").startswith("text/html"):
        raw = [one for one in PAYLOADS if "<" in one and one in answer.text]
        assert raw == [], (where, raw)
        assert RUNS.search(answer.text) is None, where


def a_table(header: Sequence[str]) -> str:
    """A table whose every cell is a payload, as a spreadsheet program writes it."""
    text = StringIO()
    writer = csv.writer(text, delimiter="\t")
    writer.writerow(header)
    writer.writerows([one.replace("\t", " ").replace("\n", " ")] * len(header) for one in PAYLOADS)
    return text.getvalue()


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("/registry/bodies", ["机构名称", "上级机构", "机构类别", "层级", "联系邮箱"]),
        ("/registry/bodies", ["机构名称", "机构类别"]),
        ("/registry/people", ["姓名", "登录名", "角色", "所属机构", "邮箱", "联系人身份"]),
    ],
)
def test_no_table_shows_what_would_run(windows: Windows, path: str, header: list[str]) -> None:
    """Pasted, and uploaded under a name that is a payload."""
    sender, text = Sender(windows.house, "administrator"), a_table(header)
    for do in ("check", "save"):
        answer = sender.web.post(path, data={"table": text, "do": do})
        assert answer.status_code in (200, 303, 422)
        check_answer(answer, path)
        assert "window.ran=1" in answer.text or answer.status_code == 303
    for name in PAYLOADS[:10]:
        answer = sender.web.post(
            path, data={"do": "check"}, files={"file": (name, text.encode(), "text/csv")}
        )
        assert answer.status_code in (200, 422)
        check_answer(answer, path)


def test_no_calendar_that_was_brought_runs(windows: Windows) -> None:
    """Entries of a foreign calendar that are taken for meetings, and the name of that calendar."""
    calendar = Calendar({"prodid": "-//x//", "version": "2.0"})
    for number, payload in enumerate(PAYLOADS):
        event = Event({"uid": f"u{number}", "summary": f"网信委全体会议 {payload}", "location": payload})
        event.add("dtstart", date(2026, 1, 1) + timedelta(days=number))
        event.add("dtstamp", datetime(2026, 1, 1, tzinfo=UTC))
        calendar.add_component(event)
    sender = Sender(windows.house, "secretary")
    file = ("a.ics", calendar.to_ical(), "text/calendar")
    told = {"body": BODY, "name": next(one for one in PAYLOADS if "<" in one)[:100]}
    assert sender.web.post("/calendars", data=told, files={"file": file}).status_code == 303
    page = windows.open("secretary", guarded=False)
    page.goto("/calendars")
    check(page, "/calendars")
    assert page.content().count("window.ran=1") >= 50, "what nobody shows proves nothing"
    check_answer(sender.web.get("/calendars"), "/calendars")


def test_what_programs_are_given_runs_nowhere(windows: Windows) -> None:
    """Badges, walls, mails: shown by a browser without any guard, as a careless program would show them."""
    house = windows.house
    poison_the_registry(house)
    supervisor = Sender(house, "supervisor")
    tick(house.store, at=house.at + timedelta(days=30), tables=house.tables, base_url=house.base)
    page = windows.open("supervisor", guarded=False)
    shown = 0
    for name, html in outlets(house, supervisor):
        page.set_content(html, wait_until="load")
        check(page, name)
        shown += "window.ran" in html
    assert shown >= 3


def outlets(house: OpenHouse, sender: "Sender") -> Iterator[tuple[str, str]]:
    """What leaves the service as HTML or as a picture."""
    yield "badge", sender.web.get(f"/api/v1/badge/{BODY}").text
    with house.store.session() as session:
        screens = SqlScreens(session, at=house.at)
        for kind in ("wall", "embed"):
            wanted = WantedScreen(kind=kind, name="x", scope=BODY, language="zh", days=None)
            secret = make_screen(screens, load_world(session), wanted, by="x").secret
            yield kind, sender.web.get(f"/{kind}/{secret}").text
        outbox = table_of(OutboxRow)
        yield from (("mail", html) for html in session.connection().execute(select(outbox.c.html)).scalars())


def test_the_detector_finds_what_runs(windows: Windows) -> None:
    """On a page that writes payloads as they are, without a guard, many of them do run: what is looked for exists."""
    page = windows.open(None, guarded=False)
    page.goto("/login")
    ran = 0
    for payload in PAYLOADS:
        page.evaluate("window.ran = undefined")
        page.set_content(f"<!doctype html><p>{payload}</p>")
        ran += page.evaluate("window.ran") == 1
    assert ran >= len(PAYLOADS) // 4
    assert windows.watches[-1].dialogs
    windows.watches[-1].forget()


def test_the_guard_holds_where_escaping_fails(windows: Windows) -> None:
    """The same payloads under our content policy: nothing runs, and the browser says what it refused."""
    page = windows.open(None)
    policy = page.request.get("/login").headers["content-security-policy"]
    body = "".join(f"<p>{payload}</p>" for payload in PAYLOADS if "http-equiv" not in payload)
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": policy}
    page.context.route("**/login", lambda route: route.fulfill(status=200, headers=headers, body=body))
    page.goto("/login")
    check(page, "/login")
    assert windows.watches[-1].console, "violations are noted"
    windows.watches[-1].forget()


def questions(payloads: Sequence[str]) -> Iterable[tuple[str, dict[str, str]]]:
    """Pages that answer with what the address asks."""
    for payload in payloads:
        yield "/login", {"next": payload}
        yield (
            "/record",
            {
                "body": payload,
                "kind": payload,
                "mandate": payload,
                "window": payload,
                "title": payload,
                "start": payload,
            },
        )
        yield (
            "/plan",
            {"title": payload, "place": payload, "start": payload, "kind": payload, "back": payload},
        )
        yield "/relief", {"mandate": payload, "window": payload, "authority": payload, "back": payload}
        yield "/overdue", {"under": payload, "mandate": payload, "sort": payload}
        yield "/", {"at": payload, "known_at": payload, "lang": payload}
        yield "/audit", {"actor": payload, "action": payload, "subject": payload, "first": payload}


def test_nothing_that_an_address_asks_runs(windows: Windows) -> None:
    """Through the answers as they come, without a browser for each: what would run stands unescaped in them."""
    senders = {role: Sender(windows.house, role) for role in ("supervisor", "auditor")}
    echoed = 0
    for path, asked in questions(PAYLOADS):
        answer = senders["auditor" if path == "/audit" else "supervisor"].web.get(path, params=asked)
        assert answer.status_code < 500, (path, asked)
        for payload in set(asked.values()):
            if "<" in payload:
                assert payload not in answer.text, (path, payload)
        echoed += "window.ran=1" in answer.text
    assert echoed >= len(PAYLOADS)
    page = windows.open("supervisor")
    for path, asked in questions(PAYLOADS[::23]):
        if path != "/audit":
            page.goto(str(httpx2.URL(windows.house.base + path, params=asked)))
            check(page, path)


def test_there_are_two_hundred() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 200
