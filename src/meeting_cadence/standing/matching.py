"""One act settles at most one window of a clause, and as many windows as possible are settled."""

from collections.abc import Sequence


def match(wants: Sequence[Sequence[int]]) -> list[int | None]:
    """A maximum matching (Kuhn). `wants[w]`: the acts that window `w` may take, the preferred first.

    Windows are served in order: an earlier window keeps being served when a later one is added, and among the
    maximum matchings the earliest windows win. Returns the act of each window, or None.
    """
    holder: dict[int, int] = {}
    taken: list[int | None] = [None] * len(wants)
    for window in range(len(wants)):
        _serve(window, wants, holder, taken, set())
    return taken


def _serve(
    window: int,
    wants: Sequence[Sequence[int]],
    holder: dict[int, int],
    taken: list[int | None],
    seen: set[int],
) -> bool:
    for act in wants[window]:
        if act in seen:
            continue
        seen.add(act)
        if act not in holder or _serve(holder[act], wants, holder, taken, seen):
            holder[act] = window
            taken[window] = act
            return True
    return False
