"""Notices of working days over the API: checked beside those of the folder, judged by at once, in every process."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import OFFICE_PACK, Office, Served

from meeting_cadence.app import build_app
from meeting_cadence.dates.workdays import Certainty
from meeting_cadence.regulations.workday_notices import NoticeFolder
from meeting_cadence.store.kept_notices import notices_of

PATH = "/api/v1/workdays/CN/2099"
GIVEN = {
    "source": "关于2099年部分节假日安排的通知",
    "off": ["2099-01-01", "2099-10-01"],
    "work": ["2099-09-27"],
}
HOLIDAY, MADE_UP = date(2099, 10, 1), date(2099, 9, 27)


class House(Served):
    """The service with a folder of notices."""

    def __init__(self, office: Office, folder: Path) -> None:
        super().__init__(office)
        self.folder = NoticeFolder(folder)
        self.service = build_app(
            self.settings, office.store, clock=lambda: office.at, tables=self.folder, with_doorbell=False
        )


@pytest.fixture
def house(office: Office, tmp_path: Path) -> House:
    return House(office, tmp_path)


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_a_notice_is_kept_and_counts_at_once(house: House) -> None:
    admin = house.client("administrator")
    assert house.folder("CN").certainty(HOLIDAY) is Certainty.ESTIMATED
    made = admin.put(PATH, json=GIVEN, params={"reason": "国办发明电"})
    assert (made.status_code, made.json()) == (201, {"country": "CN", "year": 2099, **GIVEN})
    assert house.folder("CN").certainty(HOLIDAY) is Certainty.OVERRIDE
    assert (house.folder("CN").is_working(HOLIDAY), house.folder("CN").is_working(MADE_UP)) == (False, True)
    (listed,) = house.client("viewer").get("/api/v1/workdays").json()["notices"]
    assert (listed["kept"], listed["where"], listed["work"]) == (True, "CN-2099", ["2099-09-27"])
    (line,) = house.client("auditor").get("/api/v1/audit", params={"action": "workdays."}).json()["lines"]
    assert (line["action"], line["subject"], line["content"]["reason"]) == (
        "workdays.put",
        "CN-2099",
        "国办发明电",
    )


def test_who_did_not_see_it_changes_nothing(house: House) -> None:
    admin = house.client("administrator")
    admin.put(PATH, json=GIVEN)
    seen = {"if-match": admin.get(PATH).headers["etag"]}
    other = GIVEN | {"off": ["2099-01-01"]}
    assert code_of(admin.put(PATH, json=other)) == (409, "part_exists")
    assert admin.put(PATH, json=GIVEN).status_code == 200, "what is so already is answered"
    assert admin.put(PATH, json=other, headers=seen).status_code == 200
    assert code_of(admin.put(PATH, json=GIVEN, headers=seen)) == (412, "part_changed")
    assert code_of(admin.delete(PATH)) == (409, "part_exists")
    assert admin.delete(PATH, headers={"if-match": "*"}).status_code == 200
    assert code_of(admin.delete(PATH, headers={"if-match": "*"})) == (404, "not_found")
    assert house.folder("CN").certainty(HOLIDAY) is Certainty.ESTIMATED


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"work": ["2099-09-28"]}, "notices_refused"),
        ({"off": ["2098-01-01"]}, "notices_refused"),
        ({"off": ["2099-09-27"]}, "notices_refused"),
        ({"off": ["2099-02-30"]}, "unreadable"),
        ({"more": 1}, "unreadable"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(house: House, wrong: dict[str, Any], code: str) -> None:
    admin = house.client("administrator")
    assert code_of(admin.put(PATH, json=GIVEN | wrong)) == (422, code)
    assert admin.get("/api/v1/workdays").json() == {"notices": []}


def test_a_year_stands_in_one_place(house: House, tmp_path: Path) -> None:
    (tmp_path / "cn.yaml").write_text("country: CN\nyear: 2099\noff: [2099-10-02]\n", "utf-8")
    admin = house.client("administrator")
    assert code_of(admin.put(PATH, json=GIVEN)) == (422, "notices_refused")
    (listed,) = admin.get("/api/v1/workdays").json()["notices"]
    assert (listed["kept"], listed["where"]) == (False, "cn.yaml")
    assert admin.put("/api/v1/workdays/XX/2099", json=GIVEN).status_code == 404


def test_only_administrators_keep_notices(house: House) -> None:
    for role in ("secretary", "auditor"):
        browser = house.client(role)
        assert code_of(browser.put(PATH, json=GIVEN)) == (403, "not_allowed")
        assert browser.get(PATH).status_code == 404


def test_days_are_judged_by_it_and_another_process_takes_it_in(office: Office, tmp_path: Path) -> None:
    pack = OFFICE_PACK.replace("timezone:", "workdays: CN\ntimezone:", 1)
    office.apply(pack.replace("within: 30d", "within: 2wd"))
    house = House(office, tmp_path)
    admin = house.client("administrator")
    admin.put("/api/v1/workdays/CN/2024", json={"off": ["2024-03-05"]})
    act = {"act": {"body": "commission", "kind": "plenary", "start": "2024-03-01"}}
    assert house.client("secretary").post("/api/v1/entries", json=act).status_code == 201
    other = notices_of(office.store, NoticeFolder(tmp_path))
    assert other.digest == house.folder.digest
    assert not other("CN").is_working(date(2024, 3, 5))
    row = admin.get("/api/v1/board", params={"mandate": "convey", "body": "city-a"}).json()["rows"][-1]
    seen = admin.get("/api/v1/workdays/CN/2024").headers["etag"]
    assert row["due"] == "2024-03-06", "the 4th is the first working day, the 5th is off"
    admin.put("/api/v1/workdays/CN/2024", json={"off": ["2024-03-06"]}, headers={"if-match": seen})
    again = admin.get("/api/v1/board", params={"mandate": "convey", "body": "city-a"}).json()["rows"][-1]
    assert again["due"] == "2024-03-05"
