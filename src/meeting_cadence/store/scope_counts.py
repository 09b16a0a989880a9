"""Counters of what somebody sees: from the tallies for now, from every row judged as of then for another time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from meeting_cadence.store.reading import Reading
from meeting_cadence.store.tallies import Count, each_subtree, subtree_counts


def counts_at(reading: Reading, under: str | None) -> list[Count]:
    """The counters of a subtree (None: of all that is seen) at the time of the reading. Raises NotFound."""
    if reading.at is None and reading.known_at is None:
        return counts_under(reading, under)
    bodies = reading.below(reading.body(under).id if under is not None else None)
    return _counted(judged.row for judged in reading.judged(bodies))


def counts_under(reading: Reading, under: str | None) -> list[Count]:
    """The counters of now: of a subtree that the person sees, or of all roots of what they see. Raises NotFound."""
    roots = [reading.body(under).id] if under is not None else roots_of(reading)
    found: Counter[tuple[bool, int, str, str]] = Counter()
    for root in roots:
        for frozen, year, weight, standing, number in subtree_counts(reading.session, reading.world, root):
            found[frozen, year, weight, standing] += number
    return [Count(*cell, number) for cell, number in found.items()]


def counts_below(reading: Reading, body: str) -> Mapping[str, list[Count]]:
    """Each seen body directly below another to the counters of its subtree, at the time of the reading."""
    tree = reading.world.pack.tree
    below = [one for one in tree.children.get(body, ()) if one in reading.seen]
    if reading.at is None and reading.known_at is None:
        return each_subtree(reading.session, reading.world, below)
    child_of = {inner: one for one in below for inner in tree.subtree(one)}
    rows: dict[str, list[dict[str, Any]]] = {one: [] for one in below}
    for judged in reading.judged(child_of):
        rows[child_of[judged.row["body"]]].append(judged.row)
    return {one: _counted(own) for one, own in rows.items()}


def roots_of(reading: Reading) -> list[str]:
    """The highest bodies that the person sees."""
    tree = reading.world.pack.tree
    return [one for one in reading.bodies if tree[one].parent not in reading.seen]


def _counted(rows: Iterable[dict[str, Any]]) -> list[Count]:
    found: Counter[tuple[bool, int, str, str]] = Counter()
    for row in rows:
        if row["binding"] and not row["forecast"]:
            weight = "review" if row["form"] == "review" else row["force"]
            found[False, int(row["due"][:4]) if row["due"] else 0, weight, row["standing"]] += 1
    return [Count(*cell, number) for cell, number in found.items()]
