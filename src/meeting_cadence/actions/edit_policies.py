"""Alert policies of a pack put in or taken out; `edit_packs` makes the edits. A policy belongs to one pack."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from meeting_cadence.access.refusals import NotFound
from meeting_cadence.actions.edit_packs import Edit
from meeting_cadence.actions.edit_parts import Definition, PackUnknown
from meeting_cadence.actions.pack_parts import Packs
from meeting_cadence.queries.world import nearest
from meeting_cadence.regulations import edit
from meeting_cadence.regulations.model import Pack

DEFAULT = "default"
"""The policy of mandates that name none."""


class PolicyAbsent(NotFound):
    """The pack has no alert policy of that id."""

    code = "policy_absent"


class KeptPolicy(NamedTuple):
    """A policy in the keys of the pack's file. `own` False: the built-in one, which the pack may replace."""

    id: str
    pack: str
    definition: Mapping[str, Any]
    mandates: tuple[str, ...]
    """Those of the pack that are told of by it."""
    own: bool = True

    @property
    def state(self) -> str:
        """Its ETag, with the quotes: equal for equal definitions."""
        told = json.dumps([self.own, self.definition], sort_keys=True)
        return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def policies_of_pack(packs: Packs, pack: str, builtin: Mapping[str, Any]) -> list[KeptPolicy]:
    """Those that the pack has, and the built-in default where it has none. Raises PackUnknown."""
    found = _pack(packs, pack)
    written: dict[str, Any] = found.alert_policies
    known = [
        KeptPolicy(name, pack, definition, _told_by(found, name)) for name, definition in written.items()
    ]
    if DEFAULT not in written:
        known.insert(0, KeptPolicy(DEFAULT, pack, builtin, _told_by(found, DEFAULT), own=False))
    return known


def policy_of_pack(packs: Packs, pack: str, policy: str, builtin: Mapping[str, Any]) -> KeptPolicy:
    """One of them. Raises PackUnknown, PolicyAbsent with the nearest id."""
    known = {one.id: one for one in policies_of_pack(packs, pack, builtin)}
    if policy not in known:
        raise PolicyAbsent(policy, nearest(policy, known))
    return known[policy]


def put_policy(packs: Packs, pack: str, policy: str, definition: Definition, *, seen: str | None) -> Edit:
    """Write a policy anew, or a new one. When made, PackRefused with every problem. Raises PackUnknown."""
    state = _state(_pack(packs, pack), pack, policy)
    return Edit(
        "policy.put",
        f"{pack}/{policy}",
        (pack,),
        lambda one: edit.put_policy(one, policy, definition),
        state,
        seen,
    )


def drop_policy(packs: Packs, pack: str, policy: str, *, seen: str | None) -> Edit:
    """Take a policy out. When made, PackRefused where a mandate names it. Raises PackUnknown, PolicyAbsent."""
    found = _pack(packs, pack)
    state = _state(found, pack, policy)
    if state is None:
        raise PolicyAbsent(policy, nearest(policy, found.alert_policies))
    return Edit(
        "policy.dropped", f"{pack}/{policy}", (pack,), lambda one: edit.drop_policy(one, policy), state, seen
    )


def _pack(packs: Packs, pack: str) -> Pack:
    if pack not in packs:
        raise PackUnknown(pack, nearest(pack, packs))
    return packs[pack]


def _state(found: Pack, pack: str, policy: str) -> str | None:
    written: dict[str, Any] = found.alert_policies
    return KeptPolicy(policy, pack, written[policy], ()).state if policy in written else None


def _told_by(pack: Pack, policy: str) -> tuple[str, ...]:
    return tuple(one.id for one in pack.mandates if (one.alerts or DEFAULT) == policy)
