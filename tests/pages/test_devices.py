"""The page of calendar accounts, the API and the command beside it: a device gets in, is seen, and is put out again."""

import re
from typing import Any

import pytest
from sqlalchemy import text
from tests.conftest import Served

from meeting_cadence.access.profiles import CN_LEVEL3

SECRET = re.compile(r"<code>((?:[a-z2-9]{4}-){4}[a-z2-9]{4})</code>")
SYNC = (
    '<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop>'
    "</D:sync-collection>"
)


def add(browser: Any, **form: str) -> str:
    """Add a device; answers its password."""
    page = browser.post("/devices", data={"name": "办公手机", "days": "90", **form})
    assert page.status_code == 200
    (secret,) = SECRET.findall(page.text)
    return str(secret)


def ask(served: Served, secret: str, method: str, path: str, body: str = "") -> Any:
    """As the device of the first person, called `secretary-0`."""
    visitor = served.visitor()
    del visitor.headers["origin"]
    headers = {"depth": "1", "user-agent": "DAVx5/4.4"}
    return visitor.request(method, path, content=body, auth=("secretary-0", secret), headers=headers)


def calendars(served: Served, secret: str) -> list[str]:
    found = ask(served, secret, "PROPFIND", "/dav/calendars/1/")
    return re.findall(r"<D:href>(/dav/calendars/1/\w+/)</D:href>", found.text)


def test_a_password_is_shown_once_with_all_that_a_program_asks_for(served: Served) -> None:
    browser = served.client(scope="commission")
    assert "还没有设备" in browser.get("/devices").text
    secret = add(browser)
    page = browser.get("/devices").text
    assert (secret in page, "办公手机" in page, "从未使用" in page) == (False, True, True)
    for told in ("http://testserver/dav/", "iPhone", "Thunderbird", "Evolution", "DAVx⁵", "未启用 HTTPS"):
        assert told in page
    assert "我负责的全部事项" in page
    english = served.client(language="en").get("/devices").text
    for told in (
        "iPhone",
        "Thunderbird",
        "Evolution",
        "DAVx⁵",
        "without HTTPS",
        "You have no subscription yet",
    ):
        assert told in english


def test_the_device_reads_what_its_owner_subscribes_to(served: Served) -> None:
    browser = served.client(scope="commission")
    secret = add(browser)
    (first,) = calendars(served, secret)
    browser.post("/feeds", data={"body": "city-a", "reach": "body"})
    assert len(calendars(served, secret)) == 2
    assert "从未读取" in browser.get("/feeds/1").text
    assert ask(served, secret, "REPORT", first, SYNC).status_code == 207
    feed = browser.get("/feeds/1").text
    assert ("DAVx5/4.4" in feed, "与当前一致" in feed, "DAVx⁵" in feed) == (True, True, True)
    served.office.enter(plan={"body": "commission", "kind": "plenary", "start": "2024-03-20"})
    assert "早于最近一次变动" in browser.get("/feeds/1").text
    ask(served, secret, "REPORT", first, SYNC)
    assert "与当前一致" in browser.get("/feeds/1").text
    assert "DAVx5/4.4" in browser.get("/devices").text


def test_revoked_on_the_page_is_out_at_the_next_request(served: Served) -> None:
    browser = served.client(scope="commission")
    secret = add(browser)
    assert ask(served, secret, "PROPFIND", "/dav/").status_code == 207
    other = served.client(scope="commission")
    assert other.post("/devices/1/revoke").status_code == 404
    assert browser.post("/devices/1/revoke").status_code == 303
    assert ask(served, secret, "PROPFIND", "/dav/").status_code == 401
    assert "已作废" in browser.get("/devices").text


def test_answers_carry_the_headers_of_the_service(served: Served) -> None:
    answer = served.visitor().request("PROPFIND", "/dav/")
    assert (answer.status_code, answer.headers["x-frame-options"]) == (401, "DENY")
    well_known = served.visitor().get("/.well-known/caldav")
    assert (well_known.status_code, well_known.headers["location"]) == (301, "/dav/")


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"name": "", "days": "90"}, "请用 1 至 100 个字符"),
        ({"name": "x", "days": "0"}, "1 至 366 天"),
        ({"name": "x", "days": "367"}, "1 至 366 天"),
        ({"name": "x", "days": "٣"}, "1 至 366 天"),
        ({"name": "x"}, "1 至 366 天"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_made(served: Served, form: dict[str, str], told: str) -> None:
    browser = served.client()
    page = browser.post("/devices", data=form)
    assert (page.status_code, told in page.text) == (422, True)
    assert "还没有设备" in browser.get("/devices").text


def test_auditors_see_the_page_and_make_nothing(served: Served) -> None:
    auditor = served.client("auditor")
    page = auditor.get("/devices")
    assert (page.status_code, "<form class" in page.text) == (200, False)
    assert auditor.post("/devices", data={"name": "x", "days": "3"}).status_code == 403


def test_a_password_opens_neither_pages_nor_the_api(served: Served) -> None:
    secret = add(served.client(scope="commission"))
    for path in ("/feeds", "/api/v1/feeds"):
        assert ask(served, secret, "GET", path).status_code in (303, 401)
    bearer = {"authorization": f"Bearer {secret}"}
    assert served.visitor().get("/api/v1/feeds", headers=bearer).status_code == 401


def test_a_session_opens_no_calendar_account(served: Served) -> None:
    assert served.client().request("PROPFIND", "/dav/").status_code == 401


def test_the_api_makes_lists_and_revokes(served: Served) -> None:
    browser = served.client(scope="commission")
    answer = browser.post("/api/v1/devices", json={"name": "平板", "days": 30})
    made = answer.json()
    assert (answer.status_code, made["login"], made["address"]) == (
        201,
        "secretary-0",
        "http://testserver/dav/",
    )
    assert len(calendars(served, made["secret"])) == 1
    (listed,) = browser.get("/api/v1/devices").json()["devices"]
    assert (listed["name"], listed["owner"], listed["last_client"]) == ("平板", "secretary-0", "DAVx5/4.4")
    assert made["secret"] not in str(listed)
    assert served.client().get("/api/v1/devices").json() == {"devices": []}
    assert len(served.client("administrator").get("/api/v1/devices").json()["devices"]) == 1
    assert served.client().delete("/api/v1/devices/1").status_code == 404
    assert browser.delete("/api/v1/devices/1").json() == {"id": 1, "revoked": True}
    assert ask(served, made["secret"], "PROPFIND", "/dav/").status_code == 401
    wrong = browser.post("/api/v1/devices", json={"name": " ", "days": 30})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "device_name_missing")


def test_a_token_of_the_api_makes_no_device(served: Served) -> None:
    browser = served.client()
    secret = browser.post("/api/v1/tokens", json={"name": "x", "role": "viewer"}).json()["secret"]
    bearer = {"authorization": f"Bearer {secret}"}
    answer = served.visitor().post("/api/v1/devices", json={"name": "x"}, headers=bearer)
    assert answer.status_code == 403


def test_strict_profiles_let_passwords_last_ninety_days(served: Served) -> None:
    strict = Served(served.office, access_profile=CN_LEVEL3.name)
    browser = strict.client()
    with strict.office.store.session() as session:
        columns = "person, password_changed, factor_nonce, factor_since"
        proof = f"INSERT INTO person_proof ({columns}) VALUES (1, :at, 'n', :at)"
        shown = "INSERT INTO session_proof SELECT token_hash, :at FROM session_"
        for statement in (proof, shown):
            session.connection().execute(text(statement), {"at": "2024-03-05 00:00:00.000000"})
    page = browser.get("/devices").text
    assert 'max="90"' in page and 'value="90"' in page
    refused = browser.post("/devices", data={"name": "x", "days": "91"})
    assert (refused.status_code, "1 至 90 天" in refused.text) == (422, True)
