"""How windows are called: which labels a rule's windows can have, and one of them as an example."""

import re
from typing import Final

from meeting_cadence.cadence.grid import SHAPES, is_label_of, naming_of
from meeting_cadence.cadence.rules import Deadline, Gap, Quota, Rule

_OF_A_GAP: Final = re.compile(r"first|after \d{4}-\d{2}-\d{2}", re.ASCII)


def can_be_called(rule: Rule, label: str) -> bool:
    """Whether a window of a rule can have this label, in range or not; a deadline's are called as events and acts."""
    if isinstance(rule, Quota):
        return label == "first" or is_label_of(rule, label)
    if isinstance(rule, Gap):
        return _OF_A_GAP.fullmatch(label) is not None
    return isinstance(rule, Deadline) or label == "review"


def example_of(rule: Rule) -> str:
    """A label as windows of the rule have it; empty where they are called as events and acts."""
    if isinstance(rule, Quota):
        return SHAPES[naming_of(rule)][1]
    if isinstance(rule, Gap):
        return "after 2024-03-05"
    return "" if isinstance(rule, Deadline) else "review"
