"""The definition of a part of a pack as a text that a person edits, and back."""

from collections.abc import Mapping
from typing import Any, Final

from meeting_cadence.regulations.document import BROKEN, Node, read_document
from meeting_cadence.regulations.fields import kind_of
from meeting_cadence.regulations.problems import PackRefused, Report
from meeting_cadence.regulations.yaml_out import to_yaml

HERE: Final = "definition"
"""How problems call the text."""


def definition_text(definition: Mapping[str, Any]) -> str:
    """YAML in the keys of the pack's file."""
    return to_yaml(definition)


def read_definition(text: str) -> dict[str, Any]:
    """The plain values of a YAML or JSON text that is one mapping.

    Raises PackRefused with every problem of its form; what the values mean is checked with the pack they go into.
    """
    report = Report()
    node = read_document(text, HERE, report)
    if node is not None and not isinstance(node.value, dict) and node.value is not BROKEN:
        report.add(node, "wrong_type", key="", wanted="mapping", got=kind_of(node.value))
    problems = report.in_order()
    if problems or node is None:
        raise PackRefused(problems)
    found: dict[str, Any] = _plain(node)
    return found


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(inner) for key, inner in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(inner) for inner in node.value]
    return node.value
