"""Many accounts and contacts from one table: all or none, the links shown once."""

import io
import re

from openpyxl import load_workbook
from tests.conftest import Served

from meeting_cadence.store.people import SqlPeople

TABLE = (
    "姓名\t登录名\t角色\t所属机构\t邮箱\t联系人身份\n"
    "王某\twang\t秘书处\t甲市\twang@example.org\t秘书处\n"
    "李某\tli\t督查\t\tli@example.org\t\n"
    "张某\t\t\t乙市\tzhang@example.org\t负责人\n"
)


def logins(served: Served) -> list[str]:
    with served.office.store.reading() as session:
        return [one.login for one in SqlPeople(session, at=served.office.at).everyone()]


def test_looking_saves_nothing_and_shows_no_link(served: Served) -> None:
    page = served.client("administrator").post("/registry/people", data={"table": TABLE, "do": "check"})
    assert page.status_code == 200 and "新增账号 2 个、联系人 2 个；尚未保存" in page.text
    assert "/welcome/" not in page.text and logins(served) == ["administrator-0"]


def test_all_are_saved_and_each_link_is_shown_once_and_works(served: Served) -> None:
    browser = served.client("administrator")
    page = browser.post("/registry/people", data={"table": TABLE, "do": "save"})
    assert page.status_code == 200 and "已新增账号 2 个、联系人 2 个" in page.text
    links = re.findall(r"<code>http://testserver(/welcome/[^<]+)</code>", page.text)
    assert len(links) == 2 and "72 小时内有效" in page.text
    assert sorted(logins(served)) == ["administrator-0", "li", "wang"]
    assert "王某" in served.visitor().get(links[0]).text
    refused = served.visitor().post(links[0], data={"password": "short"})
    assert refused.status_code == 400 and "王某，请设置您的密码" in refused.text
    contacts = served.office.world.body("city-b").contacts
    assert [(one.role, one.address, one.name) for one in contacts] == [("chair", "zhang@example.org", "张某")]
    assert links[0] not in browser.get("/registry/people").text
    again = browser.post("/registry/people", data={"table": TABLE, "do": "save"})
    assert again.status_code == 422 and "第 2 行：" in again.text and "第 3 行：" in again.text
    assert len(logins(served)) == 3


def test_every_problem_is_told_by_row_and_nobody_is_added(served: Served) -> None:
    wrong = (
        "姓名,登录名,角色,机构,邮箱,联系人\n"
        "王某,wang,所长,丙市,无,秘书处\n"
        "李某,li,,,,\n"
        "张某,LI,督查,,,负责人\n"
        "赵某,,,,,\n"
        ",zhao,督查,,,\n"
    )
    page = served.client("administrator").post("/registry/people", data={"table": wrong, "do": "save"})
    assert page.status_code == 422
    for told in (
        "第 2 行“角色”：“所长”不是可写的“角色”",
        "第 2 行“机构”：没有名称或编号为“丙市”的机构",
        "第 2 行“邮箱”：“无”不是邮箱地址",
        "第 3 行“角色”：填了“登录名”的，还须填写“角色”",
        "第 4 行“邮箱”：填了“联系人身份”的，还须填写“邮箱”",
        "第 4 行“机构”：填了“联系人身份”的，还须填写“所属机构”",
        "第 4 行“登录名”：与第 3 行重复",
        "第 5 行“登录名”：没有登录名，也没有联系人身份",
        "第 6 行“姓名”：缺少“姓名”",
    ):
        assert told in page.text, told
    assert logins(served) == ["administrator-0"]


def test_a_bad_login_rolls_everybody_back(served: Served) -> None:
    table = "姓名,登录名,角色\n王某,wang,秘书处\n李某,李,督查\n"
    page = served.client("administrator").post("/registry/people", data={"table": table, "do": "save"})
    assert page.status_code == 422 and "第 3 行：" in page.text and logins(served) == ["administrator-0"]


def test_the_template_is_filled_in_english_too(served: Served) -> None:
    browser = served.client("administrator", language="en")
    book = load_workbook(io.BytesIO(browser.get("/registry/people.xlsx").content))
    assert [cell.value for cell in book.worksheets[0][1]] == [
        "Name*", "Login", "Role", "Body", "E-mail", "Contact as",
    ]  # fmt: skip
    table = "Name,Login,Role,Body\nWang,wang,secretary,City A\n"
    page = browser.post("/registry/people", data={"table": table.replace("City A", "甲市"), "do": "save"})
    assert page.status_code == 200 and "Links for the first sign-in" in page.text
