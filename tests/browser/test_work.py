"""What the scripts of the forms add, and what holds without them: the panel, pasting, a lost session, two at once."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.windows import Windows

from meeting_cadence.access import Person, Role
from meeting_cadence.actions.passwords import hash_password
from meeting_cadence.actions.sign_in import open_session, sign_out
from meeting_cadence.store.people import SqlPeople

pytestmark = pytest.mark.slow

COMMISSION = "zj-commission"
PASSWORD = "长长的一句口令 2026"


def filled_in(page: Page) -> None:
    page.goto(f"/record?body={COMMISSION}&mandate=zj-annual-plenary")
    page.get_by_label("召开日期", exact=True).fill("2026-11-20")


def test_the_panel_asks_and_tells_while_the_form_is_filled_in(windows: Windows) -> None:
    page = windows.open()
    filled_in(page)
    panel = page.locator("#panel")
    expect(panel).to_contain_text("这次会议用于哪个时段？")
    panel.get_by_label("2026年度（当期").check()
    expect(panel).to_contain_text("本次会议将履行")
    expect(panel.locator(".settled")).to_have_text("2026年度省委网信委全体会议（按期）")
    page.get_by_label("形式").select_option(label="书面")
    expect(panel).to_contain_text("书面形式不计入")
    page.get_by_label("会议或事项种类").select_option(value="office_meeting")
    expect(panel).to_contain_text("不履行任何要求")
    expect(page.get_by_label("召开日期", exact=True)).to_have_value("2026-11-20")


def test_the_panel_keeps_the_focus_of_who_answers_it_by_keyboard(windows: Windows) -> None:
    page = windows.open()
    filled_in(page)
    choice = page.locator("#panel input[type=radio]").first
    choice.focus()
    page.keyboard.press("Space")
    expect(page.locator("#panel .settled")).to_have_count(1)
    assert page.evaluate("document.activeElement.name") == "window:zj-annual-plenary"


def test_the_panel_says_when_nobody_is_signed_in_any_more(windows: Windows) -> None:
    page = windows.open()
    filled_in(page)
    expect(page.locator("#panel")).to_contain_text("这次会议")
    page.context.clear_cookies(name="session")
    page.get_by_label("名称").fill("年会")
    expect(page.locator("#panel")).to_contain_text("登录已失效")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_form_sent_too_late_is_there_again_after_signing_in(windows: Windows, javascript: bool) -> None:
    house = windows.house
    with house.store.session() as session:
        people = SqlPeople(session, at=house.at)
        person = people.add(Person(0, "late", "迟来者", Role.SECRETARY))
        people.set_password(person.id, hash_password(PASSWORD))
        token = open_session(people, person).token
    page = windows.open(token=token, javascript=javascript)
    filled_in(page)
    page.get_by_label("佐证材料").fill("纪要〔2026〕3号\n签到表")
    with house.store.session() as session:
        sign_out(SqlPeople(session, at=house.at), token)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("main")).to_contain_text("刚才的内容尚未保存")
    page.get_by_label("登录名").fill("late")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_label("佐证材料")).to_have_value("纪要〔2026〕3号\n签到表")
    expect(page.get_by_label("召开日期", exact=True)).to_have_value("2026-11-20")
    expect(page.locator("body")).to_contain_text("已恢复刚才填写的内容，尚未保存")


def test_cells_pasted_from_a_spreadsheet_go_right_and_down(windows: Windows) -> None:
    page = windows.open()
    page.goto("/record/years")
    paste(page, "input[name='start.3']", "2015-03-05\t网信委全体会议\t第一次\n2016-03-08\t\t第二次\n")
    for name, value in (("start.3", "2015-03-05"), ("ordinal.3", "第一次"), ("start.4", "2016-03-08")):
        expect(page.locator(f"[name='{name}']")).to_have_value(value)
    expect(page.locator("[name='kind.3'] option:checked")).to_have_text("网信委全体会议")
    expect(page.locator("[name='start.5']")).to_have_value("")


def test_a_table_with_a_heading_goes_through_the_text_field(windows: Windows) -> None:
    page = windows.open()
    page.goto("/record/years")
    page.get_by_label("机构", exact=True).select_option(value=COMMISSION)
    paste(page, "input[name='start.1']", "会议名称\t召开日期\n第一次全会\t2015-03-05\n")
    page.keyboard.press("Enter")
    expect(page.locator("[name='title.1']")).to_have_value("第一次全会")
    expect(page.locator("[name='start.1']")).to_have_value("2015-03-05")


def paste(page: Page, selector: str, text: str) -> None:
    """As a browser does it on Ctrl+V, without touching the clipboard of this machine."""
    page.locator(selector).focus()
    page.evaluate(
        """([selector, text]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.querySelector(selector).dispatchEvent(event);
        }""",
        [selector, text],
    )


def test_who_corrects_second_sees_both_versions(windows: Windows) -> None:
    first, second = windows.open("secretary"), windows.open("supervisor")
    filled_in(first)
    first.locator("#panel").get_by_label("2026年度（当期").check()
    first.get_by_role("button", name="保存", exact=True).click()
    address = first.url
    windows.house.at = windows.house.at.replace(minute=1)
    for page in (first, second):
        page.goto(address)
        page.get_by_role("link", name="更正").first.click()
    for page, title in ((first, "第一次全会"), (second, "第二次全会")):
        page.get_by_label("名称").fill(title)
        page.get_by_label("更正理由").fill("补名称")
        page.locator("#panel").get_by_label("2026年度（当期").check()
        page.get_by_role("button", name="保存", exact=True).click()
        windows.house.at = windows.house.at.replace(minute=2)
    conflict = second.locator("[role=alert]")
    expect(conflict).to_contain_text("他人已先行更改，尚未保存")
    expect(conflict.locator("tbody")).to_contain_text("第一次全会")
    expect(conflict.locator("tbody")).to_contain_text("第二次全会")
