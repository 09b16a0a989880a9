"""The doorbell: rings tick and drain every so often while the service runs. Due days are data, never timers.

The only file that knows APScheduler. A ring that is missed is no loss, for the next one asks the store the same.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from meeting_cadence.alerts.courier import Courier, Delivery
from meeting_cadence.alerts.deliver import drain
from meeting_cadence.alerts.tick import tick
from meeting_cadence.alerts.tidings import Tidings
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.workday_notices import NoticeFolder, NoticesRefused
from meeting_cadence.store.kept_notices import kept_notices
from meeting_cadence.store.notices import take_in_notices
from meeting_cadence.store.turn import Turn
from meeting_cadence.words.errors import tell

_log = structlog.get_logger()


class Doorbell:
    """Two rings in threads of their own: `tick` and `drain`; neither overlaps itself, and missed ones are one.

    With a `turn`, only the process that holds it ticks; all drain, for each claims what it sends. `duties`: what is
    done after every tick, by the name under which trouble with it is logged. `reader`: reads calendars in from outside.
    """

    def __init__(
        self,
        courier: Courier,
        *,
        tick_seconds: int,
        drain_seconds: int,
        turn: Turn | None = None,
        anchor: Callable[[datetime], object] | None = None,
        notices: NoticeFolder | None = None,
        duties: Mapping[str, Callable[[datetime], object]] = MappingProxyType({}),
        reader: Callable[[datetime], object] | None = None,
    ) -> None:
        self.courier = courier
        self._turn = turn
        self._anchor = anchor
        self._notices = notices
        self._duties = duties
        self._reader = reader
        self._ticking = turn is None
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._add(self.tick, tick_seconds)
        self._add(self.drain, drain_seconds)
        if reader is not None:
            self._add(self.read, tick_seconds)

    def start(self) -> None:
        """Ring once at once, then every so often."""
        self._scheduler.start()
        now = self.courier.clock()
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=now)

    def stop(self) -> None:
        """Ring no more; what is under way ends by itself, then another process may tick."""
        self._scheduler.shutdown(wait=True)
        try:
            if self._turn is not None:
                self._turn.give_back()
        except MeetingCadenceError as error:
            _warn("turn", error)

    @property
    def running(self) -> bool:
        """Whether it rings."""
        return bool(self._scheduler.running)

    def tick(self) -> Tidings | None:
        """One tick; None when another process ticks, or when the store could not be used: the next ring tries again."""
        courier = self.courier
        at = courier.clock()
        try:
            if not self._is_ours(at):
                return None
            self._look_at_notices(at)
            tidings = tick(
                courier.store, at=at, tables=courier.tables, base_url=courier.base_url, slips=courier.slips
            )
        except MeetingCadenceError as error:
            _warn("tick", error)
            return None
        if tidings.flips or tidings.told:
            _log.info("tick", flips=tidings.flips, notices=len(tidings.told), mails=len(tidings.mails))
        if tidings.refused is not None:
            _warn("tick", tidings.refused)
        self._write_anchor(at)
        self._do_duties(at)
        return tidings

    def drain(self) -> Delivery | None:
        """One drain; None when the store could not be used."""
        try:
            delivery = drain(self.courier)
        except MeetingCadenceError as error:
            _warn("drain", error)
            return None
        if delivery.unreachable is not None:
            _warn("drain", delivery.unreachable)
        if delivery.sent or delivery.dead or delivery.uncertain:
            _log.info("drain", sent=delivery.sent, dead=delivery.dead, uncertain=delivery.uncertain)
        return delivery

    def read(self) -> None:
        """Read the calendars whose turn it is; beside the ticks, for other people's servers may be slow."""
        try:
            if self._reader is not None:
                self._reader(self.courier.clock())
        except MeetingCadenceError as error:
            _warn("calendars", error)

    def _look_at_notices(self, at: datetime) -> None:
        """A new notice of working days counts from the next ring on; one that cannot be read changes nothing."""
        if self._notices is None:
            return
        try:
            self._notices.refresh()
            with self.courier.store.reading() as session:
                self._notices.take(kept_notices(session))
        except NoticesRefused as refused:
            _warn("workdays", refused)
        if take_in_notices(self.courier.store, self._notices.digest, at=at, tables=self._notices):
            _log.info("workdays.changed", digest=self._notices.digest)

    def _write_anchor(self, at: datetime) -> None:
        """The audit trail's anchor of the day; trouble with it stops nothing."""
        try:
            if self._anchor is not None:
                self._anchor(at)
        except MeetingCadenceError as error:
            _warn("audit.anchor", error)

    def _do_duties(self, at: datetime) -> None:
        """What else is done at every tick; trouble with one stops neither the tick nor the others."""
        for name, duty in self._duties.items():
            try:
                duty(at)
            except MeetingCadenceError as error:
                _warn(name, error)

    def _is_ours(self, at: datetime) -> bool:
        """Whether this process ticks. Raises StoreFault."""
        if self._turn is None:
            return True
        ours = self._turn.holds(at)
        if ours != self._ticking:
            _log.info("turn.taken" if ours else "turn.lost", worker=self.courier.worker)
        self._ticking = ours
        return ours

    def _add(self, ring: Callable[[], object], seconds: int) -> None:
        self._scheduler.add_job(
            ring,
            "interval",
            seconds=seconds,
            id=ring.__name__,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )


def _warn(job: str, error: MeetingCadenceError) -> None:
    _log.warning(job, code=error.code, told=tell(error, "en"))
