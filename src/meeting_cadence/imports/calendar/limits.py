"""What a calendar file may cost."""

from typing import NamedTuple


class Limits(NamedTuple):
    """What a file may cost. Days are ISO texts, both inclusive: what lies outside is left out."""

    first: str
    last: str
    octets: int
    line: int
    """Octets of one line after unfolding."""
    entries: int
    largest_count: int
    """The largest COUNT of a rule."""
    occurrences: int
    """Of all entries together, within the days."""
    steps: int
    """Occurrences that may be passed over on the way."""
    cpu_seconds: int
    memory: int
