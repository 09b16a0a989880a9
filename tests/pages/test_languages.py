"""Every page in both languages, whole, and with the words that every page must carry."""

import re
from importlib import import_module

import pytest
from tests.conftest import Served

from meeting_cadence.pages.render import TEMPLATES
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.words.pages import WORDS

READING = ("/", "/overdue", "/next", "/rows", "/bodies/commission", "/mandates/plenary", "/notices", "/feeds")
ACCOUNT = ("/account", "/account/password", "/account/second-factor")
FORMS = ("/record", "/plan", "/events/new", "/adopt", "/confirm/complete")
SECRET = {"zh": "本系统不得存储、处理涉密信息", "en": "No classified information may be stored or processed"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", [*READING, *FORMS, *ACCOUNT])
def test_every_page_speaks_the_language_and_says_what_may_not_be_stored(
    served: Served, path: str, language: str
) -> None:
    answer = served.client("secretary", language=language).get(path)
    assert answer.status_code == 200
    assert SECRET[language] in answer.text
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in answer.text
    assert "pages." not in answer.text


def test_the_obligation_page_in_both_languages(served: Served) -> None:
    key = served.key("plenary", "2023")
    assert "逾期未见登记" in served.client(language="zh").get(f"/obligations/{key}").text
    assert "overdue, no record seen" in served.client(language="en").get(f"/obligations/{key}").text


def test_the_language_follows_the_address_then_the_cookie_then_the_person(served: Served) -> None:
    browser = served.client(language="en")
    assert '<html lang="en">' in browser.get("/").text
    answer = browser.get("/?lang=zh")
    assert '<html lang="zh-CN">' in answer.text
    assert '<html lang="zh-CN">' in browser.get("/").text, "the choice is remembered"
    del browser.cookies["language"]
    assert '<html lang="zh-CN">' in browser.get("/", headers={"accept-language": "en"}).text, (
        "the person's own"
    )


def test_every_word_that_a_template_asks_for_exists() -> None:
    asked = {
        f"pages.{code}"
        for template in TEMPLATES.glob("*.html")
        for code in re.findall(r"\bt\('([\w.]+)'[,)]", template.read_text(encoding="utf-8"))
    }
    assert asked - set(WORDS) == set()
    assert len(asked) > 100


def test_every_pair_of_words_has_the_same_placeholders_and_both_texts() -> None:
    for code, (zh, en) in WORDS.items():
        assert zh and en, code
        fields = [set(re.findall(r"{(\w+)", text)) for text in (zh, en)]
        assert fields[0] == fields[1], code


def test_every_standing_has_a_word_and_a_shape_of_its_own() -> None:
    from meeting_cadence.pages.marks import SHAPES

    words = import_module("meeting_cadence.words.standings").WORDS
    faces = {*(standing.value for standing in Standing), "due_soon", "planned"}
    assert set(SHAPES) == faces
    assert len(set(SHAPES.values())) == len(faces)
    assert {f"standings.{face}" for face in faces} <= set(words)
