"""What is written reads back as the same pack."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import OFFICE_PACK

from meeting_cadence.regulations.read import read_pack, read_pack_text
from meeting_cadence.regulations.write import read_written, write_pack
from meeting_cadence.regulations.yaml_out import to_yaml

PACKS = [one for one in sorted(Path("config/packs").rglob("*.yaml")) if ".history" not in one.name]


def _none(name: str) -> str:
    raise KeyError(name)


@pytest.mark.parametrize("path", PACKS, ids=[path.as_posix() for path in PACKS])
def test_packs_read_back_as_they_were(path: Path) -> None:
    pack = read_pack(path)
    again = read_written(write_pack(pack))
    assert again == pack
    assert again.vocabulary == pack.vocabulary


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
)
_WORD = st.sampled_from(
    ["no", "~", "12:30", "1e3", "0x1f", "- a", "a: b", "#", "null", "2024-01-01", " x", "甲"]
)


@given(
    st.fixed_dictionaries({"zh": _TEXT | _WORD, "en": _TEXT | _WORD}),
    st.dictionaries(_TEXT, st.integers() | _TEXT),
)
def test_any_text_survives(title: dict[str, str], attributes: dict[str, Any]) -> None:
    from meeting_cadence.regulations.check_vocabulary import plain
    from meeting_cadence.regulations.document import read_document
    from meeting_cadence.regulations.problems import Report

    value = {"title": title, "attributes": attributes, "list": [[title], attributes, 1, None]}
    report = Report()
    node = read_document(to_yaml(value), "x.yaml", report)
    assert node is not None and not report
    assert plain(node) == value


def test_the_office_reads_back() -> None:
    pack = read_pack_text(OFFICE_PACK, name="office.yaml", include=_none)
    assert read_written(write_pack(pack)) == pack
