"""A face is what a row shows first: its standing, or one of the two facets of an open one, planned and due soon."""

from collections import Counter
from typing import Final

FACES: Final = (
    "overdue",
    "missed",
    "violated",
    "no_record",
    "due_soon",
    "open",
    "planned",
    "postponed",
    "met_late",
    "met_extended",
    "met",
    "excused",
    "upcoming",
    "optional",
)
"""Faces in the order in which they are read: what needs somebody first."""

STANDING_OF: Final = {"due_soon": "open", "planned": "open"}
"""Facets of a standing to the standing; every other face is one."""

Faces = Counter[str]


def face_of(standing: str, *, planned: bool, due_soon: bool) -> str:
    """What an open row shows first: that it is planned, else that it is due soon; every other standing is itself."""
    if standing != "open":
        return standing
    if planned:
        return "planned"
    return "due_soon" if due_soon else "open"


def ordered(faces: Faces) -> list[tuple[str, int]]:
    """Face and number, what needs somebody first."""
    return [(face, faces[face]) for face in FACES if faces[face]]
