"""Importing past years over the API: preview, apply, undo; each only as far as the person reaches."""

from typing import Any

from tests.conftest import Served

TABLE = "机构,事项类型,召开日期\ncommission,plenary,2022-05-01\n甲市,study,2022-06-01\n".encode()


def send(browser: Any, table: bytes = TABLE, **asked: object) -> Any:
    return browser.post("/api/v1/imports", files={"file": ("t.csv", table)}, params=asked)


def test_preview_apply_and_undo(served: Served) -> None:
    browser = served.client(scope="commission")
    shown = send(browser, preview=True)
    assert (shown.status_code, shown.json()["written"], len(shown.json()["entries"])) == (200, False, 2)
    done = send(browser)
    assert (done.status_code, done.json()) == (201, shown.json() | {"written": True})
    assert served.office.standing("plenary", "2022") == "met"
    assert done.json()["entries"][0]["entry"]["by"] == "secretary某"
    address = f"/api/v1/imports/{done.json()['batch']}/undo"
    assert browser.post(address, json={"reason": ""}).status_code == 422
    undone = browser.post(address, json={"reason": "误导入"})
    assert (undone.status_code, undone.json()["retracted"]) == (200, 2)
    assert browser.post(address, json={"reason": "误导入"}).status_code == 409
    assert served.office.standing("plenary", "2022") == "missed"


def test_problems_come_with_row_and_column(served: Served) -> None:
    answer = send(served.client(), TABLE + "甲市,study,2022.13.1".encode())
    assert answer.status_code == 422
    assert [(one["code"], one["row"], one["column"]) for one in answer.json()["error"]["problems"]] == [
        ("sheet_day_unreal", 4, "C")
    ]


def test_what_is_known_is_passed_over_when_asked(served: Served) -> None:
    browser = served.client()
    send(browser)
    assert send(browser).status_code == 422
    again = send(browser, skip_known=True)
    assert (again.status_code, [one["row"] for one in again.json()["known"]]) == (200, [2, 3])


def test_bodies_out_of_sight_look_like_absent_ones(served: Served) -> None:
    answer = send(served.client(scope="city-a"))
    assert [(one["code"], one["row"]) for one in answer.json()["error"]["problems"]] == [
        ("sheet_body_unknown", 2)
    ]
    batch = send(served.client()).json()["batch"]
    address = f"/api/v1/imports/{batch}/undo"
    foreign = served.client(scope="city-a").post(address, json={"reason": "x"})
    absent = served.client(scope="city-a").post(
        "/api/v1/imports/imp-20240305-000000/undo", json={"reason": "x"}
    )
    assert (foreign.status_code, absent.status_code) == (404, 404)


def test_roles_that_record_nothing_import_nothing(served: Served) -> None:
    statuses = {
        role: send(served.client(role)).status_code for role in ("viewer", "auditor", "administrator")
    }
    assert set(statuses.values()) == {403}
