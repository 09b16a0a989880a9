"""One tick: time is let into the store, and what is to be told is written down, exactly once.

judge again what time has changed → flips → obligations that changed or reached a rung → decide → notices and
mails, each part in one transaction. Any number of ticks by any number of processes leaves the same rows.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from sqlmodel import Session

from meeting_cadence.actions.ports import Flip
from meeting_cadence.alerts import register
from meeting_cadence.alerts.columns import flip_columns
from meeting_cadence.alerts.look import catch_up, look
from meeting_cadence.alerts.policy import DEFAULT, Policy, PolicyRefused, policies_of
from meeting_cadence.alerts.recipients import Directory
from meeting_cadence.alerts.slips import PLAIN, SlipStyle
from meeting_cadence.alerts.telling import Office
from meeting_cadence.alerts.tidings import Tidings
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.queries.world import World
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.engine import Store
from meeting_cadence.store.projection import rejudge_due
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.watching import beat

AT_ONCE: Final = 2000
"""Obligations looked at in one transaction."""


class _Round(NamedTuple):
    """One tick's arguments."""

    at: datetime
    tables: Tables
    base_url: str
    slips: SlipStyle


def tick(
    store: Store,
    *,
    at: datetime,
    tables: Tables,
    base_url: str,
    dry_run: bool = False,
    slips: SlipStyle = PLAIN,
) -> Tidings:
    """Plan everything that is to be told by `at`. With `dry_run` nothing is written. Raises StoreFault."""
    this = _Round(at, tables, base_url, slips)
    if dry_run:
        with store.session() as session:
            tidings = _whole(session, this)
            session.rollback()
        return tidings
    with store.session() as session:
        tidings, flipped, more = _first(session, this)
        _beat(session, at, more)
    while more:
        with store.session() as session:
            part, more = _part(session, this, flipped)
            _beat(session, at, more)
        tidings = tidings.and_then(part)
    return tidings


def _beat(session: Session, at: datetime, more: bool) -> None:
    """A heartbeat in the transaction of the last part: a tick that has not ended leaves none."""
    if not more:
        beat(session, "tick", at)


def _whole(session: Session, this: _Round) -> Tidings:
    """Every part in one transaction."""
    tidings, flipped, more = _first(session, this)
    while more:
        part, more = _part(session, this, flipped)
        tidings = tidings.and_then(part)
    return tidings


def _first(session: Session, this: _Round) -> tuple[Tidings, Mapping[str, Flip], bool]:
    """Let time in and look at the first obligations; what time has changed, and whether more are waiting."""
    world = load_world(session)
    by_facts = catch_up(session, world, this.at)
    flips = [
        flip for flip in rejudge_due(session, world, at=this.at, tables=this.tables) if not _is_birth(flip)
    ]
    register.put_flips(session, map(flip_columns, flips))
    flipped = {flip.key: flip for flip in flips}
    tidings, more = _part(session, this, flipped)
    return tidings._replace(flips=tidings.flips + by_facts + len(flips)), flipped, more


def _part(session: Session, this: _Round, flipped: Mapping[str, Flip]) -> tuple[Tidings, bool]:
    """Look at so many obligations; whether more are waiting."""
    keys = register.to_look_at(session, this.at, AT_ONCE)
    world = load_world(session)
    policies, refused = _policies(world)
    directory = Directory(world.pack.tree, register.administrators(session))
    office = Office(world, directory, policies, this.tables, this.base_url, this.at, this.slips)
    tidings = look(session, office, keys, flipped)
    register.looked_at(session, keys, this.at)
    return tidings._replace(refused=refused), len(keys) >= AT_ONCE


def _policies(world: World) -> tuple[Mapping[str, Policy], PolicyRefused | None]:
    """A pack's broken policy silences nothing: the default one is used, and the tidings say so."""
    try:
        return policies_of(world.pack), None
    except PolicyRefused as refused:
        return {DEFAULT.id: DEFAULT}, refused


def _is_birth(flip: Flip) -> bool:
    """A new window that has not opened is no change of anything."""
    return flip.old_standing is None and flip.new_standing == Standing.UPCOMING
