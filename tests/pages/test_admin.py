"""Setting a service up: packs, bodies, readings; a change is seen first, refused with reasons, kept as a version."""

import io
import re
from zipfile import ZipFile

import pytest
from tests.conftest import OFFICE_PACK, Office, Served

from meeting_cadence.store.engine import Store

LATER = OFFICE_PACK.replace("title: 学习, ", "title: 集中学习, ")
REWRITING = OFFICE_PACK.replace(
    "{quota: {min: 1, per: 1y, align: calendar}}]}\n      - {id: study",
    "{quota: {min: 2, per: 1y, align: calendar}}]}\n      - {id: study",
)


def state(page: str) -> str:
    (found,) = re.findall(r'name="state" value="([^"]*)"', page)
    return found.replace("&#34;", '"')


def pack_form(text: str, do: str, state: str = "") -> dict[str, str]:
    return {"file-name": "office.yaml", "file-text": text, "root": "office.yaml", "do": do, "state": state}


def test_a_pack_is_seen_first_then_put_in_force_as_a_version(served: Served) -> None:
    browser = served.client("administrator")
    seen = browser.post("/packs/new", data=pack_form(LATER, "check"))
    assert seen.status_code == 200 and "集中学习" in seen.text and "有变化的时段" not in seen.text
    assert served.office.world.pack.mandate["study"].title.zh == "学习"
    done = browser.post(
        "/packs/new", data={**pack_form(LATER, "save", state(seen.text)), "reason": "省发〔2026〕1号"}
    )
    assert (done.status_code, done.headers["location"]) == (303, "/packs")
    assert served.office.world.pack.mandate["study"].title.zh == "集中学习"
    page = browser.get("/packs").text
    assert "office 2" in page and "省发〔2026〕1号" in page
    again = browser.post("/packs/new", data=pack_form(LATER, "save", "1"))
    assert again.status_code == 303


def test_a_pack_that_would_rewrite_closed_verdicts_is_refused_with_the_way_out(served: Served) -> None:
    assert REWRITING != OFFICE_PACK
    browser = served.client("administrator")
    seen = browser.post("/packs/new", data=pack_form(REWRITING, "check"))
    assert "不能照此保存" in seen.text and "请改用 versions" in seen.text
    refused = browser.post("/packs/new", data=pack_form(REWRITING, "save", state(seen.text)))
    assert refused.status_code == 422 and "min: 2" in refused.text


def test_what_changes_is_told_by_names(served: Served) -> None:
    page = served.client("administrator").post("/packs/new", data=pack_form(REWRITING, "check")).text
    assert '<td data-label="制度要求">全体会议</td>' in page and ">2023年度</td>" in page


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(served: Served) -> None:
    browser = served.client("administrator")
    first = state(browser.post("/packs/new", data=pack_form(LATER, "check")).text)
    browser.post("/packs/new", data=pack_form(LATER, "save", first))
    late = browser.post("/packs/new", data=pack_form(OFFICE_PACK.replace("学习", "培训"), "save", first))
    assert late.status_code == 422 and served.office.world.pack.mandate["study"].title.zh == "集中学习"


def test_every_problem_of_a_file_is_told_and_the_text_kept(served: Served) -> None:
    wrong = OFFICE_PACK.replace("timezone: Asia/Shanghai", "timezone: Asia/Nowhere").replace(
        "per: 6m", "per: 6x"
    )
    answer = served.client("administrator").post("/packs/new", data=pack_form(wrong, "check"))
    assert answer.status_code == 422 and "Asia/Nowhere" in answer.text and answer.text.count("<li>") >= 2
    assert served.client("administrator").post("/packs/new", data={"do": "check"}).status_code == 422
    raw = {"file": ("pack.yaml", b"\xff\xfe\xfa")}
    assert served.client("administrator").post("/packs/new", files=raw).status_code == 422


def test_files_are_uploaded_and_what_is_in_force_downloaded(served: Served) -> None:
    browser = served.client("administrator")
    seen = browser.post("/packs/new", files={"file": ("office.yaml", LATER.encode())}, data={"do": "check"})
    assert seen.status_code == 200 and "集中学习" in seen.text
    taken = browser.get("/packs/office.yaml")
    text = taken.text if "yaml" in taken.headers["content-type"] else _joined(taken.content)
    assert "学习" in text
    assert served.client("administrator").get("/packs/nowhere.yaml").status_code == 404


def _joined(archive: bytes) -> str:
    with ZipFile(io.BytesIO(archive)) as opened:
        return "".join(opened.read(name).decode() for name in opened.namelist())


def test_a_shipped_pack_is_taken_over_into_the_form(served: Served) -> None:
    browser = served.client("administrator")
    assert "/packs/new?shipped=party-branch" in browser.get("/packs").text
    assert 'name="file-text"' in browser.get("/packs/new?shipped=party-branch").text
    assert browser.get("/packs/new?shipped=none").status_code == 404


def test_a_mandate_is_changed_as_a_text_with_its_lines(served: Served) -> None:
    browser = served.client("administrator")
    page = browser.get("/registry/mandate/study").text
    assert "title: 学习" in page
    text = "title: 学习\nobliged: {tier: city\n"
    wrong = browser.post(
        "/registry/mandate/study", data={"definition": text, "do": "check", "state": state(page)}
    )
    assert wrong.status_code == 422 and "行：" in wrong.text
    new = {"definition": _definition(page).replace("title: 学习", "title: 集中学习"), "state": state(page)}
    assert "集中学习" in browser.post("/registry/mandate/study", data={**new, "do": "check"}).text
    assert served.office.world.pack.mandate["study"].title.zh == "学习"
    assert browser.post("/registry/mandate/study", data={**new, "do": "save"}).status_code == 303
    assert served.office.world.pack.mandate["study"].title.zh == "集中学习"


def _definition(page: str) -> str:
    (found,) = re.findall(r'<textarea id="definition"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return found.replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_a_new_body_is_made_under_the_id_in_its_text_and_taken_out_again(served: Served) -> None:
    browser = served.client("administrator")
    form = {
        "definition": "id: city-c\nname: 丙市\nparent: commission\n",
        "state": "",
        "pack": "office",
    }
    made = browser.post("/registry/body/new", data={**form, "do": "save"})
    assert made.headers["location"] == "/bodies/city-c"
    assert served.office.world.pack.tree["city-c"].name.zh == "丙市"
    page = browser.get("/registry/body/city-c").text
    dropped = browser.post(
        "/registry/body/city-c", data={"definition": _definition(page), "do": "drop", "state": state(page)}
    )
    assert dropped.headers["location"] == "/packs" and "city-c" not in served.office.world.pack.tree.bodies


def test_a_body_gets_terms_in_a_form(served: Served) -> None:
    browser = served.client("administrator")
    page = browser.get("/bodies/city-a/edit").text
    form = {
        "state": state(page), "zh": "甲市", "en": "City A", "parent": "commission", "order": "3", "tier": "city",
        "term-number": ["7", "8", ""], "term-from": ["2021-03-01", "2026-03-01", ""],
        "term-to": ["2026-03-01", "", ""], "term-expected": ["", "2031-03-01", ""],
    }  # fmt: skip
    assert browser.post("/bodies/city-a/edit", data={**form, "do": "check"}).status_code == 200
    assert browser.post("/bodies/city-a/edit", data={**form, "do": "save"}).status_code == 303
    body = served.office.world.pack.tree["city-a"]
    assert (body.name.en, [(one.number, str(one.start)) for one in body.terms]) == (
        "City A", [(7, "2021-03-01"), (8, "2026-03-01")],
    )  # fmt: skip
    assert "第8届" in browser.get("/bodies").text
    stale = browser.post("/bodies/city-a/edit", data={**form, "zh": "别名", "do": "save"})
    assert stale.status_code == 422 and served.office.world.pack.tree["city-a"].name.zh == "甲市"


@pytest.mark.parametrize(
    ("form", "left"),
    [
        ({"act": "rename", "zh": "新甲市"}, {"city-a": None}),
        ({"act": "abolish", "on": "2025-01-01"}, {"city-a": "2025-01-01"}),
        ({"act": "merge", "on": "2025-01-01", "others": "city-b", "new_id": "city-ab", "zh": "甲乙市"},
         {"city-a": "2025-01-01", "city-b": "2025-01-01", "city-ab": None}),
        ({"act": "split", "on": "2025-01-01", "new_id": "city-a1", "zh": "甲一",
          "second_id": "city-a2", "second_zh": "甲二"},
         {"city-a": "2025-01-01", "city-a1": None, "city-a2": None}),
    ],
)  # fmt: skip
def test_reorganisations(served: Served, form: dict[str, str], left: dict[str, str | None]) -> None:
    browser = served.client("administrator")
    whole = {**form, "state": state(browser.get("/bodies/city-a/reorganise").text)}
    seen = browser.post("/bodies/city-a/reorganise", data={**whole, "do": "check"})
    assert (seen.status_code, "problem" in seen.text.split("修改的影响")[0][-200:]) == (200, False)
    assert (
        browser.post("/bodies/city-a/reorganise", data={**whole, "do": "save"}).headers["location"]
        == "/bodies"
    )
    bodies = served.office.world.pack.tree.bodies
    assert {name: bodies[name].until and str(bodies[name].until) for name in left} == left
    assert served.office.verify().differences == ()


def test_a_reorganisation_says_everything_it_lacks(served: Served) -> None:
    answer = served.client("administrator").post(
        "/bodies/city-a/reorganise", data={"act": "split", "do": "save"}
    )
    assert answer.status_code == 422
    assert [
        line in answer.text for line in ("请填写生效日", "请填写新名称", "请填写新机构编号", "第二个机构")
    ] == [True] * 4


def test_a_reading_is_recorded_with_who_decided_it(served: Served) -> None:
    browser = served.client("administrator")
    form = {
        "state": state(browser.get("/mandates/conference/reading").text), "chosen-zh": "自施行之日起满五年",
        "by-zh": "省委办公厅", "decided_on": "2024-02-01", "do": "save",
    }  # fmt: skip
    assert (
        browser.post("/mandates/conference/reading", data=form).headers["location"] == "/mandates/conference"
    )
    reading = served.office.world.pack.mandate["conference"].reading
    assert reading is not None and reading.decided_by is not None and reading.decided_by.zh == "省委办公厅"
    assert "已定（省委办公厅）" in browser.get("/packs").text


@pytest.mark.parametrize("path", ["/settings", "/start", "/packs", "/packs/new", "/registry/body/city-a"])
def test_what_is_set_up_lies_under_settings_in_the_menu(served: Served, path: str) -> None:
    page = served.client("administrator").get(path).text
    assert re.findall(r'<a href="(/[a-z]*)" aria-current="page">', page) == ["/settings"]


def test_an_empty_service_leads_administrators_to_the_first_steps(sqlite_store: Store) -> None:
    empty = Served(Office(sqlite_store))
    page = empty.client("administrator").get("/").text
    assert "<h1>尚无应办事项</h1>" in page
    assert '<a class="button first" href="/start">' in page
    assert "从这里开始" not in empty.client("viewer").get("/").text


def test_settings_tell_the_state_of_the_service_in_both_languages(served: Served) -> None:
    assert "SQLite" in served.client("administrator").get("/settings").text
    assert "Working days" in served.client("auditor", language="en").get("/settings").text


@pytest.mark.parametrize("path", ["/settings", "/start", "/packs", "/packs/new", "/registry/body/city-a"])
def test_only_administrators_set_up(served: Served, path: str) -> None:
    assert served.client("secretary").get(path).status_code == 403
