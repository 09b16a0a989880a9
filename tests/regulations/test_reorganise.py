"""Reorganisations: what becomes of bodies, of those below them, and of the mandates that name them."""

from datetime import date
from typing import Any

import pytest
from tests.conftest import OFFICE_PACK

from meeting_cadence.bodies import Text
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.regulations.reorganise import ReorganisationRefused, abolish, merge, rename, split
from meeting_cadence.regulations.write import read_written, write_pack

ON = date(2025, 1, 1)
NEW = Text.both("新")


@pytest.fixture(scope="module")
def pack() -> Pack:
    def none(name: str) -> str:
        raise KeyError(name)

    return read_pack_text(OFFICE_PACK, name="office.yaml", include=none)


def obliged(pack: Pack, mandate: str) -> list[str]:
    return [body.id for body in pack.tree.select(pack.mandate[mandate].obliged)]


def test_a_renamed_body_is_the_same_body(pack: Pack) -> None:
    after = rename(pack, "city-a", NEW)
    assert after.tree["city-a"].name == NEW
    assert rename(after, "city-a", pack.tree["city-a"].name) == pack


def test_a_merged_body_carries_on_those_before(pack: Pack) -> None:
    after = merge(pack, ["city-a", "city-b"], "city-c", NEW, ON)
    assert after.tree["city-a"].until == after.tree["city-b"].until == after.tree["city-c"].since == ON
    assert set(after.tree.lineage(after.tree["city-c"])) == {"city-c", "city-a", "city-b", "city-old"}
    assert obliged(after, "study") == ["city-a", "city-c", "city-b"]


def test_the_parts_of_a_split_body_share_its_past_and_its_inferiors_stay_under_the_first(pack: Pack) -> None:
    after = split(pack, "commission", {"one": NEW, "two": NEW}, ON)
    assert [body.predecessors for body in after.bodies if body.id in ("one", "two")] == [("commission",)] * 2
    assert after.tree.children["one"] == ("city-a", "city-b", "city-old")
    assert obliged(after, "plenary") == ["commission", "one", "two"]


def test_an_abolished_body_ends(pack: Pack) -> None:
    assert abolish(pack, "city-a", ON).tree["city-a"].until == ON


@pytest.mark.parametrize(
    ("do", "reason"),
    [
        (lambda pack: rename(pack, "nowhere", NEW), "unknown"),
        (lambda pack: merge(pack, ["city-a"], "x", NEW, ON), "one_body"),
        (lambda pack: merge(pack, ["city-a", "city-b"], "province", NEW, ON), "taken"),
        (lambda pack: split(pack, "city-a", {"x": NEW}, ON), "one_body"),
        (lambda pack: abolish(pack, "city-old", ON), "ended"),
        (lambda pack: abolish(pack, "commission", ON), "has_inferiors"),
        (lambda pack: abolish(abolish(pack, "city-a", ON), "city-a", ON), "ended"),
    ],
)
def test_what_cannot_be_done_is_refused(pack: Pack, do: Any, reason: str) -> None:
    with pytest.raises(ReorganisationRefused) as refused:
        do(pack)
    assert refused.value.values["reason"].code == f"errors.reorganise.{reason}"


def test_every_reorganised_pack_can_be_written(pack: Pack) -> None:
    for after in (
        rename(pack, "city-a", NEW),
        merge(pack, ["city-a", "city-b"], "city-c", NEW, ON),
        split(pack, "commission", {"one": NEW, "two": NEW}, ON),
        abolish(pack, "city-a", ON),
    ):
        assert read_written(write_pack(after)) == after
