"""When nobody ticks: whoever is asked judges what time has overtaken, so that no answer rests on old standings.

Within three rings of the tick pages and API judge the few rows concerned for their answer alone; from then on the kept
rows, the counters and the calendars are brought up to date here (decision 0054).
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from meeting_cadence.dates.workdays import Tables
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.feeds.http import CatchUp
from meeting_cadence.pages.alarms import MISSED_TICKS, is_late
from meeting_cadence.pages.health import last_tick
from meeting_cadence.regulations.workday_notices import NoticeFolder, NoticesRefused
from meeting_cadence.store.engine import Store
from meeting_cadence.store.kept_notices import kept_notices
from meeting_cadence.store.overtaken import let_time_in
from meeting_cadence.store.projection import due_streams
from meeting_cadence.words.errors import tell

_log: Final = structlog.get_logger()


class CatchingUp:
    """One per process. A tick is not late before three rings since this process was started."""

    def __init__(
        self, store: Store, *, tables: Tables, clock: Callable[[], datetime], tick_seconds: int
    ) -> None:
        self._store, self._tables, self._clock = store, tables, clock
        self._notices = tables if isinstance(tables, NoticeFolder) else None
        self._interval = timedelta(seconds=tick_seconds)
        self._started = self._looked = clock()

    def for_feeds(self) -> CatchUp:
        """What a poll does that finds a standing overdue for a change."""
        return CatchUp(MISSED_TICKS * self._interval, self.judge)

    async def look(self) -> None:
        """Before a page or an answer of the API, once per interval of the tick. Trouble is logged: reading goes on."""
        if self._notices is not None:
            with suppress(NoticesRefused):  # Of notices that cannot be read the tick tells.
                self._notices.refresh()
        at = self._clock()
        if at - self._looked >= self._interval:
            self._looked = at
            await asyncio.to_thread(self._quietly, at)

    def judge(self, at: datetime) -> None:
        """Judge what is behind where the tick is late. Raises StoreFault."""
        with self._store.reading() as session:
            if self._notices is not None:
                with suppress(NoticesRefused):
                    self._notices.take(kept_notices(session))
            tick = last_tick(session)
            late = is_late(
                tick, started=self._started, now=at, tick_seconds=int(self._interval.total_seconds())
            )
            behind = late and bool(due_streams(session, at))
        if behind:
            _log.warning("tick.missing", last=tick)
            let_time_in(self._store, at=at, tables=self._tables)

    def _quietly(self, at: datetime) -> None:
        try:
            self.judge(at)
        except MeetingCadenceError as error:
            _log.warning("catch_up", code=error.code, told=tell(error, "en"))
