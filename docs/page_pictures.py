"""Pictures of every page, to be looked at, and those of the README.

    .venv/bin/python docs/page_pictures.py FOLDER     every page, Chinese and English, desktop and phone
    .venv/bin/python docs/page_pictures.py --readme   docs/images anew

Needs the development extra and a chromium (CHROMIUM, else /usr/bin/chromium). The example data is served at a fixed
time, with somebody of every role signed in: the house of the browser tests.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.house import OpenHouse, furnish, open_house  # noqa: E402 - the house lives with the tests
from tests.browser.pages import every_page  # noqa: E402 - the same house
from tests.browser.windows import Windows, chromium  # noqa: E402 - the same house

LANGUAGES = ("zh", "en")
README = {"dashboard": "/", "matrix": "/matrix", "calendar": "/calendar/2026", "timeline": "/timeline"}
README_SIZE = {"width": 1280, "height": 860}


@contextmanager
def opened() -> Iterator[Windows]:
    """Windows over the example data."""
    with TemporaryDirectory() as folder:
        furnished = Path(folder) / "furnished.db"
        furnish(furnished)
        with (
            open_house(furnished, Path(folder) / "house.db") as house,
            sync_playwright() as playwright,
            chromium(playwright) as browser,
        ):
            yield Windows(browser, house)


def all_pages(windows: Windows, folder: Path) -> Iterator[Path]:
    """Every page whole, in both languages and both widths."""
    house: OpenHouse = windows.house
    for page in every_page(house):
        name = re.sub(r"[^a-z0-9]+", "-", page.path.lower()).strip("-") or "dashboard"
        for language in LANGUAGES:
            for is_phone in (False, True):
                window = windows.open(page.role, language=language, phone=is_phone)
                window.goto(page.address)
                target = folder / f"{name}-{language}-{'phone' if is_phone else 'desktop'}.png"
                window.screenshot(path=target, full_page=True)
                window.context.close()
                yield target


def readme_pages(windows: Windows, folder: Path) -> Iterator[Path]:
    """The upper part of the pages that the README shows."""
    for name, address in README.items():
        for language in LANGUAGES:
            window = windows.open("secretary", language=language)
            window.set_viewport_size(README_SIZE)  # type: ignore[arg-type]  # a plain mapping
            window.goto(address)
            target = folder / f"{name}-{language}.png"
            window.screenshot(path=target)
            yield target


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    is_readme = arguments[0] == "--readme"
    folder = ROOT / "docs" / "images" if is_readme else Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with opened() as windows:
        for target in (readme_pages if is_readme else all_pages)(windows, folder):
            print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
