"""From the settings to the doorbell of this process."""

from collections.abc import Callable
from datetime import datetime, timedelta

from meeting_cadence.alerts.setup import courier_of
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.imports.calendar.setup import reader_of
from meeting_cadence.jobs.anchoring import anchoring_of
from meeting_cadence.jobs.doorbell import Doorbell
from meeting_cadence.jobs.duties import duties_of
from meeting_cadence.regulations.workday_notices import NoticeFolder
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store
from meeting_cadence.store.turn import turn_of


def doorbell_of(
    settings: Settings, store: Store, *, tables: Tables, clock: Callable[[], datetime]
) -> Doorbell:
    """The doorbell, not yet rung. It ticks only while no other process on the same database does."""
    courier = courier_of(settings, store, tables=tables, clock=clock)
    lease = timedelta(seconds=2 * settings.tick_seconds + 30)
    return Doorbell(
        courier,
        tick_seconds=settings.tick_seconds,
        drain_seconds=settings.drain_seconds,
        anchor=anchoring_of(settings, store),
        notices=tables if isinstance(tables, NoticeFolder) else None,
        duties=duties_of(settings, store, tables=tables),
        reader=reader_of(settings, store, clock=clock),
        turn=turn_of(store, worker=courier.worker, lease=lease),
    )
