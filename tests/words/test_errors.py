"""The sentence of an error, and of an error that consists of several."""

from typing import ClassVar

from meeting_cadence.errors import MeetingCadenceError, Phrase
from meeting_cadence.settings import SettingRefused, SettingsRefused, SettingUnknown
from meeting_cadence.words.errors import tell
from meeting_cadence.words.say import say


class Unheard(MeetingCadenceError):
    """An error that nobody gave a sentence."""

    code: ClassVar[str] = "unheard"


def test_an_error_with_parts_is_told_on_a_line_each() -> None:
    parts = (
        SettingUnknown("PROT", near="PORT"),
        SettingRefused("PORT", field="port", value="x"),
    )

    assert tell(SettingsRefused(parts), "en").splitlines() == [
        "2 settings cannot be used; nothing was started and nothing was changed:",
        "  PROT is no setting; did you mean PORT?",
        "  PORT is “x”, but should be a whole number from 1 to 65535.",
    ]


def test_an_error_without_a_sentence_is_told_all_the_same() -> None:
    assert tell(Unheard("the roof"), "en") == "Something went wrong: unheard: the roof"
    assert tell(Unheard("屋顶"), "zh") == "出错：unheard: 屋顶"


def test_a_phrase_is_rendered_in_the_language_of_its_sentence() -> None:
    values = {"subject": "port", "value": "x", "expects": Phrase("settings.expects.port")}

    assert say("errors.setting_refused", "zh", **values) == "port 的值“x”不能用，应为：1 至 65535 的整数。"
    assert say("errors.setting_refused", "en", **values) == (
        "port is “x”, but should be a whole number from 1 to 65535."
    )
