"""The parts of the packs in force, one by one: which packs define a body, regulation or mandate, and how."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from meeting_cadence.access.refusals import BodyUnknown, MandateUnknown, NotFound, RegulationUnknown
from meeting_cadence.queries.world import nearest
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.write import as_body, as_mandate, as_regulation

Packs = Mapping[str, Pack]
Sort = Literal["body", "regulation", "mandate"]

_UNKNOWN: Mapping[Sort, type[NotFound]] = {
    "body": BodyUnknown,
    "regulation": RegulationUnknown,
    "mandate": MandateUnknown,
}


class Part(NamedTuple):
    """A part in the keys of the pack's file. `packs`: those that define it, always alike."""

    sort: Sort
    id: str
    packs: tuple[str, ...]
    definition: Mapping[str, Any]
    regulation: str | None = None
    """Of a mandate: where it stands."""

    @property
    def state(self) -> str:
        """Its ETag, with the quotes: equal for equal definitions."""
        told = json.dumps([self.regulation, self.definition], sort_keys=True)
        return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def find_part(packs: Packs, sort: Sort, part_id: str) -> Part | None:
    """The part as the packs define it, without the contacts kept beside them; None where none does."""
    owners = tuple(name for name, pack in packs.items() if part_id in _ids(sort, pack))
    if not owners:
        return None
    definition, regulation = _written(sort, packs[owners[0]], part_id)
    return Part(sort, part_id, owners, definition, regulation)


def part_of(packs: Packs, sort: Sort, part_id: str) -> Part:
    """As `find_part`. Raises BodyUnknown, RegulationUnknown or MandateUnknown, with the nearest id."""
    found = find_part(packs, sort, part_id)
    if found is None:
        known = [one for pack in packs.values() for one in _ids(sort, pack)]
        raise _UNKNOWN[sort](part_id, nearest(part_id, known))
    return found


def _ids(sort: Sort, pack: Pack) -> Mapping[str, object]:
    found: dict[Sort, Callable[[], Mapping[str, object]]] = {
        "body": lambda: pack.tree.bodies,
        "regulation": lambda: pack.regulation,
        "mandate": lambda: pack.mandate,
    }
    return found[sort]()


def _written(sort: Sort, pack: Pack, part_id: str) -> tuple[Mapping[str, Any], str | None]:
    if sort == "body":
        return as_body(pack.tree[part_id], ""), None
    if sort == "regulation":
        return as_regulation(pack.regulation[part_id]), None
    mandate = pack.mandate[part_id]
    return as_mandate(mandate, pack.regulation[mandate.regulation]), mandate.regulation
