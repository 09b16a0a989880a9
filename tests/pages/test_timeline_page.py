"""The page of the timeline: terms as brackets, reliefs as arrows, so many rows a page, the same data as a table."""

import re
from datetime import date

from tests.conftest import Served

from meeting_cadence.pages.timeline import (
    HEAD,
    HEADING,
    LABEL_WIDTH,
    Bar,
    Bracket,
    Heading,
    Lane,
    Scale,
    draw,
)
from meeting_cadence.pages.timeline_page import A_PAGE

WIDTH = 1461 + LABEL_WIDTH + 14
"""A day is one unit over 2022 to 2025."""


def drawn(*lanes: Lane | Heading, query: str = "") -> str:
    return draw(
        lanes,
        first=2022,
        last=2025,
        today=date(2024, 1, 1),
        title="t",
        today_word="今天",
        query=query,
        width=WIDTH,
    )


def test_a_term_is_a_bracket_from_its_first_day_to_its_last() -> None:
    picture = drawn(Heading("甲市", "/bodies/a", (Bracket("第14届", date(2022, 1, 11), date(2023, 1, 1)),)))
    left, right = LABEL_WIDTH + 10 + 1, LABEL_WIDTH + 365 - 1
    assert f'd="M{left}.0 {HEAD + 22}V{HEAD + 15}H{right}.0V{HEAD + 22}"' in picture
    assert ">第14届</text>" in picture


def test_a_term_without_an_end_is_open_and_an_expected_end_is_dashed() -> None:
    unended = drawn(Heading("甲市", "/bodies/a", (Bracket("第15届", date(2023, 1, 1)),)))
    assert re.search(r'class="tl-term" d="M[\d.]+ \d+V\d+H[\d.]+"', unended)
    expected = drawn(
        Heading("甲市", "/b", (Bracket("第15届", date(2023, 1, 1), date(2025, 1, 1), expected=True),))
    )
    assert 'class="tl-term tl-expected"' in expected
    assert "tl-term" not in drawn(
        Heading("甲市", "/b", (Bracket("第9届", date(2001, 1, 1), date(2006, 1, 1)),))
    )


def test_a_relief_is_an_arrow_from_the_old_due_day_to_the_new() -> None:
    bar = Bar("k", "l", "postponed", "w", date(2022, 1, 1), date(2023, 3, 31), due_from=date(2022, 12, 31))
    middle = HEAD + 17.0
    scale = Scale(2022, 2025, WIDTH)
    old, new = scale.x(date(2022, 12, 31)), scale.x(date(2023, 4, 1)) - 1
    assert f'class="tl-relief" d="M{old} {middle - 9}H{new}m' in drawn(Lane("a", "", "/m", (bar,)))


def test_every_window_shows_its_shape_and_says_its_word() -> None:
    faces = ("open", "upcoming", "optional", "excused", "violated")
    lanes = [
        Lane(face, "", "/m", (Bar("k", "l", face, f"word-{face}", date(2023, 1, 1), date(2023, 12, 31)),))
        for face in faces
    ]
    picture = drawn(*lanes)
    for face in faces:
        assert picture.count(f'href="#mark-{face}"') == 1 and f"word-{face}</title>" in picture


def test_headings_and_lanes_take_their_room_and_links_keep_the_time() -> None:
    bar = Bar("k" * 26, "l", "met", "w", date(2023, 1, 1), date(2023, 12, 31))
    picture = drawn(
        Heading("h", "/b"), Lane("a", "", "/m", (bar,)), query="?at=2024-01-01&known_at=2024-01-02"
    )
    assert f'viewBox="0 0 {WIDTH} {HEAD + HEADING + 34 + 8}"' in picture
    assert f'href="/obligations/{"k" * 26}?at=2024-01-01&amp;known_at=2024-01-02"' in picture


def test_the_page_draws_exactly_the_rows_of_its_table(served: Served) -> None:
    browser = served.client("auditor")
    for address in (
        "/timeline",
        "/timeline?mandate=study",
        "/timeline?start=2030",
        "/timeline?at=2023-05-01",
    ):
        page = browser.get(address).text
        picture = page[
            page.index('<svg class="timeline"') : page.index("</svg>", page.index('<svg class="timeline"'))
        ]
        table = page[page.index('<details class="as-table">') :]
        of_picture, of_table = (re.findall(r"/obligations/(\w{26})", part) for part in (picture, table))
        assert sorted(of_picture) == sorted(of_table), address
        assert bool(of_picture) == ("2030" not in address), address


def test_terms_of_the_pack_stand_above_their_body_and_in_the_table(served: Served) -> None:
    served.office.apply(
        served.office.pack.replace(
            "{id: city-a, name: 甲市, order: 3, parent: commission, tier: city}",
            "{id: city-a, name: 甲市, order: 3, parent: commission, tier: city, terms: [{number: 7, from: 2022-02-01, "
            "expected_to: 2027-02-01}]}",
        )
    )
    page = served.client(scope="city-a").get("/timeline").text
    assert ">第7届</text>" in page
    assert "<td>甲市</td><td>第7届</td><td>2022-02-01</td><td>2027-01-31（预计）</td>" in page


def test_a_matter_that_waits_for_an_event_has_a_lane_once_one_happened(served: Served) -> None:
    browser = served.client(scope="city-b")
    assert "报告</text>" not in browser.get("/timeline").text
    served.office.enter(
        event={"id": "e-1", "kind": "incident", "body": "city-b", "at": "2024-03-01T08:00:00+08:00"}
    )
    assert "报告</text>" in browser.get("/timeline").text


def test_many_streams_are_drawn_page_by_page(served: Served) -> None:
    cities = "".join(
        f"  - {{id: city-{number:03}, name: 市{number:03}, order: {100 + number}, parent: commission, tier: city}}\n"
        for number in range(50)
    )
    served.office.apply(served.office.pack.replace("regulations:\n", f"{cities}regulations:\n", 1))
    browser = served.client("auditor")
    first, second = (
        browser.get("/timeline?mandate=study").text,
        browser.get("/timeline?mandate=study&page=2").text,
    )
    assert first.count('class="tl-title"') == A_PAGE
    assert second.count('class="tl-title"') == 52 - A_PAGE
    assert "共 52 行" in first
