"""What guards every answer: headers, the origin of requests that change something, sessions."""

import re
from datetime import timedelta

import pytest
from tests.conftest import Served

from meeting_cadence.actions.people import disable_person
from meeting_cadence.app.origin import is_own
from meeting_cadence.store.people import SqlPeople

OWN_PAGES = ("/account", "/account/password", "/account/second-factor")
PAGES = (
    *OWN_PAGES,
    "/",
    "/overdue",
    "/next",
    "/record",
    "/plan",
    "/adopt",
    "/notices",
    "/feeds",
    "/events/new",
)


def test_every_page_carries_the_strict_policy_and_obeys_it(served: Served) -> None:
    browser = served.client("secretary")
    for path in PAGES:
        answer = browser.get(path)
        assert answer.headers["content-security-policy"] == (
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
            "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        )
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(
            r"<script(?! type=\"module\" src=\"/static/[a-z]+\.js\?)|\sstyle=|\son\w+=|https?://(?!www\.w3\.org)",
            answer.text,
        ), path


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://testserver"}, 303),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://elsewhere.example"}, 403),
        ({"origin": "https://testserver"}, 303),
        ({"origin": "http://testserver", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://testserver", "sec-fetch-site": "same-site"}, 403),
    ],
)
def test_only_our_own_pages_change_something(served: Served, headers: dict[str, str], status: int) -> None:
    browser = served.client("secretary")
    del browser.headers["origin"]
    assert browser.post("/logout", headers=headers).status_code == status


def test_an_origin_is_own_by_the_public_address_or_by_the_host_that_was_asked() -> None:
    assert is_own("https://cadence.example", "backend:8000", "https://cadence.example/base")
    assert is_own("http://10.0.0.7:8000", "10.0.0.7:8000", "https://cadence.example")
    assert not is_own("https://evil.example", "cadence.example", "https://cadence.example")
    assert not is_own("null", "", "https://cadence.example")


def test_a_session_ends_when_idle_for_thirty_minutes_and_not_before(served: Served) -> None:
    browser = served.client("secretary")
    served.office.at += timedelta(minutes=30)
    assert browser.get("/").status_code == 200
    served.office.at += timedelta(minutes=30, microseconds=1)
    assert browser.get("/").status_code == 303


def test_a_session_ends_after_twelve_hours_however_busy(served: Served) -> None:
    browser = served.client("secretary")
    for _ in range(24):
        served.office.at += timedelta(minutes=30)
        assert browser.get("/").status_code == 200
    served.office.at += timedelta(seconds=30)
    assert browser.get("/").status_code == 303


def test_disabling_somebody_ends_their_session_at_once(served: Served) -> None:
    browser = served.client("secretary")
    assert browser.get("/").status_code == 200
    with served.office.store.session() as session:
        disable_person(SqlPeople(session, at=served.office.at), "secretary-0", by="test")
    assert browser.get("/").status_code == 303
    assert browser.get("/api/v1/me").status_code == 401


def test_a_body_out_of_sight_looks_exactly_like_one_that_does_not_exist(served: Served) -> None:
    browser = served.client("secretary", scope="city-a")
    key = served.key("plenary", "2023")
    for seen, absent in (
        ("/bodies/province", "/bodies/nowhere"),
        (f"/obligations/{key}", "/obligations/" + "x" * 26),
    ):
        foreign, unknown = browser.get(seen), browser.get(absent)
        assert (foreign.status_code, unknown.status_code) == (404, 404)
        assert foreign.text.replace(seen, "") == unknown.text.replace(absent, "")
    api = browser.get(f"/api/v1/obligations/{key}"), browser.get("/api/v1/obligations/" + "x" * 26)
    assert [answer.status_code for answer in api] == [404, 404]
    assert api[0].text.replace(key, "") == api[1].text.replace("x" * 26, "")


def test_health_says_whether_it_lives_and_whether_it_can_serve(served: Served) -> None:
    browser = served.visitor()
    assert browser.get("/healthz").json() == {"status": "ok"}
    assert browser.get("/readyz").json() == {
        "status": "ok",
        "database": "ok",
        "tick": None,
        "tick_late": False,
    }
    served.office.at += timedelta(seconds=180)
    assert browser.get("/readyz").status_code == 200
    served.office.at += timedelta(seconds=1)
    late = browser.get("/readyz")
    assert (late.status_code, late.json()["tick_late"]) == (503, True)


def test_a_database_that_is_gone_is_told_as_503_on_page_and_api(served: Served) -> None:
    browser = served.client("secretary")
    path = served.office.store.sqlite_path
    assert path is not None
    served.office.store.close()
    for part in ("", "-wal", "-shm"):
        path.with_name(path.name + part).unlink(missing_ok=True)
    assert browser.get("/readyz").status_code == 503
    assert browser.get("/").status_code == 503
    assert browser.get("/api/v1/me").json()["error"]["message"]["en"]


def test_the_feed_path_never_reaches_the_pages(served: Served) -> None:
    answer = served.visitor().get("/feeds/unknown.ics")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")


def test_an_unknown_address_is_a_page_in_both_languages_and_json_under_api(served: Served) -> None:
    browser = served.visitor()
    assert "没有找到" in browser.get("/nowhere", headers={"accept-language": "zh-CN"}).text
    assert "Not found" in browser.get("/nowhere", headers={"accept-language": "en-GB"}).text
    answer = browser.get("/api/v1/nowhere")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_the_api_docs_load_nothing_from_elsewhere(served: Served) -> None:
    browser = served.client("viewer")
    page = browser.get("/api/docs")
    assert set(re.findall(r'(?:src|href)="([^"]+)"', page.text)) == {
        "/docs-files/swagger-ui.css",
        "/docs-files/swagger-ui-bundle.js",
        "/static/docs.js",
    }
    for path in ("/docs-files/swagger-ui.css", "/docs-files/swagger-ui-bundle.js", "/static/docs.js"):
        assert browser.get(path).status_code == 200
    assert "/api/v1/board" in browser.get("/api/openapi.json").json()["paths"]
