"""The notice of a year's holidays: pasted in its own words, seen with what moves, kept, taken out again."""

import re
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import OFFICE_PACK, Office, Served

from meeting_cadence.regulations.workday_notices import NoticeFolder
from meeting_cadence.store.engine import Store

WORDS = "一、元旦：1月1日（周三）至2日放假。\n二、春节：1月28日至2月4日放假调休。1月26日（周日）、2月8日（周六）上班。"
PACK = OFFICE_PACK.replace("timezone: Asia/Shanghai", "timezone: Asia/Shanghai\nworkdays: CN")


@pytest.fixture
def counted(sqlite_store: Store, tmp_path: Path) -> Served:
    """A service that counts Chinese working days, with a folder of notices of its own."""
    office = Office(sqlite_store)
    office.tables = NoticeFolder(tmp_path)  # type: ignore[assignment]
    office.apply(PACK)
    return Served(office)


def area(page: str, name: str) -> list[str]:
    (found,) = re.findall(rf'<textarea id="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return str(found).split()


def test_the_words_become_days_to_be_checked_and_nothing_is_kept_yet(counted: Served) -> None:
    browser = counted.client("administrator")
    page = browser.post("/workdays", data={"year": "2025", "words": WORDS, "do": "check"})
    assert page.status_code == 200
    assert "放假 10 天，调休上班 2 天；尚未保存" in page.text and "个时段的截止日期变动" in page.text
    assert area(page.text, "work") == ["2025-01-26", "2025-02-08"] and area(page.text, "words") == []
    assert area(page.text, "off")[:3] == ["2025-01-01", "2025-01-02", "2025-01-28"]
    assert browser.get("/api/v1/workdays").json()["notices"] == []


def test_it_is_kept_counts_at_once_and_is_taken_out_again(counted: Served) -> None:
    browser = counted.client("administrator")
    seen = browser.post(
        "/workdays", data={"year": "2027", "words": WORDS.replace("2月8日（周六）", "2月7日"), "do": "check"}
    )
    days = {name: "\n".join(area(seen.text, name)) for name in ("off", "work")}
    weekend = {**days, "work": "2027-01-24", "year": "2027", "source": "国办发明电〔2026〕1号", "do": "save"}
    assert browser.post("/workdays", data=weekend).status_code == 303
    table = counted.office.tables("CN")
    assert table.certainty(date(2027, 10, 1)).value == "override" and table.is_working(date(2027, 1, 24))
    page = browser.get("/workdays").text
    assert "2027-01-24" in page
    state = re.findall(r'name="state" value="([^"]+)"><button class="link"', page)[0].replace("&#34;", '"')
    assert browser.post("/workdays", data={"year": "2027", "state": "old", "do": "drop"}).status_code == 422
    assert browser.post("/workdays", data={"year": "2027", "state": state, "do": "drop"}).status_code == 303
    assert counted.office.tables("CN").certainty(date(2027, 10, 1)).value == "estimated"


def test_every_slip_is_told_and_nothing_typed_is_lost(counted: Served) -> None:
    browser = counted.client("administrator")
    wrong = {"year": "2027", "off": "2027-02-30\n2027-01-01", "work": "2027-01-04", "do": "save"}
    page = browser.post("/workdays", data=wrong)
    assert page.status_code == 422 and "“2027-02-30”不是能识别的日期" in page.text
    assert area(page.text, "off") == ["2027-02-30", "2027-01-01"]
    monday = browser.post("/workdays", data={**wrong, "off": "2027-01-01"})
    assert monday.status_code == 422 and "2027" in monday.text
    assert "没有识别到放假的日期" in browser.post("/workdays", data={"year": "2027"}).text
    assert "请选择年份" in browser.post("/workdays", data={"year": "x", "off": "2027-01-01"}).text


def test_auditors_look_and_others_stay_out(counted: Served) -> None:
    auditor = counted.client("auditor", language="en")
    assert (
        "Working days" in auditor.get("/workdays").text
        and 'name="words"' not in auditor.get("/workdays").text
    )
    assert auditor.post("/workdays", data={"year": "2027"}).status_code == 403
    assert counted.client("secretary").get("/workdays").status_code == 403
