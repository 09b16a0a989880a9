"""Other ways to look: 320 pixels wide, forced colours, by the keyboard, without motion, without colour on paper."""

import pytest
from playwright.sync_api import Page
from tests.browser.pages import Visited, every_page
from tests.browser.windows import Windows

pytestmark = pytest.mark.slow
NARROW = {"width": 320, "height": 640}
"""1280 pixels at 400 %, which is what WCAG 1.4.10 asks for."""
OVER = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
    ? [...document.querySelectorAll('body *')]
        .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .filter(one => !one.closest('.scroll, nav, .hidden, svg'))
        .slice(0, 3).map(one => one.outerHTML.slice(0, 120)) : null"""
UNSEEN = """() => { const one = document.activeElement, style = getComputedStyle(one);
    const shows = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    return shows || one === document.body ? null : one.outerHTML.slice(0, 120); }"""
MOVING = """() => document.getAnimations().length + [...document.querySelectorAll('main, main *')]
    .filter(one => parseFloat(getComputedStyle(one).transitionDuration) > .01).length"""
STOPS = 12
"""How many stops of the Tab key are looked at on a page."""


def over_pages(windows: Windows, *, narrow: bool = False) -> list[tuple[Visited, Page]]:
    """Each page with a window for it, by role."""
    pages = every_page(windows.house)
    opened = {role: windows.open(role) for role in {one.role for one in pages}}
    for window in opened.values() if narrow else ():
        window.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a plain mapping
    return [(one, opened[one.role]) for one in pages]


def test_no_page_is_wider_than_a_narrow_window(show_windows: Windows) -> None:
    wide = {}
    for one, page in over_pages(show_windows, narrow=True):
        page.goto(one.address)
        over = page.evaluate(OVER)
        if over is not None:
            wide[one.path] = over
    assert wide == {}


def test_the_focus_is_seen_and_nothing_moves(show_windows: Windows) -> None:
    wrong: dict[str, list[str]] = {}
    for one, page in over_pages(show_windows):
        page.goto(one.address)
        found = []
        if page.evaluate(MOVING):
            found.append("moves although no motion is wanted")
        for _ in range(STOPS):
            page.keyboard.press("Tab")
            unseen = page.evaluate(UNSEEN)
            found += [f"focus unseen: {unseen}"] if unseen else []
        if found:
            wrong[one.path] = sorted(set(found))
    assert wrong == {}


@pytest.mark.parametrize("path", ["/", "/matrix", "/timeline", "/calendar/2026", "/trend"])
def test_shapes_stay_when_the_system_forces_its_colours(show_windows: Windows, path: str) -> None:
    """A shape takes the colour of text there, and a mark is never the same as what is behind it."""
    page = show_windows.open("supervisor")
    page.emulate_media(forced_colors="active")
    page.goto(path)
    vanished = page.evaluate(
        """() => [...document.querySelectorAll('main svg.mark, main use')].filter(one => {
            const own = getComputedStyle(one).color, behind = getComputedStyle(document.body).backgroundColor;
            return own === behind; }).length"""
    )
    assert page.locator("main use").count() > 0
    assert vanished == 0
