"""Naming a window: a label must be one of the windows of that mandate and body."""

from collections.abc import Mapping

from meeting_cadence.actions.ports import Desk
from meeting_cadence.actions.refusals import WindowUnknown
from meeting_cadence.queries.world import nearest


def require_window(desk: Desk, mandate: str, body: str, label: str) -> None:
    """Raise WindowUnknown (with the nearest label) unless the window exists.

    A mandate or body unknown altogether is left to the check of the entry, which tells it better.
    """
    labels = desk.labels(mandate, body)
    if mandate in desk.world.duties.get(body, ()) and label not in labels:
        raise WindowUnknown(label, nearest(label, labels))


def require_windows(desk: Desk, body: object, named: Mapping[str, str]) -> None:
    """`require_window` for each pair of mandate and label."""
    for mandate, label in named.items():
        if isinstance(body, str) and isinstance(label, str):
            require_window(desk, mandate, body, label)
