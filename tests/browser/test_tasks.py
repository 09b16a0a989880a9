"""The six tasks of every day, each by mouse, by the keyboard alone, and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.browser.windows import Windows

pytestmark = pytest.mark.slow

PLENARY = "省委网信委全体会议"
COMMISSION = "中共浙江省委网络安全和信息化委员会"
Worker = Callable[[str], Hands]


@pytest.fixture(params=["mouse", "keyboard", "plain"])
def worker(request: pytest.FixtureRequest, windows: Windows) -> Worker:
    """Somebody of a role at work, in one of the ways."""

    def at_work(role: str) -> Hands:
        page = windows.open(role, javascript=request.param != "plain")
        return Keyboard(page) if request.param == "keyboard" else Mouse(page)

    return at_work


def shown(page: Page, text: str) -> None:
    expect(page.locator("body")).to_contain_text(text)


def button(hands: Hands, name: str) -> None:
    hands.press(hands.page.get_by_role("button", name=name, exact=True))


def link(hands: Hands, name: str | re.Pattern[str]) -> None:
    hands.press(hands.page.get_by_role("link", name=name, exact=isinstance(name, str)).first)


def test_seeing_what_is_overdue_and_where(worker: Worker) -> None:
    hands = worker("viewer")
    page = hands.page
    page.goto("/")
    expect(page.locator("h1")).to_contain_text("2 项逾期")
    link(hands, re.compile(r"逾期未见登记$"))
    expect(page).to_have_url(re.compile("/overdue"))
    first = page.locator("tbody tr").first
    expect(first).to_contain_text(COMMISSION)
    expect(first).to_contain_text("逾期 327 天")
    link(hands, PLENARY)
    expect(page.locator("h1")).to_contain_text("2025年度")
    expect(page.locator("blockquote")).to_be_visible()
    expect(page.locator(".story li")).not_to_have_count(0)


def test_recording_a_meeting(worker: Worker) -> None:
    hands = worker("secretary")
    page = hands.page
    page.goto("/overdue")
    link(hands, "登记召开")
    expect(page.locator("#body")).to_have_value(re.compile("."))
    hands.date("召开日期", "2026-11-20")
    hands.write("第几次", "3")
    hands.write("应到人数", "20")
    hands.write("实到人数", "18")
    hands.write("名称", "省委网信委第三次全体会议")
    hands.write("佐证材料", "纪要〔2026〕3号")
    button(hands, "核对将履行的事项")
    shown(page, "本次会议将履行")
    shown(page, f"2025年度{PLENARY}（逾期）")
    button(hands, "保存")
    shown(page, "已登记：第3次")
    expect(page.locator(".stand")).to_contain_text("逾期召开")
    shown(page, "纪要〔2026〕3号")
    link(hands, "撤回刚才的登记")
    button(hands, "撤回")
    shown(page, "已登记：撤回")


def test_planning_moving_and_cancelling(worker: Worker) -> None:
    hands = worker("secretary")
    page = hands.page
    page.goto("/next?days=365")
    hands.press(page.locator("tr", has_text=PLENARY).get_by_role("link", name=PLENARY, exact=True).first)
    link(hands, "安排")
    hands.date("计划日期", "2026-12-20")
    button(hands, "核对")
    shown(page, "保存后的变化")
    button(hands, "保存计划")
    shown(page, "已登记：计划")
    page.goto("/plan")
    row = page.locator("tr", has_text="2026-12-20")
    hands.press(row.get_by_role("link", name="改期或取消计划"))
    hands.date("计划日期", "2026-12-23")
    button(hands, "保存计划")
    shown(page, "2026年12月23日")
    page.goto("/plan")
    hands.press(page.locator("tr", has_text="2026-12-23").get_by_role("link", name="改期或取消计划"))
    hands.choose("状态", "已取消")
    button(hands, "保存计划")
    shown(page, "已登记：计划")
    page.goto("/plan")
    expect(page.locator("tr", has_text="2026-12-23")).to_contain_text("已取消")


def test_recording_a_trigger(worker: Worker) -> None:
    hands = worker("secretary")
    page = hands.page
    page.goto("/events/new")
    hands.choose("机构", "中共杭州市委员会")
    hands.choose("触发事项", "任免网信部门主要负责同志")
    hands.date("发生时间", "2026-11-20")
    button(hands, "核对")
    shown(page, "保存后的变化")
    button(hands, "登记")
    shown(page, "已登记：")
    shown(page, "中共杭州市委员会")


def test_granting_a_relief_that_was_asked_for(worker: Worker) -> None:
    secretary = worker("secretary")
    page = secretary.page
    page.goto("/next?days=365")
    link(secretary, PLENARY)
    link(secretary, "申请延期或豁免")
    secretary.choose("种类", "申请延期")
    secretary.date("申请延至（含当日）", "2027-01-20")
    secretary.write("理由", "筹备工作尚未完成")
    button(secretary, "提交申请")
    shown(page, "申请已提交，待督查处理")
    supervisor = worker("supervisor")
    page = supervisor.page
    page.goto("/")
    link(supervisor, "申请")
    shown(page, "筹备工作尚未完成")
    link(supervisor, "批准并登记")
    expect(page.locator("#until")).to_have_value("2027-01-20")
    supervisor.write("批准机关", "中共浙江省委员会")
    supervisor.write("批准文号", "浙委〔2026〕12号")
    button(supervisor, "登记")
    shown(page, "没有待处理的申请")
    shown(page, "已批准 · 李督办")
    link(supervisor, PLENARY)
    shown(page, "2027-01-20")


def test_subscribing_to_a_feed(worker: Worker) -> None:
    hands = worker("secretary")
    page = hands.page
    page.goto("/")
    link(hands, "订阅")
    hands.choose("机构", COMMISSION) if page.get_by_label("机构", exact=True).count() else None
    button(hands, page.locator("form.sheet button.first").inner_text())
    address = page.locator(".address code").first.inner_text()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/feeds/[\w-]+\.ics", address)
    calendar = page.request.get(address)
    assert calendar.status == 200
    assert calendar.text().startswith("BEGIN:VCALENDAR")
