"""Which passwords may be chosen, under each profile: a case on both sides of every rule."""

import pytest

from meeting_cadence.access.password_rules import LONGEST, classes_in, reason_against
from meeting_cadence.access.profiles import CN_LEVEL2, CN_LEVEL3, STANDARD, Profile


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("purple-elk9", "too_short"),
        ("purple-elk93", None),
        ("只用汉字也可以很长的句子", None),
        ("word " * 40 + "x", "too_long"),
        ("word " * 39 + "words", None),
        ("abababababab", "too_plain"),
        ("password12345678", "common"),
        ("Passw0rd!!!!!!!!", "common"),
        ("Passw0rd of nobody here", None),
        ("administrator2024", "common"),
        ("123456789012345", "common"),
        ("qwertyuiop12345", "common"),
        ("zyxwvutsrqponm", "common"),
        ("wangxiaoming-88", "personal"),
        ("lane 王小明同志 2024", None),
    ],
)
def test_the_standard_profile(password: str, reason: str | None) -> None:
    assert reason_against(password, STANDARD, login="wangxiaoming", name="王小明") == reason


@pytest.mark.parametrize("profile", [CN_LEVEL2, CN_LEVEL3])
@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Elk-9xy", "too_short"),
        ("Elk-9xyz", None),
        ("elkmoose9", "classes"),
        ("elkmoose-9", None),
        ("Pass123!", None),
        ("P@ssw0rd", "common"),
    ],
)
def test_the_profiles_of_classified_protection(profile: Profile, password: str, reason: str | None) -> None:
    assert reason_against(password, profile) == reason


def test_the_longest_password() -> None:
    assert reason_against("0a-Bx" * 40, STANDARD) is None
    assert len("0a-Bx" * 40) == LONGEST
    assert reason_against("0a-Bx" * 40 + "x", STANDARD) == "too_long"


@pytest.mark.parametrize(
    ("password", "count"), [("", 0), ("aa", 1), ("aA", 2), ("aA1", 3), ("aA1-", 4), ("密码", 1), ("密a", 2)]
)
def test_kinds_of_characters(password: str, count: int) -> None:
    assert classes_in(password) == count


def test_the_profiles_are_as_documented() -> None:
    assert (STANDARD.shortest, STANDARD.classes, STANDARD.max_age, STANDARD.second_factor) == (
        12,
        0,
        None,
        False,
    )
    assert CN_LEVEL2.max_age is not None
    assert (CN_LEVEL2.shortest, CN_LEVEL2.classes, CN_LEVEL2.max_age.days, CN_LEVEL2.history) == (8, 3, 90, 5)
    assert (CN_LEVEL2.second_factor, CN_LEVEL2.separated) == (False, False)
    assert (CN_LEVEL3.second_factor, CN_LEVEL3.separated) == (True, True)
