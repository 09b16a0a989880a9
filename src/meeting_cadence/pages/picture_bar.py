"""What stands above every picture: where one is in the tree, the other pictures of the same scope, another time."""

from typing import Any, Final

from meeting_cadence.pages.scope import Scope
from meeting_cadence.pages.visit import Visit

PICTURES: Final = (
    ("/", "view.dashboard"),
    ("/timeline", "view.timeline"),
    ("/matrix", "view.matrix"),
    ("/calendar", "view.calendar"),
    ("/trend", "view.trend"),
)
"""Address and word of each."""


def picture_bar(visit: Visit, scope: Scope, active: str) -> dict[str, Any]:
    """`active`: the address of the page itself, or of none of them."""
    asked = visit.request.query_params
    return {
        "scope": scope,
        "pictures": [(scope.href(address), visit.say(word), address == active) for address, word in PICTURES],
        **time_asked(visit),
        "asked_under": asked.get("under", ""),
        "wider": scope.href("/", under=None) if asked.get("under") else None,
    }


def time_asked(visit: Visit) -> dict[str, Any]:
    """The days of the question for another time, to be shown in its fields."""
    asked = visit.request.query_params
    return {"asked_day": asked.get("at", "")[:10], "asked_known": asked.get("known_at", "")[:10]}
