"""The drawings: every window and act has its place, and nothing that people wrote becomes markup."""

import re
from datetime import date

from meeting_cadence.pages.picture import Point, draw_window
from meeting_cadence.pages.timeline import LABEL_WIDTH, Bar, Lane, Scale, draw


def bar(**given: object) -> Bar:
    known = {
        "key": "k" * 26,
        "label": "2024",
        "face": "met",
        "word": "已召开",
        "opens": date(2024, 1, 1),
        "due": date(2024, 12, 31),
    }
    return Bar(**(known | given))  # type: ignore[arg-type]


def picture(*bars: Bar, title: str = "全体会议") -> str:
    lane = Lane(title, "网信委", "/mandates/plenary", bars)
    return draw([lane], first=2022, last=2026, today=date(2024, 3, 5), title="时间线", today_word="今天")


def test_days_become_places_between_the_first_and_the_last_year() -> None:
    scale = Scale(2022, 2025, 1461 + LABEL_WIDTH + 14)
    assert scale.x(date(2022, 1, 1)) == LABEL_WIDTH
    assert scale.x(date(2022, 1, 2)) == LABEL_WIDTH + 1
    assert scale.x(date(2026, 1, 1)) == LABEL_WIDTH + 1461
    assert scale.x(date(1999, 1, 1)) == LABEL_WIDTH, "what lies before begins at the edge"


def test_a_settled_window_shows_its_acts_on_their_days() -> None:
    drawn = picture(bar(acts=(date(2024, 2, 1), date(2024, 3, 1))))
    assert drawn.count('href="#mark-met"') == 2
    assert f'<a href="/obligations/{"k" * 26}">' in drawn


def test_an_unsettled_window_shows_its_standing_at_its_end_and_its_plan_on_its_day() -> None:
    drawn = picture(bar(face="overdue"), bar(face="no_record", planned=date(2025, 1, 5)))
    assert [drawn.count(f'href="#mark-{face}"') for face in ("overdue", "no_record", "planned")] == [1, 1, 1]


def test_windows_outside_the_years_are_left_out() -> None:
    assert "tl-window" not in picture(bar(opens=date(2019, 1, 1), due=date(2021, 12, 31)))
    assert "tl-window" in picture(bar(opens=date(2019, 1, 1), due=date(2022, 1, 1)))


def test_a_relief_is_an_arrow_from_the_old_due_day_to_the_new() -> None:
    assert "tl-relief" in picture(bar(due=date(2025, 3, 31), due_from=date(2024, 12, 31)))
    assert "tl-relief" not in picture(bar(due_from=date(2024, 12, 31)))


def test_names_are_escaped_and_cut_by_their_width() -> None:
    drawn = picture(title="<b>" + "会" * 40)
    assert "&lt;b&gt;会" in drawn and "<b>" not in drawn
    assert len(re.findall("会", drawn)) == 20


def test_the_window_of_an_obligation_with_its_days() -> None:
    points = [Point(date(2024, 1, 1), "opens", "开始"), Point(date(2024, 12, 31), "due", "截止")]
    drawn = draw_window(date(2024, 1, 1), date(2024, 12, 31), points, face="open", title="<全会>")
    assert drawn is not None
    assert drawn.count("pt-word") == 2 and "tl-window mark-open" in drawn
    assert "&lt;全会&gt;" in drawn


def test_labels_that_would_overlap_move_to_another_level() -> None:
    points = [Point(date(2024, 6, day), "act", "很长的一段说明文字") for day in (1, 2, 3)]
    drawn = draw_window(date(2024, 1, 1), date(2024, 12, 31), points, face="met", title="全会")
    levels = re.findall(r'<text class="pt-word[^"]*" x="[\d.]+" y="(\d+)"', drawn or "")
    assert len(set(levels)) == 3


def test_without_any_day_there_is_nothing_to_draw() -> None:
    assert draw_window(None, None, [], face="no_record", title="全会") is None
