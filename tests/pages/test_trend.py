"""Compliance by year: rates with their denominators, parts as wide as their numbers, each leading to its rows."""

import re
from collections.abc import Callable

from tests.conftest import Served

from meeting_cadence.pages.trend import LEFT, PARTS, RIGHT, WIDTH, draw_trend, years_of
from meeting_cadence.queries.compliance import HEADINGS, Figures
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.tallies import Count

COUNTS = [
    Count(False, 2025, "must", "met", 3),
    Count(False, 2025, "must", "overdue", 1),
    Count(False, 2025, "must", "no_record", 5),
    Count(False, 2024, "must", "met_late", 2),
    Count(True, 2025, "must", "met", 2),
    Count(False, 2025, "normally", "overdue", 7),
    Count(False, 0, "must", "open", 7),
    Count(False, 2027, "must", "upcoming", 7),
]


def plain(face: str) -> str:
    return face


def drawn(rate: Callable[[Figures], str] = lambda found: f"{found.decided}") -> str:
    years = years_of(COUNTS, 2026)
    return draw_trend(years, title="<t>", word=plain, rate=rate, href=lambda year, face: f"/w?{year}&{face}")


def test_years_until_this_one_with_duties_that_must_be_met_the_latest_first() -> None:
    latest, earlier = years_of(COUNTS, 2026)
    assert (latest.year, earlier.year) == (2025, 2024)
    assert (latest.now.decided, latest.now.rate, latest.at_close.decided) == (4, 0.75, 2)
    assert {face: number for face, number in latest.parts.items() if number} == {
        "met": 3, "overdue": 1, "no_record": 5,
    }  # fmt: skip


def test_every_standing_but_those_not_assessed_is_in_exactly_one_part() -> None:
    parts = [standing for _, standings in PARTS for standing in standings]
    assert sorted(parts) == sorted(set(Standing) - set(HEADINGS["not_assessed"]))


def test_parts_are_as_wide_as_their_numbers_and_say_shape_and_number() -> None:
    picture = drawn()
    scale = (WIDTH - LEFT - RIGHT) / 9
    widths = [float(width) for width in re.findall(r'<rect class="tr-part[^>]* width="([\d.]+)"', picture)]
    assert widths == [round(number * scale - 1.5, 1) for number in (3, 1, 5, 2)]
    assert picture.count('href="#mark-overdue"') == 1 and ">5</text>" in picture
    assert '<a href="/w?2025&amp;overdue"><title>2025 overdue 1</title>' in picture
    assert "&lt;t&gt;" in picture and "<t>" not in picture


def test_nothing_is_drawn_of_nothing() -> None:
    assert years_of([], 2026) == []
    assert "tr-part" not in draw_trend([], title="t", word=plain, rate=lambda _: "", href=lambda *_: "")


def test_the_page_says_the_rate_with_its_denominator_and_how_the_year_can_end(served: Served) -> None:
    for year in (2022, 2023):
        served.office.enter(act={"body": "commission", "kind": "plenary", "start": f"{year}-06-01"})
    browser = served.client(scope="commission")
    page = browser.get("/trend?under=commission").text
    figures = re.search(r"<th scope=\"row\">2023</th>.*?按期 (\d+) / (\d+)（(\d+)%）", page, re.S)
    rows = [
        row for row in served.office.rows()
        if row["due"] and row["due"].year == 2023 and row["binding"] and row["body"] != "province"
    ]  # fmt: skip
    met = [row for row in rows if row["standing"] == "met"]
    assert figures is not None
    assert [int(number) for number in figures.groups()] == [len(met), len(rows), 100 * len(met) // len(rows)]
    assert "另有" in page and "全年按期率将在 0% 与 100% 之间" in page


def test_every_number_leads_to_as_many_rows(served: Served) -> None:
    browser = served.client("auditor")
    for address in ("/trend", "/trend?at=2023-08-01"):
        page = browser.get(address).text
        cells = re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a>', page)
        assert cells
        for href, number in cells:
            listed = browser.get(href.replace("&amp;", "&")).text
            assert len(re.findall(r'<td class="num days"', listed)) == int(number), href
