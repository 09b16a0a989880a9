"""The packs on their histories: public ones with their known answers, and the example that the demo shows."""

from collections.abc import Callable
from datetime import date

from meeting_cadence.standing.judgement import Judgement

Board = Callable[[str, date], list[Judgement]]

END_OF_2025 = date(2025, 12, 31)
AUTUMN_2026 = date(2026, 11, 23)


def test_ministerial_conferences_were_late_five_times(board: Board) -> None:
    rows = board("wto-ministerial", END_OF_2025)

    assert [(str(row.due), row.standing.value, row.days_late) for row in rows] == [
        ("1997-01-01", "met", 0),
        ("1998-12-09", "met", 0),
        ("2000-05-18", "met", 0),
        ("2001-11-30", "met", 0),
        ("2003-11-09", "met", 0),
        ("2005-09-10", "met_late", 94),
        ("2007-12-13", "met_late", 718),
        ("2011-11-30", "met_late", 15),
        ("2013-12-15", "met", 0),
        ("2015-12-03", "met_late", 12),
        ("2017-12-15", "met", 0),
        ("2019-12-10", "met_late", 915),
        ("2024-06-12", "met", 0),
        ("2026-02-26", "open", 0),
    ]


def test_the_amendment_of_2016_supersedes_july_and_counts_eight_a_year(board: Board) -> None:
    rows = [row for row in board("bank-of-england-mpc", END_OF_2025) if row.form == "quota"]

    assert [(row.label, row.standing.value) for row in rows if row.version == 0] == [
        ("2016-01", "met"),
        ("2016-02", "met"),
        ("2016-03", "met"),
        ("2016-04", "met"),
        ("2016-05", "met"),
        ("2016-06", "met"),
        ("2016-07", "superseded"),
    ]
    assert [(row.label, row.standing.value, row.count) for row in rows if row.version == 1] == [
        ("2016", "met", 11),
        *((str(year), "met", 10 if year == 2020 else 8) for year in range(2017, 2026)),
        ("2026", "upcoming", 0),
    ]


def test_no_ten_weeks_went_without_a_meeting(board: Board) -> None:
    rows = [row for row in board("bank-of-england-mpc", END_OF_2025) if row.form == "gap"]

    assert {row.standing.value for row in rows[:-1]} == {"met"}
    assert (rows[-1].opens, rows[-1].due, rows[-1].standing.value) == (
        date(2025, 12, 18),
        date(2026, 2, 26),
        "open",
    )


def test_the_demo_shows_every_kind_of_standing(board: Board) -> None:
    rows = [row for row in board("zhejiang-wangxin", AUTUMN_2026) if row.form != "review"]

    assert [(row.mandate, row.label, row.standing.value, row.days_late, row.planned) for row in rows] == [
        ("zj-5y-conference", "after 2018-06-29", "no_record", 0, date(2026, 12, 22)),
        ("zj-annual-hearing", "2024", "met", 0, None),
        ("zj-annual-hearing", "2025", "excused", 0, None),
        ("zj-annual-hearing", "2026", "open", 0, date(2026, 12, 11)),
        ("zj-annual-hearing", "2027", "upcoming", 0, None),
        ("zj-annual-plenary", "2024", "met_late", 15, None),
        ("zj-annual-plenary", "2025", "overdue", 327, None),
        ("zj-annual-plenary", "2026", "open", 0, None),
        ("zj-annual-plenary", "2027", "upcoming", 0, None),
        ("zj-consult-appointment", "appoint-hangzhou", "met", 0, None),
        ("zj-consult-appointment", "appoint-ningbo", "open", 0, None),
        ("zj-consult-appointment", "appoint-wenzhou", "violated", 0, None),
        ("zj-report-list", "matter-huzhou", "open", 0, None),
        ("zj-report-list", "matter-taizhou", "met", 0, None),
        ("zj-copy-commission", "report-hangzhou", "met", 0, None),
        ("zj-copy-commission", "report-jiaxing", "met_late", 5, None),
        ("zj-copy-commission", "report-shaoxing", "overdue", 13, None),
    ]


def test_duties_without_a_date_are_reviews_and_never_overdue(board: Board) -> None:
    reviews = [row for row in board("zhejiang-wangxin", AUTUMN_2026) if row.form == "review"]

    assert {row.mandate for row in reviews} == {
        "zj-regular-study",
        "zj-special-inspection",
        "zj-patrol",
        "zj-implement",
        "zj-accountability",
        "zj-office-duties",
        "zj-timely-supervision",
        "zj-study",
    }
    assert {row.standing.value for row in reviews} <= {"open", "upcoming"}
    assert {row.due for row in reviews} == {None}


def test_a_branch_without_a_committee_owes_no_committee_meetings(board: Board) -> None:
    rows = board("party-branch", AUTUMN_2026)

    assert {row.body for row in rows if row.mandate == "cn-branch-committee"} == {"example-branch-1"}
    assert {row.body for row in rows if row.mandate == "cn-branch-day"} == {
        "example-branch-1",
        "example-branch-2",
    }


def test_the_kind_of_company_decides_on_the_supervisors(board: Board) -> None:
    rows = board("company", AUTUMN_2026)

    assert {(row.mandate, row.body) for row in rows if "supervisors" in row.mandate} == {
        ("cn-co-supervisors-llc", "example-llc"),
        ("cn-co-supervisors-jsc", "example-jsc"),
    }
