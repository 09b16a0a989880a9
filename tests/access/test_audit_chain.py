"""The chain of seals: whatever is done to it without the key, or to what an anchor vouches for, is found."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from meeting_cadence.access.audit_anchors import Anchor, AnchorUnreadable, read_anchors
from meeting_cadence.access.audit_chain import (
    START,
    AuditLine,
    Finding,
    audit_key,
    instant_text,
    key_name,
    mac_of,
    sealed,
    verify_chain,
)

KEY = audit_key(b"the secret key of these tests")
KEYS = {key_name(KEY): KEY}
NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)

Tamper = Callable[[list[AuditLine], Random], list[AuditLine]]


def chain(length: int, key: bytes = KEY) -> list[AuditLine]:
    lines: list[AuditLine] = []
    for seq in range(1, length + 1):
        at = instant_text(NOON + timedelta(seconds=seq))
        previous = lines[-1].mac if lines else START
        words = (at, f"person-{seq % 3}", "entry.act", f"m-{seq}", f'{{"seq":{seq}}}')
        lines.append(sealed(AuditLine(seq, *words, key_name(key), previous, ""), key))
    return lines


def anchor(lines: list[AuditLine]) -> Anchor:
    return Anchor("2024-03-05", lines[-1].seq, lines[-1].mac)


def found(lines: list[AuditLine], *anchors: Anchor) -> list[Finding]:
    return list(verify_chain(lines, KEYS, anchors).findings)


def edit(lines: list[AuditLine], dice: Random) -> list[AuditLine]:
    """One field of one line."""
    place, field = dice.randrange(len(lines)), dice.choice(AuditLine._fields[1:])
    was = getattr(lines[place], field)
    return [*lines[:place], lines[place]._replace(**{field: _other(was, dice)}), *lines[place + 1 :]]


def _other(was: str, dice: Random) -> str | None:
    place = dice.randrange(len(was) + 1)
    changed = dice.choice(
        [was[:place] + "0" + was[place:], was[:place] + was[place + 1 :], was.upper() + "x", ""]
    )
    return changed if changed != was else was + "1"


def delete(lines: list[AuditLine], dice: Random) -> list[AuditLine]:
    """Lines out of the middle, the rest renumbered or not."""
    first = dice.randrange(len(lines) - 1)
    last = dice.randrange(first, len(lines) - 1)
    left = [*lines[:first], *lines[last + 1 :]]
    return [one._replace(seq=seq) for seq, one in enumerate(left, 1)] if dice.random() < 0.5 else left


def swap(lines: list[AuditLine], dice: Random) -> list[AuditLine]:
    """The contents of two lines, with or without their seals."""
    one, other = sorted(dice.sample(range(len(lines)), 2))
    fields = AuditLine._fields[1:] if dice.random() < 0.5 else ("at", "actor", "subject", "content")
    first = {field: getattr(lines[one], field) for field in fields}
    second = {field: getattr(lines[other], field) for field in fields}
    changed = list(lines)
    changed[one], changed[other] = lines[one]._replace(**second), lines[other]._replace(**first)
    return changed


def insert(lines: list[AuditLine], dice: Random) -> list[AuditLine]:
    """A line that was never written, or a copy of one, somewhere or at the end; the rest moves on."""
    place = dice.randrange(len(lines) + 1)
    copied = dice.choice(lines)
    fresh = copied if dice.random() < 0.5 else sealed(copied._replace(subject="forged"), b"a guess")
    behind = [one._replace(seq=one.seq + 1) for one in lines[place:]]
    return [*lines[:place], fresh._replace(seq=place + 1), *behind]


def cut(lines: list[AuditLine], dice: Random) -> list[AuditLine]:
    """The last lines."""
    return lines[: dice.randrange(len(lines))]


def reseal(lines: list[AuditLine], dice: Random) -> list[AuditLine]:
    """A changed line, and all from there sealed anew by somebody without the key."""
    place = dice.randrange(len(lines))
    changed = list(lines)
    changed[place] = lines[place]._replace(content='{"forged":true}')
    for at in range(place, len(lines)):
        before = changed[at - 1].mac if at else START
        changed[at] = sealed(changed[at]._replace(previous=before), b"a guess")
    return changed


KINDS: dict[str, Tamper] = {
    "edit": edit,
    "delete": delete,
    "swap": swap,
    "insert": insert,
    "cut": cut,
    "reseal": reseal,
}


def tamper_and_look(kind: str, times: int) -> None:
    lines = chain(24)
    untouched = anchor(lines)
    for number in range(times):
        changed = KINDS[kind](lines, Random(number))
        assert changed != lines
        assert found(changed, untouched), (kind, number)


@pytest.mark.parametrize("kind", KINDS)
def test_every_tampering_is_found(kind: str) -> None:
    tamper_and_look(kind, 10)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_one_of_very_many_tamperings_is_found(kind: str) -> None:
    tamper_and_look(kind, 500)


def test_an_untouched_chain_is_whole_with_and_without_anchors() -> None:
    lines = chain(5)
    verdict = verify_chain(lines, KEYS, [anchor(lines[:2]), anchor(lines)])
    assert (verdict.lines, verdict.head, verdict.findings) == (5, anchor(lines), ())
    assert found(lines) == []


def test_an_empty_chain_is_whole_and_has_no_head() -> None:
    assert verify_chain([], KEYS) == (0, None, ())


def test_findings_say_where() -> None:
    lines = chain(6)
    edited = [*lines[:2], lines[2]._replace(actor="nobody"), *lines[3:]]
    assert found(edited) == [Finding("altered", 3, 3)]
    assert found([*lines[:2], *lines[4:]]) == [Finding("missing", 3, 4)]
    assert found(lines[:3], anchor(lines)) == [Finding("cut_off", 4, 6)]
    swapped = [lines[0], lines[2]._replace(seq=2), lines[1]._replace(seq=3), *lines[3:]]
    assert {one.seq for one in found(swapped)} == {2, 3, 4}


def test_a_tail_cut_off_behind_the_last_anchor_is_not_seen_and_before_it_is() -> None:
    lines = chain(6)
    assert found(lines[:5], anchor(lines[:5])) == []
    assert found(lines[:4], anchor(lines[:5])) == [Finding("cut_off", 5, 5)]


def test_who_has_the_key_and_writes_it_all_anew_is_betrayed_by_the_anchor() -> None:
    lines = chain(6)
    forged = chain(6)
    forged[2:] = []
    for line in lines[2:]:
        forged.append(sealed(line._replace(actor="nobody", previous=forged[-1].mac), KEY))
    assert found(forged) == []
    assert found(forged, anchor(lines)) == [Finding("rewritten", 6, 6)]


def test_a_chain_that_goes_on_under_another_key_needs_both() -> None:
    later = audit_key(b"the secret key after it was changed")
    lines = chain(2)
    last = lines[-1]
    lines.append(sealed(last._replace(seq=3, key=key_name(later), previous=last.mac), later))
    assert found(lines) == [Finding("unknown_key", 3, 3)]
    assert verify_chain(lines, {**KEYS, key_name(later): later}).findings == ()


def test_a_seal_covers_every_field_and_tells_null_from_empty() -> None:
    (line,) = chain(1)
    others = [line._replace(**{name: 7 if name == "seq" else None}) for name in AuditLine._fields[:-1]]
    others += [line._replace(actor="")]
    assert len({mac_of(one, KEY) for one in [line, *others]}) == len(others) + 1


def test_anchors_are_read_from_lines_of_day_number_and_seal() -> None:
    one, other = Anchor("2024-03-05", 7, "a" * 64), Anchor("2024-03-06", 9, "b" * 64)
    assert read_anchors(f"# kept by the auditor\n{one}\n\n {other} \n", name="anchors.txt") == [one, other]


@pytest.mark.parametrize(
    "line",
    ["2024-03-05 7", f"2024-03-05 0 {'a' * 64}", f"2024-03-05 7 {'a' * 63}", f"7 2024-03-05 {'a' * 64}"],
)
def test_a_line_that_is_no_anchor_is_refused(line: str) -> None:
    with pytest.raises(AnchorUnreadable) as refused:
        read_anchors(f"\n{line}\n", name="anchors.txt")
    assert refused.value.values["line"] == 2
