"""Subscriptions, notices, people and contacts on their pages."""

import re

from tests.conftest import Served
from tests.store.test_letters import put

from meeting_cadence.store.letters import MOST


def test_a_subscription_is_shown_once_serves_a_calendar_and_is_revoked(served: Served) -> None:
    browser = served.client()
    page = browser.post("/feeds", data={"body": "commission", "reach": "subtree"}).text
    (path,) = set(re.findall(r"http://testserver(/feeds/[\w-]+\.ics)", page))
    assert f"webcal://testserver{path}" in page
    assert path not in browser.get("/feeds").text
    feed = served.visitor().get(path)
    assert feed.status_code == 200 and feed.text.startswith("BEGIN:VCALENDAR")
    assert browser.post("/feeds/1/revoke").status_code == 303
    assert served.visitor().get(path).status_code == 410


def test_nobody_revokes_or_sees_what_is_somebody_else_s(served: Served) -> None:
    served.client().post("/feeds", data={"body": "commission", "reach": "body"})
    other = served.client("viewer")
    assert "作废" not in other.get("/feeds").text
    assert other.post("/feeds/1/revoke").status_code == 404
    assert served.client("administrator").post("/feeds/1/revoke").status_code == 303


def test_a_feed_of_a_body_out_of_sight_is_refused(served: Served) -> None:
    answer = served.client(scope="city-a").post("/feeds", data={"body": "province", "reach": "subtree"})
    assert answer.status_code == 422


def test_an_added_person_gets_a_link_that_is_shown_once(served: Served) -> None:
    browser = served.client("administrator")
    form = {"login": "li", "name": "李某", "role": "secretary", "scope": "city-a"}
    page = browser.post("/people", data=form).text
    (link,) = re.findall(r"http://testserver(/welcome/[\w-]+)", page)
    assert link not in browser.get("/people").text
    newcomer = served.visitor()
    assert newcomer.post(link, data={"password": "a long enough one"}).status_code == 303
    assert "甲市" in newcomer.get("/").text and "/bodies/city-b" not in newcomer.get("/").text


def test_a_login_that_is_taken_is_told(served: Served) -> None:
    browser = served.client("administrator")
    form = {"login": "administrator-0", "name": "李某", "role": "secretary", "scope": ""}
    answer = browser.post("/people", data=form)
    assert answer.status_code == 422 and 'value="李某"' in answer.text


def test_disabling_revokes_feeds_at_once(served: Served) -> None:
    page = served.client("viewer").post("/feeds", data={"body": "commission", "reach": "body"}).text
    (path,) = set(re.findall(r"http://testserver(/feeds/[\w-]+\.ics)", page))
    assert served.visitor().get(path).status_code == 200
    assert served.client("administrator").post("/people/1/disable").status_code == 303
    assert served.visitor().get(path).status_code == 410


def test_an_added_contact_takes_the_body_off_the_red_list(served: Served) -> None:
    browser = served.client("administrator")
    assert '<a class="red" href="/bodies/city-a">' in browser.get("/").text
    form = {"body": "city-a", "role": "secretariat", "address": "a@example.org", "name": "张某"}
    assert browser.post("/contacts", data=form).status_code == 303
    assert '<a class="red" href="/bodies/city-a">' not in browser.get("/").text
    assert "a@example.org" in browser.get("/people").text


def test_notices_that_were_not_sent_say_so(served: Served) -> None:
    from meeting_cadence.alerts.deliver import drain
    from meeting_cadence.alerts.setup import courier_of
    from meeting_cadence.alerts.tick import tick

    office = served.office
    tick(office.store, at=office.at, tables=office.tables, base_url="http://testserver")
    drain(courier_of(served.settings, office.store, tables=office.tables, clock=lambda: office.at))
    browser = served.client()
    page = browser.get("/notices").text
    assert "未配置邮件服务器" in page and "未发送（未配置邮件），仅在此显示" in page
    address = re.findall(r'href="(/notices/\d+)"', page)[0]
    assert browser.get(address).status_code == 200
    assert served.client("viewer", scope="city-old").get(address).status_code == 404


def test_notices_go_on_page_by_page(served: Served) -> None:
    with served.office.store.session() as session:
        put(session, ["commission"] * (MOST + 1))
    browser = served.client()
    first = browser.get("/notices").text
    (older,) = re.findall(r'href="([^"]*before=[^"]*)">更早的通知', first)
    last = browser.get(older.replace("&amp;", "&")).text
    assert (first.count('href="/notices/'), last.count('href="/notices/')) == (MOST, 1)
    assert "更早的通知" not in last
