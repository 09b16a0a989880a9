"""China's working days against another source, day by day; notices of administrators; what is only estimated."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from meeting_cadence.dates import Certainty
from meeting_cadence.dates.holiday_table import Notice, table_for, tables_with
from meeting_cadence.dates.workdays import Tables, monday_to_friday
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.regulations.workday_notices import NoticesRefused, tables_from
from meeting_cadence.standing.board import read_board
from meeting_cadence.words.errors import tell

CN = table_for("CN")
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
"""What both sources know."""


def test_every_day_from_2004_to_2026_is_as_chinesecalendar_says() -> None:
    """But for one: Saturday 2005-12-31 was worked by the notice for 2006, and chinesecalendar calls it a day off."""
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    unlike = [day for day in days if CN.is_working(day) != chinese_calendar.is_workday(day)]

    assert len(days) == 8401
    assert unlike == [date(2005, 12, 31)]
    assert CN.is_working(date(2005, 12, 31))


def test_published_years_are_announced_the_next_one_is_estimated() -> None:
    assert {CN.certainty(date(year, 5, 1)) for year in range(2004, 2027)} == {Certainty.ANNOUNCED}
    assert CN.certainty(date(2099, 5, 1)) is Certainty.ESTIMATED


def test_an_estimated_year_has_the_statutory_holidays_and_no_make_up_days() -> None:
    assert not CN.is_working(date(2099, 10, 1))
    worked = [day for number in range(365) if CN.is_working(day := date(2099, 1, 1) + timedelta(days=number))]
    assert {day.weekday() for day in worked} == {0, 1, 2, 3, 4}


def test_a_notice_replaces_its_year_whole_and_no_other() -> None:
    notice = Notice(off=frozenset({date(2099, 10, 2)}), work=frozenset({date(2099, 9, 27)}))
    table = tables_with({"CN": {2099: notice}})("CN")

    assert [table.is_working(date(2099, 10, day)) for day in (1, 2)] == [True, False]
    assert (table.is_working(date(2099, 9, 27)), date(2099, 9, 27).weekday()) == (True, 6)
    assert {table.certainty(date(2099, 1, 1)), table.certainty(date(2099, 12, 31))} == {Certainty.OVERRIDE}
    assert table.certainty(date(2100, 1, 1)) is Certainty.ESTIMATED
    assert not table.is_working(date(2100, 10, 1))


@pytest.mark.parametrize("code", [None, "XX"])
def test_without_a_table_of_its_own_a_week_is_monday_to_friday(code: str | None) -> None:
    assert table_for(code) is monday_to_friday


NewFolder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> NewFolder:
    """Makes a folder of notices from names and texts."""

    def make(**files: str) -> Path:
        for name, text in files.items():
            (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
        return tmp_path

    return make


GOOD = "country: CN\nyear: 2099\nsource: 国办发明电〔2098〕7号\noff: [2099-10-02]\nwork: [2099-09-27]\n"


def test_notices_are_read_from_a_folder_other_files_are_left_alone(folder: NewFolder) -> None:
    table = tables_from(folder(y2099_yaml=GOOD, README_md="# Notices"))("CN")

    assert table.certainty(date(2099, 10, 2)) is Certainty.OVERRIDE
    assert (table.is_working(date(2099, 9, 27)), table.is_working(date(2099, 10, 2))) == (True, False)


def test_a_notice_may_be_json(folder: NewFolder) -> None:
    table = tables_from(folder(y_json='{"country": "CN", "year": 2099, "off": ["2099-10-02"]}'))("CN")

    assert not table.is_working(date(2099, 10, 2))


def test_no_folder_is_no_notice(tmp_path: Path) -> None:
    for none in (None, tmp_path / "absent"):
        assert tables_from(none)("CN").certainty(date(2099, 1, 1)) is Certainty.ESTIMATED


def test_bad_notices_are_refused_whole_with_every_problem(folder: NewFolder) -> None:
    place = folder(
        a_yaml=GOOD,
        b_yaml="country: CN\nyear: 2099\n",
        c_yaml="country: CN\nyear: 2098\noff: [2099-01-01, soon]\nwork: [2098-01-01, 2098-01-04]\n",
        d_yaml="country: DE\nyear: 2097\nhalf: []\n",
        e_yaml="country: CN\nyear: 2096\noff: [2096-01-07]\nwork: [2096-01-07]\n",
    )

    with pytest.raises(NoticesRefused) as refused:
        tables_from(place)
    told = [(Path(one.file).name, one.line, one.column, one.code) for one in refused.value.problems]
    assert told == [
        ("b.yaml", 0, 0, "notice_twice"),
        ("c.yaml", 3, 7, "notice_other_year"),
        ("c.yaml", 3, 19, "bad_day"),
        ("c.yaml", 4, 8, "notice_not_weekend"),
        ("d.yaml", 1, 10, "unknown_word"),
        ("d.yaml", 3, 1, "unknown_key"),
        ("e.yaml", 4, 8, "notice_off_and_worked"),
    ]
    assert refused.value.exit_status == 2


def test_refusals_say_what_to_do_in_both_languages(folder: NewFolder) -> None:
    place = folder(a_yaml=GOOD, b_yaml="country: CN\nyear: 2099\nwork: [2099-09-28]\n")

    with pytest.raises(NoticesRefused) as refused:
        tables_from(place)
    assert tell(refused.value, "zh").splitlines() == [
        f"{place}/b.yaml: CN 2099 年的安排已由 a.yaml 给出；一年只留一个文件，请合并后删去一个。",
        f"{place}/b.yaml:3:8: 2099年9月28日不是周六或周日，本来就上班；work 只列调休上班的周末，请删去。",
    ]
    assert tell(refused.value, "en").splitlines()[1] == (
        f"{place}/b.yaml:3:8: 28 September 2099 is neither a Saturday nor a Sunday and is worked anyway; work lists "
        "weekend days only, remove it."
    )


PACK = """\
format: 1
pack: p
title: P
timezone: Asia/Shanghai
workdays: CN
profile: cn-civil
bodies: [{id: a, name: A}]
regulations:
  - id: r
    title: R
    effective: 2020-01-01
    mandates:
      - {id: report, title: 报告, obliged: {body: a}, act: report,
         clauses: [{deadline: {after: {event: incident}, within: 10d}}]}
"""
INCIDENT = "format: 1\ncomplete_from: null\nentries: [{event: {body: a, kind: incident, at: DAY}}]\n"


def answer(tables: Tables, happened: str) -> tuple[date, bool, str]:
    """The due day of the report on an incident, whether it is provisional, and why."""
    pack = read_pack_text(PACK, name="p", include={}.__getitem__)
    entries = read_ledger(INCIDENT.replace("DAY", happened), name="l", pack=pack).entries
    at = date.fromisoformat(happened)
    (row,) = read_board(pack, Facts.fold(entries), at=at, tables=tables)
    assert isinstance(row.due, date)
    return row.due, row.provisional, row.window.label


def test_a_deadline_that_rolls_in_2027_is_provisional_until_the_notice_is_there(folder: NewFolder) -> None:
    """Ten days after 21 September are Friday 1 October, a holiday in any year."""
    estimated = answer(tables_from(None), "2027-09-21")
    assert estimated[1] is True

    off = ", ".join(f"2027-10-0{day}" for day in (1, 4, 5, 6, 7))
    notice = f"country: CN\nyear: 2027\noff: [{off}]\nwork: [2027-09-26, 2027-10-09]\n"
    announced = answer(tables_from(folder(y2027_yaml=notice)), "2027-09-21")
    assert announced[:2] == (date(2027, 10, 8), False)


def test_a_deadline_on_a_day_of_a_published_year_is_not_provisional() -> None:
    assert answer(tables_from(None), "2026-09-21")[:2] == (date(2026, 10, 8), False)
