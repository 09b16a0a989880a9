"""One-time passwords: the vectors of RFC 6238, the clock's drift, and no code twice."""

from datetime import UTC, datetime, timedelta

import pytest

from meeting_cadence.access.totp import (
    base32,
    code_at,
    enrolment_address,
    matching_step,
    secret_for,
    step_of,
)

RFC_SECRET = b"12345678901234567890"
NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_the_rfc(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert code_at(RFC_SECRET, step_of(at), digits=8) == code
    assert code_at(RFC_SECRET, step_of(at)) == code[2:]


@pytest.mark.parametrize(("drift", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_wrong_by_one_step(drift: int, fits: bool) -> None:
    step = step_of(NOON) + drift
    found = matching_step(RFC_SECRET, code_at(RFC_SECRET, step), at=NOON, after=None)
    assert found == (step if fits else None)


def test_no_code_works_twice_and_none_before_the_last_one() -> None:
    step = step_of(NOON)
    assert matching_step(RFC_SECRET, code_at(RFC_SECRET, step), at=NOON, after=step) is None
    assert matching_step(RFC_SECRET, code_at(RFC_SECRET, step - 1), at=NOON, after=step) is None
    later = NOON + timedelta(seconds=30)
    assert matching_step(RFC_SECRET, code_at(RFC_SECRET, step + 1), at=later, after=step) == step + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert matching_step(RFC_SECRET, typed, at=NOON, after=None) is None


def test_blanks_in_a_code_do_not_matter() -> None:
    code = code_at(RFC_SECRET, step_of(NOON))
    assert matching_step(RFC_SECRET, f" {code[:3]} {code[3:]}", at=NOON, after=None) == step_of(NOON)


def test_secrets_differ_by_key_person_and_nonce() -> None:
    made = {
        secret_for(key, person, nonce) for key in (b"a", b"b") for person in (1, 2) for nonce in ("x", "y")
    }
    assert len(made) == 8
    assert {len(secret) for secret in made} == {20}


def test_the_address_that_apps_read() -> None:
    assert base32(RFC_SECRET) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert enrolment_address(RFC_SECRET, issuer="制度", login="li") == (
        "otpauth://totp/%E5%88%B6%E5%BA%A6%3Ali?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E5%88%B6%E5%BA%A6"
    )
