"""From a question about notices to come to what they are foreseen from, read from the store."""

from collections.abc import Mapping

from sqlmodel import Session

from meeting_cadence.actions.alert_port import Asked
from meeting_cadence.alerts.foresee import Study
from meeting_cadence.alerts.policy import DEFAULT, Policy, PolicyRefused, policies_of, policy_from
from meeting_cadence.alerts.recipients import Directory
from meeting_cadence.alerts.register import administrators, obligations
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.regulations.model import Pack
from meeting_cadence.store.alert_answers import answers_to
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.registry import load_world

TRIED = "tried"
"""The id of a policy that is only tried."""


def study_of(session: Session, asked: Asked, *, tables: Tables, policy: Policy | None = None) -> Study:
    """What `foresee` needs. `policy`: instead of those in force. Raises PolicyRefused."""
    world = load_world(session)
    keys = [asked.obligation] if asked.obligation is not None else []
    rows = obligations(session, keys)
    tried = policy_from(TRIED, asked.policy) if asked.policy is not None else policy
    return Study(
        world=world,
        entries=load_entries(session),
        directory=Directory(world.pack.tree, administrators(session)),
        tables=tables,
        policies=policies_in_force(world.pack),
        only=tried,
        mandates={row["mandate"] for row in rows} if keys else asked.mandates,
        bodies={row["body"] for row in rows} if keys else asked.bodies,
        answers=answers_to(session, keys),
    )


def policies_in_force(pack: Pack) -> Mapping[str, Policy]:
    """Those of the packs; only the default one where they cannot be understood."""
    try:
        return policies_of(pack)
    except PolicyRefused:
        return {DEFAULT.id: DEFAULT}
