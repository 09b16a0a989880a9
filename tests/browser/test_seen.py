"""What only a real browser knows: paper, a wall of 1920×1080, fingers on a telephone."""

import json
import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.browser.house import OpenHouse
from tests.browser.windows import Windows

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.screens import WantedScreen, make_screen
from meeting_cadence.dates.workdays import monday_to_friday
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.registry import digest_of, load_world
from meeting_cadence.store.screens import SqlScreens

pytestmark = pytest.mark.slow
A3 = (842, 1191)
"""Points."""
LEGIBLE = 24
"""Pixels of the smallest letters of a list at 1920×1080: 15 mm on a screen of 55 inches, read from five metres."""


def hundred_bodies() -> str:
    """A pack of a province with eleven cities and 88 counties, twelve mandates for each."""
    places = [("prov", "中共示例省委员会", None)]
    places += [(f"city-{n}", f"中共第{n}市委员会", "prov") for n in range(11)]
    places += [
        (f"county-{n}", f"中共第{n % 11}市第{n}县（市、区）委员会", f"city-{n % 11}") for n in range(88)
    ]
    bodies = [
        {"id": one, "name": name, "parent": parent, "order": place, "roles": ["committee"]}
        for place, (one, name, parent) in enumerate(places)
    ]
    mandates = [
        {
            "id": f"sheet-{number}",
            "title": f"第{number}项制度要求的会议",
            "obliged": {"role": "committee"},
            "act": f"sheet-{number}",
            "clauses": [{"quota": {"min": 1, "per": "6m", "align": "calendar"}}],
        }
        for number in range(12)
    ]
    regulation = {"id": "sheet", "title": "《样例》", "effective": "2025-01-01", "mandates": mandates}
    pack = {"format": 1, "pack": "sheet", "title": "样例", "timezone": "Asia/Shanghai", "bodies": bodies}
    return json.dumps({**pack, "regulations": [regulation]}, ensure_ascii=False)


def wall_of(house: OpenHouse, language: str) -> str:
    with house.store.session() as session:
        screens = SqlScreens(session, at=house.at)
        wanted = WantedScreen("wall", "值班室", None, language, None)  # type: ignore[arg-type]
        return f"/wall/{make_screen(screens, load_world(session), wanted, by='x').secret}"


def fill(house: OpenHouse) -> None:
    """A hundred bodies more."""
    files = {"sheet.yaml": hundred_bodies()}
    with house.store.session() as session:
        desk = SqlDesk(session, at=house.at, tables=lambda _: monday_to_friday)
        digest = digest_of(files, "sheet.yaml")
        apply_pack(desk, pack="sheet", files=files, root="sheet.yaml", digest=digest, by="x")


def test_the_matrix_of_a_hundred_bodies_is_one_sheet_of_a3(windows: Windows, house: OpenHouse) -> None:
    fill(house)
    page = windows.open("auditor")
    page.goto("/matrix?under=prov")
    assert page.locator("table.matrix tbody tr").count() == 100
    assert page.locator("table.matrix thead th").count() == 1 + 12 + 1
    paper = page.pdf(prefer_css_page_size=True)
    sheets = [
        tuple(round(float(side)) for side in box.split())
        for box in re.findall(rb"/MediaBox ?\[0 0 ([\d. ]+)\]", paper)
    ]
    assert sheets == [A3]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wall_fills_its_screen_without_scrolling_and_in_large_letters(
    windows: Windows, house: OpenHouse, language: str
) -> None:
    fill(house)
    page = windows.open(None)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(wall_of(house, language))
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size == [1920, 1080]
    assert page.locator(".lists > div:last-child li").count() == 5
    letters = page.evaluate(
        "[...document.querySelectorAll('.figures b, .figures span, .lists b, .what span, .when > span, h1, h2')]"
        ".map(one => "
        "parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(letters) >= LEGIBLE
    assert max(letters) >= 120, "the figures"


def test_a_wall_keeps_its_clock_and_says_when_it_is_cut_off(windows: Windows, house: OpenHouse) -> None:
    page = windows.open(None)
    page.clock.install(time=datetime(2026, 11, 23, 4, tzinfo=UTC))
    page.goto(wall_of(house, "zh"))
    assert page.locator("#clock").inner_text() == "12:00"
    page.clock.run_for(30_000)
    house.at = house.at.replace(minute=7)
    page.clock.run_for(31_000)
    expect(page.locator("#clock")).to_have_text("12:07")
    page.context.route("**/wall/*", lambda route: route.fulfill(status=503, body=""))
    page.clock.run_for(61_000)
    expect(page.locator("#stale")).to_have_text("自 12:07 起未能更新")
    windows.watches[-1].console.clear()  # the browser notes the 503 that was made here


@pytest.mark.parametrize("path", ["/", "/matrix", "/timeline", "/calendar/2026", "/trend", "/windows"])
def test_fingers_find_their_targets_on_a_telephone(show_windows: Windows, path: str) -> None:
    """Links of the menu and of the pictures, buttons, summaries and figures; links inside text may be smaller."""
    page = show_windows.open("secretary", phone=True)
    page.goto(path)
    small = page.evaluate(
        "[...document.querySelectorAll('nav a, .figures a, main button, main summary, .matrix td a')]"
        ".filter(one => one.offsetParent !== null && one.getBoundingClientRect().height < 43.5)"
        ".map(one => one.outerHTML.slice(0, 120))"
    )
    assert small == []
