"""Changing the packs in force, whole or in part. Every change is a new version of its packs, seen before it works.

A change that would rewrite the verdict of a window that has closed is refused, as `pack plan` says it. Whoever replaces
or takes out what is there names the state they saw; asking for what is so already is answered, whatever was seen.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.access.refusals import Conflict
from meeting_cadence.actions.ports import AppliedTogether, RegistryDesk, Texts
from meeting_cadence.dates import add_months, local_day
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.queries.amendment import MONTHS_AHEAD, Preview
from meeting_cadence.queries.amendment_answer import sentence
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.write import write_pack


class VerdictRewritten(MeetingCadenceError):
    """One reason for which verdicts of closed windows would change: `why` says it and how to write it instead."""

    code = "verdict_rewritten"


class VerdictsRewritten(Conflict):
    """The change would rewrite verdicts of windows that have closed; `parts` has each cause. Nothing was changed."""

    code = "verdicts_rewritten"
    exit_status = 3

    def __init__(self, found: Preview) -> None:
        super().__init__("", count=len(found.problems))
        self.parts = tuple(VerdictRewritten(one.subject, why=sentence(one)) for one in found.problems)


class PartExists(Conflict):
    """It is there already: whoever replaces it says in If-Match what they saw."""

    code = "part_exists"


class PartChanged(MeetingCadenceError):
    """It is no longer as the caller saw it, or no longer there."""

    code = "part_changed"
    http_status = 412


class Edit(NamedTuple):
    """A change of packs. `act` and `subject` stand on the audit trail, with `told`.

    `state` None: what it makes is not there yet. `seen`: the state that the caller saw.
    """

    act: str
    subject: str
    packs: tuple[str, ...]
    change: Callable[[Pack], Pack]
    state: str | None = None
    seen: str | None = None
    told: Mapping[str, Any] = {}


def last_day(desk: RegistryDesk) -> date:
    """The last day that previews look ahead to."""
    return add_months(local_day(desk.at, ZoneInfo(desk.world.pack.zone)), MONTHS_AHEAD)


def plan_edit(desk: RegistryDesk, edit: Edit) -> Preview:
    """What an edit would change; nothing is. Raises as the edit does, but for the state and rewritten verdicts."""
    return desk.plan_packs(_fresh(desk, edit), end=last_day(desk))


def make_edit(desk: RegistryDesk, edit: Edit, *, by: str, reason: str | None) -> AppliedTogether:
    """Put the edited packs in force; without versions where nothing would change.

    Raises PackRefused (every problem), PacksClash, PartExists, PartChanged, VerdictsRewritten.
    """
    fresh = _fresh(desk, edit)
    if not fresh:
        return AppliedTogether({})
    require_seen(edit.subject, edit.state, edit.seen)
    _require_no_rewriting(desk, fresh)
    written = {name: write_pack(pack) for name, pack in fresh.items()}
    texts = {name: Texts(one.files, one.root) for name, one in written.items()}
    done = desk.put_packs(texts, by=by, reason=reason)
    told = {"packs": dict(done.versions), **edit.told}
    desk.note_edit(edit.act, edit.subject, by=by, reason=reason, **told)
    return done


def put_whole(
    desk: RegistryDesk,
    pack: Pack,
    texts: Texts,
    *,
    state: str | None,
    seen: str | None,
    by: str,
    reason: str | None,
) -> AppliedTogether:
    """Put a pack in force as its texts are, in place of the version in `state` (None: it is new).

    Raises as `make_edit`.
    """
    require_seen(pack.id, state, seen)
    _require_no_rewriting(desk, {pack.id: pack})
    return desk.put_packs({pack.id: texts}, by=by, reason=reason)


def require_seen(subject: str, state: str | None, seen: str | None) -> None:
    """Raise PartExists where nothing was seen of what is there, PartChanged where it is not as it was seen."""
    if seen is None and state is not None:
        raise PartExists(subject)
    if seen is not None and (state is None or seen.strip() not in (state, "*")):
        raise PartChanged(subject)


def _fresh(desk: RegistryDesk, edit: Edit) -> dict[str, Pack]:
    """The packs that are not as they were."""
    packs = desk.packs()
    edited = {name: edit.change(packs[name]) for name in edit.packs}
    return {name: pack for name, pack in edited.items() if pack != packs[name]}


def _require_no_rewriting(desk: RegistryDesk, fresh: Mapping[str, Pack]) -> None:
    found = desk.plan_packs(fresh, end=last_day(desk))
    if found.problems:
        raise VerdictsRewritten(found)
