"""The list of pages is complete: each route is visited, or named with a reason why it is no page."""

import httpx2
import pytest
from tests.browser.house import OpenHouse
from tests.browser.pages import NO_PAGES, Visited, every_page, is_listed, page_routes

from meeting_cadence.app.access_table import access_table

pytestmark = pytest.mark.slow


def open_plainly(house: OpenHouse, one: Visited) -> httpx2.Response:
    cookies = {"language": "zh"} | ({"session": house.tokens[one.role]} if one.role else {})
    with httpx2.Client(base_url=house.base, cookies=cookies, trust_env=False, timeout=60) as web:
        return web.get(one.address)


def test_every_route_is_visited_or_said_to_be_no_page(show_house: OpenHouse) -> None:
    routes = {right.path for right in access_table(show_house.service.web) if right.method == "GET"}
    visited = {one.path for one in every_page(show_house)}
    assert {path for path in routes - visited if not is_listed(path)} == set()
    assert set(page_routes(show_house)) <= visited
    for listed in NO_PAGES:
        stands_for = [path for path in routes if path == listed or path.startswith(listed)]
        assert stands_for, f"{listed} is no address any more"


def test_every_page_is_there_at_its_own_address(show_house: OpenHouse) -> None:
    """None of them leads to another, which would be looked at in its place."""
    wrong = []
    for one in every_page(show_house):
        answer = open_plainly(show_house, one)
        kind = answer.headers.get("content-type", "")
        if answer.status_code != one.status or not kind.startswith("text/html"):
            wrong.append((one.path, answer.status_code, answer.headers.get("location", kind)))
    assert wrong == []
