"""Walls, embedded cards and badges: figures like the dashboard's, nobody signed in, gone at once when revoked."""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from tests.conftest import Served

from meeting_cadence.logs import strike_out


def make(browser: TestClient, kind: str = "wall", **fields: str) -> str:
    """The path of a new screen."""
    filled = {"kind": kind, "name": "值班室", "body": "commission", "language": "zh", **fields}
    page = browser.post("/screens", data=filled).text
    found = re.search(rf"<code>http://testserver(/{kind}/[\w-]+)</code>", page)
    assert found is not None, page
    return found[1]


@pytest.fixture
def administrator(served: Served) -> TestClient:
    return served.client("administrator")


def test_a_wall_shows_the_figures_of_the_dashboard_to_nobody_in_particular(
    served: Served, administrator: TestClient
) -> None:
    page = served.visitor().get(make(administrator)).text
    dashboard = served.client(scope="commission").get("/").text
    figures = r"<b>(?:<svg.*?</svg>)?(\d+)(?:<small>[ /]+(\d+)</small>)?</b>"
    mine = re.findall(figures, page[page.index('class="figures"') :])[:3]
    theirs = re.findall(figures, dashboard[dashboard.index('class="figures"') :])[:4]
    assert mine == [theirs[0], theirs[1], theirs[3]]
    assert "网信委" in page and "全体会议" in page
    assert "▲" not in page and 'href="#mark-overdue"' in page
    assert page.count("<li") <= 10
    assert "c@example.org" not in page, "no contacts"


def test_a_wall_refreshes_itself_with_and_without_scripts_and_loads_nothing_foreign(
    served: Served, administrator: TestClient
) -> None:
    answer = served.visitor().get(make(administrator))
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in answer.text
    assert 'data-refresh="60"' in answer.text and 'data-zone="Asia/Shanghai"' in answer.text
    assert not re.search(r'(?:src|href)="(?!/static/|#)', answer.text)
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy and "'unsafe-inline'" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_a_wall_says_when_nobody_has_checked(served: Served, administrator: TestClient) -> None:
    path = make(administrator)
    assert "尚未巡检" in served.visitor().get(path).text
    served.office.at += timedelta(minutes=10)
    assert 'class="late"' in served.visitor().get(path).text


def test_a_wall_with_nothing_overdue_says_so_in_its_language(
    served: Served, administrator: TestClient
) -> None:
    for year in (2022, 2023):
        served.office.enter(act={"body": "commission", "kind": "plenary", "start": f"{year}-06-01"})
    for half in ("2022-02", "2022-08", "2023-02", "2023-08"):
        for city in ("city-a", "city-b"):
            served.office.enter(
                act={"body": city, "kind": "study", "start": f"{half}-01", "items": ["convey"]}
            )
    page = served.visitor().get(make(administrator, body="city-a", language="en")).text
    figure = re.search(r'<div class="(late|well)"><b><svg.*?</svg>(\d+)</b>', page)
    assert figure is not None
    assert (figure[1] == "well") == (figure[2] == "0") == ("Nothing is overdue" in page)


def test_a_card_may_be_framed_by_the_named_sites_only(served: Served) -> None:
    path = make(served.client("administrator"), "embed")
    shut = served.visitor().get(path)
    assert "frame-ancestors 'none'" in shut.headers["content-security-policy"]
    assert "x-frame-options" not in shut.headers
    portal = Served(served.office, embed_hosts=("https://portal.example.org",))
    opened = portal.visitor().get(path)
    assert opened.headers["content-security-policy"].endswith("frame-ancestors https://portal.example.org")
    assert "x-frame-options" not in opened.headers
    assert portal.visitor().get("/login").headers["x-frame-options"] == "DENY"
    assert "网信委：" in opened.text and "<script" not in opened.text
    assert opened.headers["refresh"] == "300"


def test_a_badge_says_in_words_how_many_are_overdue(served: Served, administrator: TestClient) -> None:
    answer = served.visitor().get(make(administrator, "embed") + "/badge.svg")
    overdue = [
        row for row in served.office.rows() if row["standing"] == "overdue" and row["body"] != "province"
    ]
    assert answer.headers["content-type"] == "image/svg+xml"
    assert f"<title>网信委: 逾期 {len(overdue)} 项</title>" in answer.text


def test_what_is_revoked_expired_or_of_another_kind_is_gone_and_looks_alike(
    served: Served, administrator: TestClient
) -> None:
    wall, card = make(administrator), make(administrator, "embed", days="1")
    nobody = served.visitor()
    assert nobody.get(wall).status_code == nobody.get(card).status_code == 200
    number = re.findall(r'action="/screens/(\d+)/revoke"', administrator.get("/screens").text)[-1]
    assert administrator.post(f"/screens/{number}/revoke").status_code == 303
    absent = nobody.get("/wall/" + "x" * 43)
    secret = wall.rpartition("/")[2]
    for path in (wall, f"/embed/{secret}", f"/embed/{secret}/badge.svg"):
        assert nobody.get(path).status_code == 404, path
    assert nobody.get(wall).text.replace(secret, "") == absent.text.replace("x" * 43, "")
    served.office.at += timedelta(days=1)
    assert nobody.get(card).status_code == 404


def test_only_an_administrator_makes_screens_and_a_bad_form_is_refused_whole(
    served: Served, administrator: TestClient
) -> None:
    for role in ("viewer", "secretary", "supervisor", "auditor"):
        assert served.client(role).get("/screens").status_code == 403, role
    for wrong in ({"name": ""}, {"days": "0"}, {"days": "x"}, {"body": "nowhere"}):
        filled = {"kind": "wall", "name": "值班室", "body": "", "language": "zh", **wrong}
        assert administrator.post("/screens", data=filled).status_code == 422, wrong
    assert "还没有大屏或嵌入页。" in administrator.get("/screens").text


def test_hostile_names_are_shown_and_never_run(served: Served, administrator: TestClient) -> None:
    served.office.apply(served.office.pack.replace("name: 网信委", "name: '<script>alert(1)</script>'"))
    page = administrator.post(
        "/screens",
        data={"kind": "embed", "name": '"><script>x</script>', "body": "commission", "language": "zh"},
    ).text
    assert "<script>x" not in page and "&lt;script&gt;x" in page
    path = make(administrator, "embed")
    for address in (path, path + "/badge.svg", make(administrator)):
        shown = served.visitor().get(address).text
        assert "<script>alert" not in shown and "&lt;script&gt;alert(1)" in shown


def test_the_secret_of_an_address_is_struck_out_of_the_log(served: Served, administrator: TestClient) -> None:
    path = make(administrator)
    assert strike_out(None, "", {"event": f"GET {path} 200"}) == {"event": "GET /wall/*** 200"}


def test_its_last_use_is_noted_to_within_some_minutes(served: Served, administrator: TestClient) -> None:
    path = make(administrator)
    assert administrator.get("/screens").text.count("从未") == 1
    served.visitor().get(path)
    assert administrator.get("/screens").text.count("从未") == 0
