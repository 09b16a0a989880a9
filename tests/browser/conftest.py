"""A browser for every module, a house for every module that only reads, a house of its own for each test that writes.

Playwright keeps an event loop in the thread that uses it, so nothing of it outlives its module. All of it is slow.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.house import OpenHouse, furnish, open_house
from tests.browser.windows import Windows, chromium


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the example data, to be copied."""
    file = tmp_path_factory.mktemp("furnished") / "house.db"
    furnish(file)
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module."""
    with sync_playwright() as playwright, chromium(playwright) as started:
        yield started


@pytest.fixture(scope="module")
def show_house(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHouse]:
    """A house that the tests of a module share: for looking only."""
    with open_house(furnished, tmp_path_factory.mktemp("show") / "house.db") as opened:
        yield opened


@pytest.fixture
def house(furnished: Path, tmp_path: Path) -> Iterator[OpenHouse]:
    """A house of one's own: for writing."""
    with open_house(furnished, tmp_path / "house.db") as opened:
        yield opened


@pytest.fixture
def windows(browser: Browser, house: OpenHouse) -> Iterator[Windows]:
    """Windows over a house of one's own; at the end none may have asked abroad, complained or run a script."""
    opened = Windows(browser, house)
    yield opened
    opened.close()


@pytest.fixture
def show_windows(browser: Browser, show_house: OpenHouse) -> Iterator[Windows]:
    """The same over the shared house."""
    opened = Windows(browser, show_house)
    yield opened
    opened.close()
