"""Every page of the menu opens in a real browser: no request leaves the host, nothing complains, no script runs."""

import pytest
from tests.browser.windows import Windows

pytestmark = pytest.mark.slow

PAGES = {
    "viewer": ("/", "/overdue", "/next", "/rows", "/notices", "/feeds", "/account"),
    "secretary": ("/", "/record", "/plan", "/events/new", "/confirm/complete", "/adopt"),
    "supervisor": ("/", "/relief", "/record"),
    "administrator": ("/", "/people", "/adopt", "/feeds"),
    "auditor": ("/", "/people", "/audit"),
}


@pytest.mark.parametrize("role", PAGES)
@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_pages_of_a_role(show_windows: Windows, role: str, javascript: bool) -> None:
    page = show_windows.open(role, javascript=javascript)
    for path in PAGES[role]:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.locator("h1").count() == 1, path


def test_nobody_is_led_to_the_door(show_windows: Windows) -> None:
    page = show_windows.open(None)
    page.goto("/overdue")
    assert page.url.endswith("/login?next=%2Foverdue")
