"""What is done after every tick, besides the tick: by the service, by `work`, and by the command `tick`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from meeting_cadence.alerts.setup import inviting_of
from meeting_cadence.alerts.weekly.plan import Weekly, write_weekly
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.jobs.alive import alive_of
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store

Duty = Callable[[datetime], object]


def duties_of(settings: Settings, store: Store, *, tables: Tables) -> Mapping[str, Duty]:
    """By the name under which trouble with it is logged; the sign of life last, when all else was tried."""
    weekly = Weekly(settings.public_url, ZoneInfo(settings.timezone), tables)
    return {
        "invitations": inviting_of(settings, store),
        "weekly": lambda at: write_weekly(store, weekly, at=at),
        "alive": alive_of(settings, store),
    }
