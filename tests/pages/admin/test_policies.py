"""Alert policies: told in words, seen before they work, kept as a version, taken out again."""

import re

from tests.conftest import Served

STRICT = "rungs:\n  - before: 20d\n    to:\n      - secretariat\n      - superior_chair\n"


def state(page: str) -> str:
    (found,) = re.findall(r'name="state" value="([^"]*)"', page)
    return str(found).replace("&#34;", '"')


def test_every_policy_is_told_in_words(served: Served) -> None:
    page = served.client("auditor").get("/policies").text
    assert "默认规则" in page and "随软件提供" in page and "截止前30个工作日：秘书处" in page
    for raw in ("before", "secretariat", "breach"):
        assert raw not in page.partition("<main")[2]
    assert "Alert policies" in served.client("administrator", language="en").get("/policies").text


def test_a_change_is_seen_first_then_kept_and_taken_out(served: Served) -> None:
    browser = served.client("administrator")
    page = browser.get("/policies/office/default").text
    text = {"definition": STRICT, "state": state(page)}
    seen = browser.post("/policies/office/default", data={**text, "do": "check"})
    assert seen.status_code == 200 and "今后一年的提醒数" in seen.text
    counts = re.findall(r"<td>秘书处</td><td class=.num.>(\d+)</td><td class=.num.>(\d+)</td>", seen.text)
    assert "Told(" not in seen.text and len(counts) == 1 and int(counts[0][0]) > int(counts[0][1])
    assert "随软件提供" in browser.get("/policies").text
    assert browser.post("/policies/office/default", data={**text, "do": "save"}).status_code == 303
    assert "截止前20日：秘书处、上级主持人" in browser.get("/policies").text
    late = {**text, "definition": STRICT.replace("20d", "21d"), "do": "save"}
    assert browser.post("/policies/office/default", data=late).status_code == 422
    drop = {"definition": STRICT, "state": state(browser.get("/policies/office/default").text), "do": "drop"}
    assert browser.post("/policies/office/default", data=drop).status_code == 303
    assert "随软件提供" in browser.get("/policies").text


def test_what_cannot_be_understood_is_refused_and_kept_in_the_box(served: Served) -> None:
    browser = served.client("administrator")
    for wrong in ("rungs: [", "rungs:\n  - before: soon\n    to: [secretariat]\n"):
        page = browser.post("/policies/office/default", data={"definition": wrong, "do": "save"})
        assert page.status_code == 422 and "<li>" in page.text and "rungs" in page.text
    assert browser.get("/policies/office/none").status_code == 404
    assert browser.get("/policies/none/default").status_code == 404
    assert served.client("secretary").get("/policies").status_code == 403
