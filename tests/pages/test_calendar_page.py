"""The year's calendar and its load: each day in its place, days off by the table, counts by the rows."""

import re
from collections import Counter
from datetime import date

from tests.conftest import Served

from meeting_cadence.dates.holiday_table import table_for
from meeting_cadence.pages.calendar_page import kind_of
from meeting_cadence.pages.load_chart import (
    BASE,
    SHARES,
    TOP,
    Load,
    by_month,
    by_week,
    draw_load,
    heaviest,
    parts_of,
)
from meeting_cadence.pages.year_calendar import Day, Labels, days_of, draw_year, place_of
from meeting_cadence.queries.faces import FACES

LABELS = Labels("t", [f"{n}月" for n in range(1, 13)], list("一二三四五六日"), "休", "班")


def day(of: date, kind: str = "work", due: Counter[str] | None = None, planned: int = 0) -> Day:
    return Day(of, kind, due or Counter(), planned, f"/windows?{of}", f"told {of}")


def test_a_day_stands_under_its_weekday_in_its_month() -> None:
    first = place_of(date(2026, 1, 1))
    assert first[0] == 3 * 39, "2026 begins on a Thursday"
    assert place_of(date(2026, 1, 8)) == (first[0], first[1] + 37)
    assert place_of(date(2026, 2, 1))[0] == 295 + 6 * 39, "a Sunday, one month further right"
    assert place_of(date(2026, 5, 1))[1] > place_of(date(2026, 4, 30))[1], (
        "the fifth month begins the second row"
    )


def test_every_day_of_a_year_is_drawn_once_leap_days_too() -> None:
    for year, number in ((2024, 366), (2026, 365)):
        picture = draw_year(year, days_of(year, day), LABELS, today=date(2026, 1, 1))
        assert picture.count('class="yr-number"') == number


def test_days_off_make_up_days_due_days_and_plans_have_their_marks() -> None:
    def make(of: date) -> Day:
        marked = {
            date(2026, 2, 16): day(of, "holiday"),
            date(2026, 2, 14): day(of, "makeup"),
            date(2026, 3, 31): day(of, "work", Counter(met=4, overdue=1), planned=2),
        }
        return marked.get(of, day(of))

    picture = draw_year(2026, days_of(2026, make), LABELS, today=date(2026, 3, 30))
    assert picture.count(">休</text>") == picture.count(">班</text>") == 1
    x, y = place_of(date(2026, 3, 31))
    assert f'href="#mark-overdue" x="{x + 3:.1f}" y="{y + 19}"' in picture, "what needs somebody first"
    assert f'<text class="yr-count" x="{x + 34:.1f}" y="{y + 30}">5</text>' in picture
    assert picture.count('href="#mark-planned"') == 1
    assert picture.count("yr-here") == 1
    assert picture.count("<a href=") == 1, "only days with rows lead anywhere"


def test_the_chinese_arrangement_of_2026() -> None:
    table = table_for("CN")
    assert kind_of(date(2026, 2, 17), table) == "holiday", "a Tuesday within the Spring Festival"
    assert kind_of(date(2026, 2, 14), table) == "makeup", "a Saturday that is worked"
    assert kind_of(date(2026, 3, 7), table) == "weekend"
    assert kind_of(date(2026, 3, 9), table) == "work"


def test_weeks_hold_the_days_of_their_year_and_every_face_is_in_one_part() -> None:
    days = {
        date(2026, 1, 1): Counter(met=1),
        date(2026, 12, 31): Counter(open=2),
        date(2027, 1, 1): Counter(open=9),
    }
    weeks = by_week(days, 2026)
    assert (min(weeks), max(weeks)) == (date(2025, 12, 29), date(2026, 12, 28))
    assert weeks[date(2025, 12, 29)] == Counter(met=1) and weeks[date(2026, 12, 28)] == Counter(open=2)
    assert sum(faces.total() for faces in by_month(days, 2026).values()) == 3
    assert Counter(face for part in SHARES.values() for face in part) == Counter(FACES)


def test_the_bar_of_the_heaviest_week_is_as_high_as_the_picture_and_parts_add_up() -> None:
    def load(start: date, faces: Counter[str]) -> Load:
        return Load(start, parts_of(faces), "/windows", "told")

    weeks = [
        load(start, faces)
        for start, faces in by_week({date(2026, 12, 31): Counter(open=3, met=1)}, 2026).items()
    ]
    picture = draw_load(
        weeks, year=2026, months=LABELS.months, title="t", today=date(2026, 11, 23), today_word="今天"
    )
    heights = [
        float(height) for height in re.findall(r'<rect class="ld-\w+"[^>]* height="([\d.]+)"', picture)
    ]
    assert sum(heights) == BASE - TOP and sorted(heights) == [(BASE - TOP) / 4, (BASE - TOP) * 3 / 4]
    assert ">4</text>" in picture and ">今天</text>" in picture
    most = heaviest(weeks)
    assert most is not None and most.start == date(2026, 12, 28)
    assert heaviest([]) is None


def test_the_page_counts_due_days_like_the_rows(served: Served) -> None:
    served.office.enter(plan={"id": "p-1", "body": "city-a", "kind": "study", "start": "2024-05-02"})
    browser = served.client("auditor")
    page = browser.get("/calendar/2024").text
    rows = [
        row for row in served.office.rows()
        if row["due"] and row["due"].year == 2024 and row["binding"] and not row["forecast"] and row["form"] != "review"
    ]  # fmt: skip
    months = re.findall(
        r'<td class="num"><a href="(/windows[^"]+)">(\d+)</a></td>', page[page.index('id="months"') :]
    )
    assert sum(int(number) for _, number in months[: len({row["due"].month for row in rows})]) == len(rows)
    for href, number in months:
        listed = browser.get(href.replace("&amp;", "&")).text
        assert len(re.findall(r'<td class="num days"', listed)) == int(number), href
    assert f"全年到期 {len(rows)} 项" in page
    x, y = place_of(date(2024, 5, 2))
    assert f'href="#mark-planned" x="{x + 25:.1f}" y="{y + 13}"' in page


def test_the_calendar_of_today_and_of_years_that_are_none(served: Served) -> None:
    browser = served.client("auditor")
    answer = browser.get("/calendar?under=commission")
    assert (answer.status_code, answer.headers["location"]) == (303, "/calendar/2024?under=commission")
    assert browser.get("/calendar/99").status_code == 422 or browser.get("/calendar/99").status_code == 404
    assert "该年没有到期事项。" in browser.get("/calendar/1999").text
