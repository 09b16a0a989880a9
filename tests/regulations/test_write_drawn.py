"""Whatever the format can say is written so that it reads back as the same pack, and so is every edit of a part."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.regulations.packs_drawn import Row, pack_files, read_files, titles

from meeting_cadence.regulations.edit import (
    drop_body,
    drop_mandate,
    drop_regulation,
    put_body,
    put_mandate,
    put_regulation,
)
from meeting_cadence.regulations.problems import PackRefused
from meeting_cadence.regulations.write import (
    as_body,
    as_mandate,
    as_regulation,
    read_written,
    write_pack,
)


def check_round(files: dict[str, Row]) -> None:
    pack = read_files(files)
    written = write_pack(pack)
    again = read_written(written)
    assert again == pack
    assert write_pack(again) == written


FEW = settings(max_examples=15)


@FEW
@given(pack_files())
def test_a_drawn_pack_reads_back_as_it_was(files: dict[str, Row]) -> None:
    check_round(files)


@pytest.mark.slow
@settings(max_examples=3000)
@given(pack_files())
def test_very_many_drawn_packs_read_back_as_they_were(files: dict[str, Row]) -> None:
    check_round(files)


@FEW
@given(pack_files())
def test_putting_a_part_as_it_is_changes_nothing(files: dict[str, Row]) -> None:
    pack = read_files(files)
    for body in pack.bodies:
        assert put_body(pack, body.id, as_body(body, "")) == pack
    for text in pack.regulations:
        assert put_regulation(pack, text.id, as_regulation(text)) == pack
    for one in pack.mandates:
        definition = as_mandate(one, pack.regulation[one.regulation])
        assert put_mandate(pack, one.regulation, one.id, definition) == pack


@FEW
@given(pack_files(), titles, st.data())
def test_another_title_changes_that_alone(files: dict[str, Row], title: Any, data: st.DataObject) -> None:
    pack = read_files(files)
    body = data.draw(st.sampled_from(pack.bodies))
    changed = put_body(pack, body.id, as_body(body, "") | {"name": title})
    assert [one.id for one in changed.bodies] == [one.id for one in pack.bodies]
    assert changed.regulations == pack.regulations
    assert [one for one in changed.bodies if one.id != body.id] == [
        one for one in pack.bodies if one.id != body.id
    ]
    assert put_body(changed, body.id, as_body(body, "")) == pack


@FEW
@given(pack_files())
def test_what_is_put_and_dropped_again_is_gone(files: dict[str, Row]) -> None:
    pack = read_files(files)
    new = {"id": "new", "name": "新机构"}
    assert drop_body(put_body(pack, "new", new), "new") == pack
    text = {"id": "new-text", "title": "新办法"}
    longer = put_regulation(pack, "new-text", text)
    assert drop_regulation(longer, "new-text") == pack
    duty = {
        "title": "新要求",
        "obliged": {"body": pack.bodies[0].id},
        "act": "plenary",
        "clauses": [{"quota": {"min": 1, "per": "1y"}}],
    }
    with_duty = put_mandate(longer, "new-text", "new-duty", duty)
    assert with_duty.mandates[-1].id == "new-duty"
    assert drop_mandate(with_duty, "new-duty") == longer


def test_a_body_that_others_name_cannot_be_dropped() -> None:
    files = {
        "drawn.yaml": {
            "format": 1,
            "pack": "drawn",
            "title": "x",
            "timezone": "Asia/Shanghai",
            "bodies": [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙", "parent": "a"}],
        }
    }
    with pytest.raises(PackRefused) as refused:
        drop_body(read_files(files), "a")
    assert [one.code for one in refused.value.problems] == ["unknown_body"]
