"""Which language the command line speaks, and which one the people of the demonstration get."""

import pytest

from meeting_cadence.cli.language import chosen_language, language_of

NAMES = ("MEETING_CADENCE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("arguments", [["--lang", "zh"], ["board", "--lang=zh-CN"]])
def test_what_is_asked_for_holds_before_the_environment(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert language_of(arguments) == "zh"
    assert chosen_language("en", arguments) == "zh"


@pytest.mark.parametrize("name", NAMES)
def test_the_environment_chooses(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "zh_CN.UTF-8")
    assert language_of([]) == "zh"
    assert chosen_language("en", []) == "zh"


@pytest.mark.parametrize("locale", ["", "C.UTF-8", "POSIX"])
def test_a_locale_of_neither_language_chooses_nothing(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", locale)
    assert language_of([]) == "en", "a terminal without a language may not show Chinese"
    assert chosen_language("zh", []) == "zh"
    assert chosen_language("en", []) == "en"
