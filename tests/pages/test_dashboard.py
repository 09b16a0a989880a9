"""The dashboard of any body: where it stands how, plan coverage, calendars that nobody fetches, at any time."""

import re
from datetime import timedelta

from sqlalchemy import update
from tests.conftest import Served

from meeting_cadence.alerts.tick import tick
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import create
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed


def places(page: str) -> dict[str, list[str]]:
    """Name to the texts of the cells beside it."""
    if 'id="places"' not in page:
        return {}
    table = page[page.index('id="places"') :].split("</table>")[0]
    rows = re.findall(r"<tr><td>(.*?)</tr>", table, re.S)
    texts = [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row.split("<td")] for row in rows]
    return {row[0]: [cell.rpartition(">")[2].strip() for cell in row[1:]] for row in texts}


def test_each_body_directly_below_stands_with_its_own_figures(served: Served) -> None:
    served.office.enter(act={"body": "city-b", "kind": "study", "start": "2023-03-01"})
    page = served.client("auditor").get("/?under=commission").text
    rows = [row for row in served.office.rows() if row["standing"] == "overdue"]
    for name, body in (("网信委（本级）", "commission"), ("甲市", "city-a"), ("乙市", "city-b")):
        overdue = sum(row["body"] == body for row in rows)
        assert places(page)[name][0] == (str(overdue) if overdue else "–"), name
    assert list(places(page)) == ["网信委（本级）", "甲市", "乙市"], (
        "in administrative order, without the gone"
    )


def test_a_subtree_adds_up_below_the_body_above_it(served: Served) -> None:
    page = served.client("auditor").get("/").text
    overdue = [row for row in served.office.rows() if row["standing"] == "overdue"]
    below = [row for row in overdue if row["body"] != "province"]
    assert places(page)["网信委"][0] == str(len(below))
    link = re.search(r'href="(/windows\?[^"]*under=commission[^"]*)"', page)
    assert link is not None
    listed = served.client("auditor").get(link[1].replace("&amp;", "&")).text
    assert len(re.findall(r'<td class="num days"', listed)) == len(below)


def test_counters_and_rows_say_the_same(served: Served, monkeypatch: object) -> None:
    """Large scopes are told from counters: with none read whole, the figures stay."""
    from meeting_cadence.pages import glance

    served.office.enter(act={"body": "city-b", "kind": "study", "start": "2023-03-01"})
    browser = served.client("auditor")
    small = places(browser.get("/").text)
    monkeypatch.setattr(glance, "WHOLE", -1)  # type: ignore[attr-defined]
    assert places(browser.get("/").text) == small != {}


def test_a_body_without_anything_below_has_no_such_table(served: Served) -> None:
    assert places(served.client(scope="city-a").get("/").text) == {}


def test_how_much_of_what_comes_is_planned(served: Served) -> None:
    browser = served.client(scope="commission")
    assert not re.search(r"已安排 \d", browser.get("/").text), "nothing falls due within 90 days"
    served.office.at += timedelta(days=60)
    served.office.tick()
    served.office.enter(plan={"id": "p-1", "body": "city-a", "kind": "study", "start": "2024-06-02"})
    assert "已安排 1 / 2" in served.client(scope="commission").get("/").text


def test_links_carry_the_scope_and_the_time(served: Served) -> None:
    page = served.client("auditor").get("/?under=city-a&at=2023-12-31").text
    for path in ("/timeline", "/matrix", "/calendar", "/trend", "/overdue"):
        assert f'href="{path}?under=city-a&amp;at=2023-12-31"' in page, path
    assert "您正在查看截至2023年12月31日的情况" in page
    assert '<a href="/?under=city-a">回到现在</a>' in page


def test_every_picture_of_the_past_says_so_and_leads_back(served: Served) -> None:
    browser = served.client("auditor")
    for path in (
        "/",
        "/timeline",
        "/matrix",
        "/calendar/2023",
        "/trend",
        "/windows",
        "/overdue",
        "/next",
        "/rows",
    ):
        page = browser.get(f"{path}?at=2023-12-31&known_at=2024-01-02").text
        assert "您正在查看截至2023年12月31日的情况，以2024年1月2日 23:59前已登记的内容为准。" in page, path
        assert f'<a href="{path}">回到现在</a>' in page, path
        assert "没有登记" not in page


def test_a_page_that_knows_only_now_says_so(served: Served) -> None:
    browser = served.client("administrator")
    for path in ("/feeds", "/people", "/account", "/screens"):
        page = browser.get(f"{path}?at=2023-12-31").text
        assert "本页只显示现在的内容，不随所选时间变化。" in page, path
        assert f'<a href="{path}">回到现在</a>' in page, path


def test_notices_of_the_past_are_those_planned_by_then(served: Served) -> None:
    office = served.office
    tick(office.store, at=office.at, tables=office.tables, base_url="http://testserver")
    browser = served.client("auditor")
    numbers = re.findall(r'href="/notices/(\d+)', browser.get("/notices").text)
    assert numbers
    assert re.findall(r'href="/notices/(\d+)', browser.get("/notices?at=2024-03-05").text) == numbers
    assert re.findall(r'href="/notices/(\d+)', browser.get("/notices?at=2024-03-04").text) == []


def test_a_calendar_that_nobody_fetches_is_told_to_its_owner_and_to_administrators(served: Served) -> None:
    office = served.office
    owner = served.client(scope="commission")
    with office.store.session() as session:
        person = SqlPeople(session, at=office.at).everyone()[-1].id
        create(session, Scope("body", "city-a"), at=office.at - timedelta(days=8), person=person)
    for browser in (owner, served.client("administrator")):
        page = browser.get("/").text
        assert "久未更新的订阅" in page and "从未读取" in page
    assert "久未更新的订阅" not in served.client(scope="commission").get("/").text, "another person's"
    assert "久未更新的订阅" not in owner.get("/?at=2024-03-01").text, "of the past nobody knows"
    with office.store.session() as session:
        session.connection().execute(update(table_of(Feed)).values(last_used_at=office.at))
    assert "久未更新的订阅" not in owner.get("/").text
