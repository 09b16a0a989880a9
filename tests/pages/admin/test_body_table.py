"""Many bodies from one table: seen, saved as one version, refused whole with every problem by row."""

import io
import re

from openpyxl import Workbook, load_workbook
from tests.conftest import Office, Served

from meeting_cadence.store.engine import Store

TABLE = (
    "机构名称\t上级机构\t层级\t机构类别\t排列次序\t设立日期\t联系邮箱\n"
    "丙市\t网信委\t市级\t网信委\t13\t2022-03-01\tc@example.org\n"
    "丁县\t丙市\t县级\t\t14\t\t\n"
    "甲市\t网信委\tcity\t\t15\t\t\n"
)


def box(page: str) -> str:
    (found,) = re.findall(r'<textarea id="table"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return str(found)


def test_the_preview_says_what_each_row_does_and_saves_nothing(served: Served) -> None:
    page = served.client("administrator").post("/registry/bodies", data={"table": TABLE, "do": "check"})
    assert page.status_code == 200
    assert "新增 2 个，更正 1 个，不变 0 个；尚未保存" in page.text
    assert '<td class="lead">丙市</td><td data-label="处理">新增</td>' in page.text
    assert '<td class="num" data-label="制度要求">3</td>' in page.text
    assert "保存这些机构" in page.text and "有变化的时段" in page.text
    assert len(served.office.world.pack.tree) == 5


def test_all_are_saved_as_one_version_with_contacts_and_once_more_nothing_changes(served: Served) -> None:
    browser = served.client("administrator")
    done = browser.post("/registry/bodies", data={"table": TABLE, "do": "save", "reason": "市发〔2026〕1号"})
    assert (done.status_code, done.headers["location"]) == (303, "/bodies")
    tree = served.office.world.pack.tree
    made = {body.name.zh: body for body in tree}
    third, county = made["丙市"], made["丁县"]
    assert (third.id, third.parent, third.tier, third.order) == ("unit-001", "commission", "city", 13)
    assert (third.roles, str(third.since)) == (("cac_commission",), "2022-03-01")
    assert [(one.role, one.address) for one in third.contacts] == [("secretariat", "c@example.org")]
    assert (county.parent, county.tier, tree["city-a"].order) == ("unit-001", "county", 15)
    assert "office 2" in browser.get("/packs").text and "市发〔2026〕1号" in browser.get("/packs").text
    again = browser.post(
        "/registry/bodies", data={"table": TABLE.replace("c@example.org", ""), "do": "check"}
    )
    assert "新增 0 个，更正 0 个，不变 3 个" in again.text
    assert served.office.verify().differences == ()


def test_every_problem_is_told_by_row_and_column_and_nothing_is_saved(served: Served) -> None:
    wrong = (
        "机构名称,上级机构,层级,机构类别,次序,成立日期,邮箱\n"
        "丙市,没有的机构,乡野,怪类,多,2022-13-01,无效\n"
        "丁市,戊市,,,,,\n"
        "戊市,丁市,,,,,\n"
        "丁市,,,,,,\n"
        ",甲市,,,,,\n"
    )
    page = served.client("administrator").post("/registry/bodies", data={"table": wrong, "do": "save"})
    assert page.status_code == 422
    for told in (
        "第 2 行“上级机构”：没有名称或编号为“没有的机构”的机构",
        "第 2 行“层级”：“乡野”不是可写的“层级”",
        "第 2 行“机构类别”：“怪类”不是可写的",
        "第 2 行“次序”：“多”不是",
        "第 2 行“成立日期”：没有“2022-13-01”这一天",
        "第 2 行“邮箱”：“无效”不是邮箱地址",
        "第 3 行“上级机构”：上下级关系形成循环：丁市、戊市",
        "第 5 行“机构名称”：与第 3 行重复",
        "第 6 行“机构名称”：缺少“机构名称”",
    ):
        assert told in page.text, told
    assert "乡野" in box(page.text) and len(served.office.world.pack.tree) == 5


def test_an_uploaded_workbook_is_shown_in_the_box_before_anything_is_saved(served: Served) -> None:
    browser = served.client("administrator")
    template = load_workbook(io.BytesIO(browser.get("/registry/bodies.xlsx").content))
    assert [cell.value for cell in template.worksheets[0][1]][:2] == ["机构名称*", "机构编号"]
    assert "市级" in {row[1] for row in template.worksheets[1].iter_rows(values_only=True)}
    sheet = template.worksheets[0]
    sheet.cell(2, 1, "丙市")
    sheet.cell(2, 3, "网信委")
    kept = io.BytesIO()
    template.save(kept)
    file = {"file": ("机构.xlsx", kept.getvalue())}
    page = browser.post("/registry/bodies", files=file, data={"do": "save", "table": ""})
    assert page.status_code == 200 and "新增 1 个" in page.text
    assert "丙市\t\t网信委" in box(page.text) and len(served.office.world.pack.tree) == 5
    assert browser.post("/registry/bodies", data={"table": box(page.text), "do": "save"}).status_code == 303
    assert len(served.office.world.pack.tree) == 6


def test_a_file_that_is_no_table_is_refused_with_reasons(served: Served) -> None:
    browser = served.client("administrator")
    for content in (b"PK\x03\x04broken", b"\xff\xfe\xfa\x00"):
        answer = browser.post("/registry/bodies", files={"file": ("x.xlsx", content)}, data={"do": "check"})
        assert answer.status_code == 422 and "<li>" in answer.text
    book = Workbook()
    book.active.append(["机构名称"])  # type: ignore[union-attr]
    book.active.append(["=1+1"])  # type: ignore[union-attr]
    kept = io.BytesIO()
    book.save(kept)
    answer = browser.post("/registry/bodies", files={"file": ("x.xlsx", kept.getvalue())})
    assert answer.status_code == 422 and "公式" in answer.text
    assert "请上传或粘贴表格" in browser.post("/registry/bodies", data={"do": "save"}).text
    assert (
        "没有可录入的行" in browser.post("/registry/bodies", data={"table": "机构名称\n", "do": "save"}).text
    )


def test_without_a_pack_the_page_says_what_comes_first(sqlite_store: Store) -> None:
    page = Served(Office(sqlite_store)).client("administrator").get("/registry/bodies").text
    assert "还没有启用制度包" in page and 'name="table"' not in page


def test_only_administrators_may(served: Served) -> None:
    for path in ("/registry/bodies", "/registry/bodies.xlsx", "/registry/people", "/registry/people.xlsx"):
        assert served.client("supervisor").get(path).status_code == 403
        assert served.client("auditor").get(path).status_code == 403


def test_both_databases_keep_the_same(office: Office) -> None:
    browser = Served(office).client("administrator", language="en")
    done = browser.post(
        "/registry/bodies", data={"table": "Name,Superior,Tier\nC,commission,city\n", "do": "save"}
    )
    assert done.status_code == 303 and office.world.pack.tree["unit-001"].tier == "city"
