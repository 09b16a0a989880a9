"""Two hundred payloads in every field that a person can fill, on every page that shows it: none runs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import httpx2
import pytest
from playwright.sync_api import Page
from tests.browser.house import OpenHouse
from tests.browser.pages import every_page
from tests.browser.payloads import PAYLOADS
from tests.browser.windows import Windows

pytestmark = pytest.mark.slow

BODY = "zj-commission"
KIND = "commission_plenary"
MANDATE = "zj-annual-plenary"
A_GRID = 20


class Sender:
    """Somebody who fills in forms without looking at them."""

    def __init__(self, house: OpenHouse, role: str) -> None:
        cookies = {"session": house.tokens[role], "language": "zh"}
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


def check(page: Page, where: str) -> None:
    assert page.evaluate("window.ran") is None, where


def test_nothing_that_is_on_record_runs(windows: Windows) -> None:
    house = windows.house
    key = next(one.address for one in every_page(house) if one.path == "/obligations/{key}").rpartition("/")[
        2
    ]
    taken = record_everything(house, key)
    assert min(taken.values()) >= 10, taken
    opened = {role: windows.open(role) for role in ("supervisor", "administrator", "auditor", "secretary")}
    shown = 0
    for one in every_page(house):
        page = opened[one.role or "secretary"]
        page.goto(one.address)
        check(page, one.path)
        shown += page.content().count("window.ran=1")
    for path in ("/record", "/plan", "/record/years", "/relief/requests", "/"):
        opened["secretary"].goto(path)
        check(opened["secretary"], path)
    assert shown >= len(PAYLOADS), "what nobody shows proves nothing"


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
