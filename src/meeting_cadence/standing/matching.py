"""One act settles at most one window of a clause, and as many windows as possible are settled."""

from collections import deque
from collections.abc import Sequence
from datetime import date
from heapq import heappop, heappush

Span = tuple[date, date | None]
"""The first and the last day (inclusive; None: without end) on which an act may settle a window."""


def match(wants: Sequence[Sequence[int]]) -> list[int | None]:
    """A maximum matching by shortest augmenting paths. `wants[w]`: the acts that window `w` may take, preferred first.

    Windows are served in order: an earlier window keeps being served when a later one is added, and among the
    maximum matchings the earliest windows win. Returns the act of each window, or None.
    """
    holder: dict[int, int] = {}
    taken: list[int | None] = [None] * len(wants)
    for window in range(len(wants)):
        _serve(window, wants, holder, taken)
    return taken


def _serve(
    root: int, wants: Sequence[Sequence[int]], holder: dict[int, int], taken: list[int | None]
) -> None:
    """Serve one more window, moving others to other acts where that is the only way."""
    wanted_by: dict[int, int] = {}
    waiting = deque([root])
    while waiting:
        window = waiting.popleft()
        for act in wants[window]:
            if act in wanted_by:
                continue
            wanted_by[act] = window
            if act not in holder:
                _hand_down(act, wanted_by, holder, taken)
                return
            waiting.append(holder[act])


def _hand_down(
    act: int | None, wanted_by: dict[int, int], holder: dict[int, int], taken: list[int | None]
) -> None:
    """Give a free act to the window that reached it, that window's act to the one before, back to the root."""
    while act is not None:
        window = wanted_by[act]
        given_up = taken[window]
        taken[window], holder[act] = act, window
        act = given_up


def earliest_end_first(spans: Sequence[Span], days: Sequence[date]) -> list[int | None]:
    """Each act, in the order of its day, goes to the waiting window that ends first; ties: the first of `spans`.

    For windows that are spans of days this settles as many as possible. Returns the act of each window, or None.
    """
    taken: list[int | None] = [None] * len(spans)
    coming = sorted(range(len(spans)), key=lambda place: spans[place][0], reverse=True)
    waiting: list[tuple[date, int]] = []
    for act, day in enumerate(days):
        while coming and spans[coming[-1]][0] <= day:
            place = coming.pop()
            heappush(waiting, (spans[place][1] or date.max, place))
        while waiting and waiting[0][0] < day:
            heappop(waiting)
        if waiting:
            taken[heappop(waiting)[1]] = act
    return taken
