"""Packs in force: versions kept, contradictions refused, everything judged again."""

from typing import Any

import pytest

from meeting_cadence.queries.merge import PacksClash
from meeting_cadence.regulations.problems import PackRefused

OTHER = """
format: 1
pack: other
title: 另一
timezone: Asia/Shanghai
bodies:
  - {id: province, name: 省委, order: 1, parent: null}
regulations:
  - id: others
    title: 《另一办法》
    effective: 2024-01-01
    mandates:
      - {id: review, title: 研究, obliged: {body: province}, act: review, clauses: [{quota: {min: 1, per: 1m}}]}
"""


def test_the_same_version_again_changes_nothing(office: Any) -> None:
    again = office.apply()
    assert (again.version, again.unchanged, again.flips) == (1, True, ())


def test_a_second_pack_stands_beside_the_first(office: Any) -> None:
    office.apply(OTHER, name="other.yaml")
    world = office.world
    assert world.applied == (("office", 1), ("other", 1))
    assert [mandate.position for mandate in world.pack.mandates] == list(range(len(world.pack.mandates)))
    assert world.duties["province"] == ("conference", "hearing", "review")
    assert office.rows("review")[0]["label"] == "2024-01"
    assert office.verify().differences == ()


def test_a_new_version_moves_what_it_changes_and_marks_what_it_drops(office: Any) -> None:
    changed = office.pack.replace("min: 1, per: 1y", "min: 2, per: 1y").replace("id: duty", "id: duties")
    assert office.apply(changed).version == 2
    assert {row["need"] for row in office.rows("plenary")} == {2}
    assert office.rows("duty") == []
    assert [row["standing"] for row in office.rows("duties")] == ["open"]
    assert office.verify().differences == ()


def test_a_pack_that_contradicts_another_is_refused_with_every_clash(office: Any) -> None:
    clashing = OTHER.replace("name: 省委", "name: 市委").replace("id: review", "id: plenary")
    before = office.rows()
    with pytest.raises(PacksClash) as refusal:
        office.apply(clashing, name="other.yaml")
    assert [(one.values["kind"], one.subject) for one in refusal.value.parts] == [
        ("body", "province"),
        ("mandate", "plenary"),
    ]
    assert office.world.applied == (("office", 1),)
    assert office.rows() == before


def test_a_broken_pack_is_refused_and_the_old_one_stays(office: Any) -> None:
    with pytest.raises(PackRefused):
        office.apply(OTHER.replace("per: 1m", "per: 4h"), name="other.yaml")
    assert office.world.applied == (("office", 1),)


def test_a_pack_with_an_include_is_kept_whole(office: Any) -> None:
    including = """
format: 1
pack: whole
title: 整体
timezone: Asia/Shanghai
include: [part.yaml]
bodies: []
regulations: []
"""
    part = OTHER.replace("pack: other", "pack: part")
    office.apply(including, name="whole.yaml", part=part)
    assert "review" in office.world.pack.mandate
    assert office.verify().differences == ()
