"""Single parts of a pack put in, replaced or taken out, in the keys of its file: bodies, regulations, mandates.

Each edit is made on the documents of the pack and read again whole, so that it is refused exactly where a file with the
same content would be, with every problem at once.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.document import MOST_LEVELS
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.problems import PackRefused, Report, Spot
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.regulations.write import Documents, as_documents

Definition = Mapping[str, Any]
Part = dict[str, Any]
Change = Callable[[Documents], None]

_HERE: Final = "definition"
"""How problems call a definition that cannot even be written down."""


class IdDiffers(MeetingCadenceError):
    """The definition has another id than the address. Subject: the definition's."""

    code = "id_differs"
    exit_status = 2
    http_status = 422


def put_body(pack: Pack, body: str, definition: Definition) -> Pack:
    """The pack with this body, in the place of the one of that id if there is one. Raises PackRefused, IdDiffers."""
    part = _named(definition, body)
    return _edited(pack, lambda documents: _put(_bodies(documents), part))


def put_bodies(pack: Pack, definitions: Sequence[Definition]) -> Pack:
    """The pack with these bodies: what each says of one that is there is put over it. Raises PackRefused."""

    def change(documents: Documents) -> None:
        bodies = _bodies(documents)
        known = {one["id"]: one for one in bodies}
        for definition in definitions:
            _require_shallow(definition)
            _put(bodies, {**known.get(definition["id"], {}), **definition})

    return _edited(pack, change)


def drop_body(pack: Pack, body: str) -> Pack:
    """The pack without a body. Raises PackRefused where something still refers to it."""
    return _edited(pack, lambda documents: _drop(_bodies(documents), body))


def put_regulation(pack: Pack, regulation: str, definition: Definition) -> Pack:
    """The pack with this regulation and its mandates; a new one comes last. Raises PackRefused, IdDiffers."""
    part = _named(definition, regulation)

    def change(documents: Documents) -> None:
        _put(_holder(documents, regulation), part)

    return _edited(pack, change)


def drop_regulation(pack: Pack, regulation: str) -> Pack:
    """The pack without a regulation and its mandates. Raises PackRefused."""
    return _edited(pack, lambda documents: _drop(_holder(documents, regulation), regulation))


def put_mandate(pack: Pack, regulation: str, mandate: str, definition: Definition) -> Pack:
    """The pack with this mandate of a regulation that it has. Raises PackRefused, IdDiffers."""
    part = _named(definition, mandate)

    def change(documents: Documents) -> None:
        (owner,) = [one for one in _holder(documents, regulation) if one["id"] == regulation]
        _put(owner.setdefault("mandates", []), part)

    return _edited(pack, change)


def drop_mandate(pack: Pack, mandate: str) -> Pack:
    """The pack without a mandate; its regulation stays. Raises PackRefused."""

    def change(documents: Documents) -> None:
        for regulation in _regulations(documents):
            _drop(regulation.get("mandates", []), mandate)

    return _edited(pack, change)


def put_policy(pack: Pack, policy: str, definition: Definition) -> Pack:
    """The pack with this alert policy, in the place of the one of that id if there is one. Raises PackRefused."""
    _require_shallow(definition)

    def change(documents: Documents) -> None:
        root = documents.files[documents.root]
        root["alert_policies"] = {**root.get("alert_policies", {}), policy: dict(definition)}

    return _edited(pack, change)


def drop_policy(pack: Pack, policy: str) -> Pack:
    """The pack without an alert policy. Raises PackRefused where a mandate names it."""

    def change(documents: Documents) -> None:
        root = documents.files[documents.root]
        kept = {name: one for name, one in root.get("alert_policies", {}).items() if name != policy}
        root["alert_policies"] = kept

    return _edited(pack, change)


def _edited(pack: Pack, change: Change) -> Pack:
    documents = as_documents(pack)
    change(documents)
    texts = {name: json.dumps(content) for name, content in documents.files.items()}
    return read_pack_text(texts[documents.root], name=documents.root, include=texts.__getitem__)


def _named(definition: Definition, part_id: str) -> Part:
    _require_shallow(definition)
    if definition.get("id", part_id) != part_id:
        raise IdDiffers(str(definition["id"])[:100], id=part_id)
    return {**definition, "id": part_id}


def _bodies(documents: Documents) -> list[Part]:
    found: list[Part] = documents.files[documents.root].setdefault("bodies", [])
    return found


def _regulations(documents: Documents) -> Iterator[Part]:
    for content in documents.files.values():
        yield from content.get("regulations", ())


def _holder(documents: Documents, regulation: str) -> list[Part]:
    """The list that has the regulation; that of the pack's own file where none has."""
    for content in documents.files.values():
        found: list[Part] = content.setdefault("regulations", [])
        if any(one["id"] == regulation for one in found):
            return found
    return found


def _put(parts: list[Part], part: Part) -> None:
    for place, one in enumerate(parts):
        if one["id"] == part["id"]:
            parts[place] = part
            return
    parts.append(part)


def _drop(parts: list[Part], part_id: str) -> None:
    parts[:] = [one for one in parts if one["id"] != part_id]


def _require_shallow(definition: Definition) -> None:
    """Refuse what is nested too deeply to be written down at all."""
    level: list[Any] = [definition]
    for _ in range(MOST_LEVELS):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, Mapping) else one)
            if isinstance(inner, (Mapping, list, tuple))
        ]
        if not level:
            return
    report = Report()
    report.add(Spot(_HERE), "too_deep", limit=MOST_LEVELS)
    raise PackRefused(report.in_order())
