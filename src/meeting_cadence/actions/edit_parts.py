"""The edits there are: a body, regulation or mandate put or dropped, a reorganisation. `edit_packs` makes them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from meeting_cadence.access.refusals import BodyUnknown, Conflict, NotFound
from meeting_cadence.actions.edit_packs import Edit
from meeting_cadence.actions.pack_parts import Packs, Sort, find_part, part_of
from meeting_cadence.bodies import Text
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.queries.world import nearest
from meeting_cadence.regulations import edit, reorganise
from meeting_cadence.regulations.model import Pack

Definition = Mapping[str, Any]


class PackUnknown(NotFound):
    """No pack of that id is in force."""

    code = "pack_unknown"


class PackNeeded(MeetingCadenceError):
    """Something new has to say in which pack it stands, where not exactly one is in force."""

    code = "pack_needed"
    exit_status = 2
    http_status = 422


class MandateElsewhere(Conflict):
    """The mandate stands in another regulation, `there`; ids of mandates last."""

    code = "mandate_elsewhere"


def put_body(packs: Packs, body: str, definition: Definition, *, pack: str | None, seen: str | None) -> Edit:
    """Define a body anew in every pack that has it, or a new one in `pack`. Raises PackUnknown, PackNeeded."""
    return _put(packs, "body", body, pack, seen, lambda one: edit.put_body(one, body, definition))


def put_bodies(packs: Packs, definitions: Sequence[Definition], *, pack: str | None) -> Edit:
    """Many bodies at once, new ones in `pack`, others corrected where they stand. Raises PackUnknown, PackNeeded."""
    if pack is not None and pack not in packs:
        raise PackUnknown(pack, nearest(pack, packs))
    owners = {
        name: {str(one["id"]) for one in definitions} & set(known.tree.bodies)
        for name, known in packs.items()
    }
    everywhere = set().union(*owners.values()) if owners else set()
    fresh = [str(one["id"]) for one in definitions if one["id"] not in everywhere]
    if fresh and pack is None and len(packs) != 1:
        raise PackNeeded(fresh[0], packs=list(packs))
    home = pack or next(iter(packs), None)
    every = [name for name, own in owners.items() if own or (fresh and name == home)]

    def change(known: Pack) -> Pack:
        said = [
            one for one in definitions if one["id"] in known.tree or (known.id == home and one["id"] in fresh)
        ]
        return edit.put_bodies(known, said)

    subject = ", ".join(str(one["id"]) for one in definitions)[:200]
    return Edit("bodies.put", subject, tuple(every), change, told={"count": len(definitions)})


def put_regulation(
    packs: Packs, regulation: str, definition: Definition, *, pack: str | None, seen: str | None
) -> Edit:
    """As `put_body`, of a regulation with all its mandates."""
    return _put(
        packs,
        "regulation",
        regulation,
        pack,
        seen,
        lambda one: edit.put_regulation(one, regulation, definition),
    )


def put_mandate(
    packs: Packs, mandate: str, definition: Definition, *, regulation: str | None, seen: str | None
) -> Edit:
    """Define a mandate anew, or a new one of `regulation`. Raises RegulationUnknown, MandateElsewhere."""
    known = find_part(packs, "mandate", mandate)
    if known is not None and regulation not in (None, known.regulation):
        raise MandateElsewhere(mandate, there=known.regulation)
    where = part_of(packs, "regulation", (known.regulation if known else regulation) or "")
    state = known.state if known else None

    def change(pack: Pack) -> Pack:
        return edit.put_mandate(pack, where.id, mandate, definition)

    return Edit("mandate.put", mandate, where.packs, change, state, seen, {"regulation": where.id})


def drop(packs: Packs, sort: Sort, part_id: str, *, seen: str | None) -> Edit:
    """Take a part out of every pack that defines it. Raises BodyUnknown, RegulationUnknown, MandateUnknown."""
    drops: dict[Sort, Callable[[Pack, str], Pack]] = {
        "body": edit.drop_body,
        "regulation": edit.drop_regulation,
        "mandate": edit.drop_mandate,
    }
    known = part_of(packs, sort, part_id)
    return Edit(
        f"{sort}.dropped", part_id, known.packs, lambda one: drops[sort](one, part_id), known.state, seen
    )


def rename(packs: Packs, body: str, name: Text, *, seen: str | None) -> Edit:
    """Another name for a body (更名). Raises BodyUnknown."""
    return _reorganised(
        packs, "renamed", [body], lambda one: reorganise.rename(one, body, name), seen, name=name
    )


def merge(packs: Packs, bodies: Sequence[str], into: str, name: Text, on: date, *, seen: str | None) -> Edit:
    """One body in place of several (合并). Raises BodyUnknown; when made, ReorganisationRefused."""
    return _reorganised(
        packs,
        "merged",
        bodies,
        lambda one: reorganise.merge(one, bodies, into, name, on),
        seen,
        into=[into],
        on=on,
    )


def split(packs: Packs, body: str, into: Mapping[str, Text], on: date, *, seen: str | None) -> Edit:
    """Several bodies in place of one (分设). Raises as `merge`."""
    return _reorganised(
        packs,
        "split",
        [body],
        lambda one: reorganise.split(one, body, into, on),
        seen,
        into=list(into),
        on=on,
    )


def abolish(packs: Packs, body: str, on: date, *, seen: str | None) -> Edit:
    """No such body from a day on (撤销). Raises as `merge`."""
    return _reorganised(
        packs, "abolished", [body], lambda one: reorganise.abolish(one, body, on), seen, on=on
    )


def _put(
    packs: Packs, sort: Sort, part_id: str, pack: str | None, seen: str | None, change: Callable[[Pack], Pack]
) -> Edit:
    known = find_part(packs, sort, part_id)
    owners = known.packs if known else ()
    if pack is not None and pack not in packs:
        raise PackUnknown(pack, nearest(pack, packs))
    if pack is None and known is None and len(packs) != 1:
        raise PackNeeded(part_id, packs=list(packs))
    chosen = [pack] if pack is not None else [] if known else list(packs)
    every = tuple(dict.fromkeys((*owners, *chosen)))
    return Edit(f"{sort}.put", part_id, every, change, known.state if known else None, seen)


def _reorganised(
    packs: Packs,
    act: str,
    bodies: Iterable[str],
    change: Callable[[Pack], Pack],
    seen: str | None,
    **told: Any,
) -> Edit:
    """Of every pack that defines one of the bodies. The state is that of the first; nobody has to name it."""
    parts = [part_of(packs, "body", body) for body in bodies]
    if not parts:
        raise BodyUnknown("")
    owners = tuple(dict.fromkeys(pack for part in parts for pack in part.packs))
    subject = ", ".join(part.id for part in parts)
    return Edit(f"body.{act}", subject, owners, change, parts[0].state, seen or "*", told)
