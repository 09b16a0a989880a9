"""axe finds nothing on any page, in both languages, light and dark, on a desktop and on a telephone.

Without CADENCE_ALL_LOOKS=1 only in two looks that differ in everything: some minutes instead of a quarter of an hour.
"""

import os
from itertools import product
from typing import Any, Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.pages import every_page
from tests.browser.windows import Windows

pytestmark = pytest.mark.slow
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

RENEWED = {"/embed/{token}": "meta-refresh"}
"""A part of somebody's dashboard renews itself every five minutes: it is only looked at, nothing in it is filled in."""


def findings(path: str, results: Any) -> list[str]:
    return [
        f"{one['id']}: {node['html'][:160]} {node['any'][0]['message'][:120] if node['any'] else ''}"
        for one in results.response["violations"]
        if RENEWED.get(path) != one["id"]
        for node in one["nodes"]
    ]


_TWO: Final = (("zh", "light", False), ("en", "dark", True))
LOOKS: Final = (
    list(product(("zh", "en"), ("light", "dark"), (False, True)))
    if os.environ.get("CADENCE_ALL_LOOKS")
    else _TWO
)


@pytest.mark.parametrize(("language", "scheme", "phone"), LOOKS)
def test_nothing_is_found(
    show_windows: Windows, language: str, scheme: Literal["light", "dark"], phone: bool
) -> None:
    pages = every_page(show_windows.house)
    windows = {
        role: show_windows.open(role, language=language, scheme=scheme, phone=phone)
        for role in sorted({one.role for one in pages}, key=str)
    }
    found: dict[str, list[str]] = {}
    for one in pages:
        page = windows[one.role]
        answer = page.goto(one.address)
        assert answer is not None
        if answer.status != one.status:
            found[one.path] = [f"status {answer.status}"]
        else:
            wrong = findings(one.path, Axe().run(page, options={**RULES, "resultTypes": ["violations"]}))
            wide = page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
            if wrong or wide:
                found[one.path] = [*wrong, *(["wider than the window"] if wide else [])]
    assert not found, "\n".join(
        f"{path}: {line}" for path, lines in found.items() for line in dict.fromkeys(lines)
    )
    assert len(pages) > 40
