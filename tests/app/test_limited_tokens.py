"""Tokens that are good for one thing alone: a scraper's, and a badge's that any page of any origin may show."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.app.test_tokens import make, program
from tests.conftest import Office, Served

from meeting_cadence.actions.people import disable_person
from meeting_cadence.app.access_table import access_table
from meeting_cadence.store.people import SqlPeople

METRIC = re.compile(
    r'[a-zA-Z_:][a-zA-Z0-9_:]*(?:\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"'
    r'(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*")*\})? -?[0-9]+(?:\.[0-9]+)?'
)
"""A sample of Prometheus' text format 0.0.4, without a time."""
BODY = re.compile(r'body="([^"]*)"')


def badge_of(browser: Any, scope: str | None = "commission", **more: Any) -> str:
    """The path of a new badge."""
    made = make(browser, only="badge", scope=scope, **more)
    return str(made["address"]).removeprefix("http://testserver")


def test_a_scraper_reads_the_metrics_and_nothing_else(served: Served) -> None:
    scraper = program(served, make(served.client("viewer"), only="metrics", scope="commission")["secret"])
    for path in ("/metrics", "/api/v1/metrics"):
        answer = scraper.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    refused = {
        (right.method, right.path): scraper.request(
            right.method, re.sub(r"{\w+}", "1", right.path)
        ).status_code
        for right in access_table(served.service.web)
        if right.path.startswith("/api/") and right.path != "/api/v1/metrics"
    }
    assert set(refused.values()) == {403}
    assert len(refused) > 40
    assert scraper.get("/").status_code == 303


def test_the_metrics_are_what_prometheus_reads(served: Served) -> None:
    scraper = program(served, make(served.client("viewer"), only="metrics")["secret"])
    text = scraper.get("/metrics").text
    assert text.endswith("\n")
    family, seen = "", set[str]()
    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("# "):
            _, kind, name, told = line.split(" ", 3)
            assert kind in ("HELP", "TYPE"), line
            assert kind == "HELP" or (name == family and told in ("gauge", "counter")), line
            family = name
        else:
            assert METRIC.fullmatch(line), line
            assert line.startswith((f"{family}{{", f"{family} ")), "samples stand under their own heading"
            key = line.rpartition(" ")[0]
            assert key not in seen, line
            seen.add(key)
    bodies = {found[1] for found in map(BODY.search, seen) if found}
    assert bodies == {"province", "commission"}, "the highest body and those just below it"


def test_without_a_token_a_scraper_is_told_so_and_not_sent_to_a_page(served: Served) -> None:
    answer = served.visitor().get("/metrics")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "sign_in_needed")
    refused = program(served, "mc_nothing").get("/metrics")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "token_refused")


def test_a_token_of_the_api_reads_the_metrics_too(served: Served) -> None:
    assert program(served, make(served.client())["secret"]).get("/metrics").status_code == 200


def test_a_badge_is_shown_to_whoever_has_its_address(served: Served) -> None:
    path = badge_of(served.client("secretary", scope="commission"))
    visitor = served.visitor()
    del visitor.headers["origin"]
    for origin in ({}, {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}):
        answer = visitor.get(path, headers=origin)
        assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert "set-cookie" not in answer.headers
    texts = [one.text for one in ElementTree.fromstring(answer.text).iter() if one.text]
    assert texts[0].startswith("网信委")
    assert texts[1:] == texts[0].split(": ")
    assert ElementTree.fromstring(visitor.get(f"{path}?language=en").text).find("{*}title") is not None


def test_a_badge_is_good_for_nothing_else(served: Served) -> None:
    made = make(served.client("secretary"), only="badge", scope="commission")
    caller = program(served, made["secret"])
    for path in ("/api/v1/me", "/metrics", "/api/v1/metrics", "/api/v1/badge/commission"):
        assert caller.get(path).status_code == 403
    other = make(served.client("secretary"), scope="commission")["secret"]
    assert served.visitor().get(f"/badge/{other}.svg").status_code == 404


def test_a_badge_ends_when_it_is_revoked_expires_or_its_owner_leaves(served: Served) -> None:
    browser, visitor = served.client("secretary"), served.visitor()
    made = make(browser, only="badge", scope="commission", days=1)
    paths = [made["address"].removeprefix("http://testserver"), badge_of(browser, days=2), badge_of(browser)]
    absent = visitor.get("/badge/mc_nothing.svg")
    assert absent.status_code == 404
    assert [visitor.get(path).status_code for path in paths] == [200, 200, 200]
    browser.delete(f"/api/v1/tokens/{made['id']}")
    assert visitor.get(paths[0]).text.replace(paths[0], "/badge/mc_nothing.svg") == absent.text
    served.office.at += timedelta(days=2)
    assert [visitor.get(path).status_code for path in paths] == [404, 404, 200]
    with served.office.store.session() as session:
        people = SqlPeople(session, at=served.office.at)
        disable_person(people, "secretary-0", by="admin")
    assert visitor.get(paths[2]).status_code == 404


def test_its_use_is_noted(served: Served) -> None:
    browser = served.client("secretary")
    served.visitor().get(badge_of(browser))
    (token,) = browser.get("/api/v1/tokens").json()["tokens"]
    assert (token["only"], token["last_used_at"]) == ("badge", served.office.at.isoformat())


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"only": "badge"}, "badge_needs_body"),
        ({"only": "metrics", "role": "secretary"}, "token_too_wide"),
        ({"only": "all"}, "unreadable"),
    ],
)
def test_what_cannot_be_made(served: Served, given: dict[str, Any], code: str) -> None:
    answer = served.client("secretary").post("/api/v1/tokens", json={"name": "x", "role": "viewer"} | given)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)


def test_names_are_drawn_as_they_are_and_run_nothing(sqlite_office: Office) -> None:
    name = '<script>alert("1")</script>&'
    sqlite_office.apply(sqlite_office.pack.replace("name: 网信委", f"name: '{name}'"))
    served = Served(sqlite_office)
    text = served.visitor().get(badge_of(served.client("secretary"))).text
    assert "<script" not in text
    title = ElementTree.fromstring(text).find("{*}title")
    assert title is not None and title.text is not None
    assert title.text.startswith(name)


def test_both_databases_keep_what_a_token_is_good_for(office: Office) -> None:
    served = Served(office)
    scraper = program(served, make(served.client("viewer"), only="metrics")["secret"])
    assert (scraper.get("/metrics").status_code, scraper.get("/api/v1/me").status_code) == (200, 403)
