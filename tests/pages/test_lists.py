"""The pages of rows: on and back, sorted, narrowed, as a file; with the rows that the figures count."""

import csv
import io
import re
from typing import Any

import pytest
from tests.conftest import Served

from meeting_cadence.pages import lists


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that an office fills several."""
    monkeypatch.setattr(lists, "FIRST", 1)
    monkeypatch.setattr(lists, "A_PAGE", 2)


def keys(page: str) -> list[str]:
    """The keys of the rows, in their order."""
    return re.findall(r'<td class="lead">\s*<a href="/obligations/([a-z2-7]{26})', page)


def link(page: str, word: str) -> str | None:
    found = re.search(rf'<a (?:rel="\w+" |class="\w+" )?href="([^"]+)">{word}</a>', page)
    return found.group(1).replace("&amp;", "&") if found else None


def expected(served: Served, *standings: str) -> list[str]:
    rows = [row for row in served.office.rows() if row["standing"] in standings and row["binding"]]
    return [row["key"] for row in sorted(rows, key=lambda row: (row["due"], row["key"]))]


def test_a_list_goes_on_and_back_by_links(served: Served) -> None:
    browser = served.client()
    wanted = expected(served, "overdue")
    assert len(wanted) > 2
    first = browser.get("/overdue?list=late").text
    assert f'<span class="count">{len(wanted)} 项</span>' in first
    found, page = keys(first), first
    while (onward := link(page, "下一页")) is not None:
        page = browser.get(onward).text
        found += keys(page)
    assert found == wanted
    while (back := link(page, "上一页")) is not None:
        page = browser.get(back).text
    assert keys(page) == wanted[:2]
    assert link(page, "下一页") is not None


def test_a_page_of_several_lists_shows_the_first_of_each_and_leads_to_all(served: Served) -> None:
    browser = served.client()
    page = browser.get("/overdue").text
    assert keys(page)[:1] == expected(served, "overdue")[:1]
    whole = link(page, "查看全部")
    assert whole is not None and "list=late" in whole
    assert keys(browser.get(whole).text) == expected(served, "overdue")[:2]
    assert link(browser.get(whole).text, "返回全部类别") == "/overdue"


@pytest.mark.parametrize(
    "address", ["/overdue?list=late&sort=body", "/rows?year=2023&list=not", "/next?days=900&mandate=plenary"]
)
def test_the_file_holds_the_rows_of_all_pages(served: Served, address: str) -> None:
    browser = served.client()
    page = browser.get(address).text
    found = keys(page)
    file = link(page, "导出 CSV")
    while (onward := link(page, "下一页")) is not None:
        page = browser.get(onward).text
        found += keys(page)
    assert file is not None
    rows = list(csv.DictReader(io.StringIO(browser.get(file).text.lstrip("\ufeff"))))
    assert [row["key"] for row in rows] == found != []


def test_what_waits_to_be_confirmed_is_the_same_on_page_and_in_file(sqlite_office: Any) -> None:
    browser = Served(sqlite_office).client()
    page = browser.get("/overdue?list=no-record").text
    file = link(page, "导出 CSV")
    found = keys(page)
    while (onward := link(page, "下一页")) is not None:
        page = browser.get(onward).text
        found += keys(page)
    assert file is not None
    rows = list(csv.DictReader(io.StringIO(browser.get(file).text.lstrip("\ufeff"))))
    assert [row["key"] for row in rows] == found
    assert {row["standing"] for row in rows} == {"no_record"}


def test_a_list_is_narrowed_to_a_mandate_and_a_body(served: Served) -> None:
    browser = served.client()
    by = {row["key"]: row for row in served.office.rows()}
    for key in keys(browser.get("/overdue?list=late&under=city-a").text):
        assert by[key]["body"] == "city-a"
    for key in keys(browser.get("/overdue?list=late&mandate=study").text):
        assert by[key]["mandate"] == "study"
    page = browser.get("/overdue?under=commission").text
    assert '<option value="city-a">甲市</option>' in page and "网信委及全部下级" in page
    assert browser.get("/overdue?mandate=absent").status_code == 404
    assert served.client(scope="city-a").get("/overdue?under=city-b").status_code == 404


def test_sorted_by_body_the_fixed_order_holds(served: Served) -> None:
    browser = served.client()
    page = browser.get("/overdue?list=late&sort=body").text
    by = {row["key"]: row for row in served.office.rows()}
    found = keys(page)
    while (onward := link(page, "下一页")) is not None:
        page = browser.get(onward).text
        found += keys(page)
    order = ["province", "commission", "city-a", "city-b"]
    places = [order.index(by[key]["body"]) for key in found]
    assert places == sorted(places) and len(set(places)) > 1


def test_the_past_is_listed_page_by_page_too(served: Served) -> None:
    browser = served.client()
    page = browser.get("/rows?year=2022&at=2023-02-01&list=not").text
    found = keys(page)
    while (onward := link(page, "下一页")) is not None:
        assert "at=2023-02-01" in onward
        page = browser.get(onward).text
        found += keys(page)
    assert len(found) == len(set(found)) > 0


def test_a_broken_cursor_is_refused(served: Served) -> None:
    assert served.client().get("/overdue?list=late&after=x").status_code == 422
