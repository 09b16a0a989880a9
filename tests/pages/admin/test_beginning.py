"""The first steps: done when every body has what it needs, or passed over; nothing is offered in vain."""

import re

from tests.conftest import Office, Served

from meeting_cadence.store.engine import Store


def step(page: str, title: str) -> str:
    """What stands behind a step's title."""
    (found,) = re.findall(rf'{title} <span class="count">([^<]*)</span>', page)
    return str(found)


def test_adoption_and_contacts_are_done_when_every_body_has_them(office: Office) -> None:
    served = Served(office)
    browser = served.client("administrator")
    page = browser.get("/start").text
    assert step(page, "说明从哪一天起考核") == "4 个机构中 0 个已登记考核起始日"
    assert step(page, "填写联系人") == "4 个机构中 1 个有联系人"
    for body in ("province", "commission", "city-a"):
        office.enter(adopt={"id": f"a-{body}", "body": body, "regulation": "rules", "on": "2022-01-01"})
    assert step(browser.get("/start").text, "说明从哪一天起考核") == "4 个机构中 3 个已登记考核起始日"
    office.enter(retract={"id": "r", "entry": "a-city-a", "reason": "误"})
    assert step(browser.get("/start").text, "说明从哪一天起考核") == "4 个机构中 2 个已登记考核起始日"
    office.enter(retract={"entry": "r", "reason": "误"})
    assert step(browser.get("/start").text, "说明从哪一天起考核") == "4 个机构中 3 个已登记考核起始日"
    office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    assert "4 个机构中 4 个" in browser.get("/start").text


def test_a_step_is_passed_over_and_taken_up_again_on_the_trail(served: Served) -> None:
    browser = served.client("administrator")
    assert "共 8 步，已完成 3 步。" in browser.get("/start").text
    assert browser.post("/start", data={"step": "mail", "do": "skip"}).status_code == 303
    page = browser.get("/start").text
    assert step(page, "发出第一封邮件") == "不做" and "已完成 4 步" in page and "恢复此步" in page
    browser.post("/start", data={"step": "mail", "do": "resume"})
    assert "已完成 3 步" in browser.get("/start").text
    assert browser.post("/start", data={"step": "nothing", "do": "skip"}).status_code == 404
    trail = served.client("auditor").get("/audit").text
    assert "mail" in trail


def test_the_dashboard_reminds_until_every_step_is_done_or_ended(served: Served) -> None:
    browser = served.client("administrator")
    served.office.enter(act={"body": "commission", "kind": "plenary", "start": "2023-05-01"})
    page = browser.get("/").text
    assert "首次使用还有 4 步待完成，下一步：添加秘书处和督查人员。" in page
    browser.post("/start", data={"step": "all", "do": "skip"})
    assert "首次使用还有" not in browser.get("/").text
    assert "首次使用已结束" in browser.get("/start").text
    browser.post("/start", data={"step": "all", "do": "resume"})
    assert "首次使用还有 4 步" in browser.get("/").text


def test_a_secretariat_is_reminded_of_its_own_bodies(sqlite_office: Office) -> None:
    served = Served(sqlite_office)
    browser = served.client("secretary", "city-a")
    assert '<a href="/adopt/many">说明从哪一天起对各机构考核</a>' in browser.get("/").text
    sqlite_office.enter(adopt={"body": "city-a", "regulation": "rules", "on": "2022-01-01"})
    page = browser.get("/").text
    assert '<a href="/adopt/many">说明' not in page and '<a href="/record/years">补登以往会议</a>' in page
    sqlite_office.enter(act={"body": "city-a", "kind": "study", "start": "2023-05-01"})
    assert "从这里开始" not in browser.get("/").text
    assert "从这里开始" not in served.client("viewer", "city-a").get("/").text


def test_an_auditor_is_offered_only_what_auditors_may_open(served: Served) -> None:
    browser = served.client("auditor")
    page = browser.get("/start").text
    offered = re.findall(r'<a class="button[^"]*" href="([^"#]*)', page)
    assert offered == ["/packs", "/bodies", "/people", "/people"]
    assert all(browser.get(path).status_code == 200 for path in offered)
    assert "此步不做" not in page
    assert browser.post("/start", data={"step": "mail", "do": "skip"}).status_code == 403


def test_an_administrator_may_open_all_that_is_offered(served: Served) -> None:
    browser = served.client("administrator")
    offered = re.findall(r'<a class="button[^"]*" href="([^"#]*)', browser.get("/start").text)
    assert {"/adopt/many", "/registry/bodies", "/registry/people", "/settings", "/feeds"} <= set(offered)
    assert all(browser.get(path).status_code == 200 for path in offered)


def test_where_duties_are_separated_administrators_are_not_sent_to_adopt(sqlite_office: Office) -> None:
    served = Served(sqlite_office, access_profile="cn-level3")
    from meeting_cadence.access import Person, Role
    from meeting_cadence.pages.admin.beginning import PLACES

    person = Person(0, "a", "a", Role.ADMINISTRATOR)
    assert [one.permit.admits(person, separated=True) for one in PLACES["adopt"]] == [False, False]
    assert served.client("administrator").get("/adopt/many").status_code in (303, 403)


def test_without_a_pack_nothing_is_called_announced_and_administrators_are_led_on(
    sqlite_store: Store,
) -> None:
    empty = Served(Office(sqlite_store))
    page = empty.client("administrator").get("/settings").text
    assert "尚未启用制度包，暂按周一至周五计" in page and "已公布" not in page
    packs = empty.client("administrator").get("/packs").text
    assert "请由管理员" not in packs and '<a href="/packs/new">选择制度包</a>' in packs
    assert "请由管理员" in empty.client("auditor").get("/packs").text
    start = empty.client("administrator").get("/start").text
    assert "共 8 步，已完成 0 步。" in start
