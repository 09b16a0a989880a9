"""What a tick did, as values."""

from datetime import datetime
from typing import NamedTuple

from meeting_cadence.alerts.mail import Mail
from meeting_cadence.alerts.plan import Notice
from meeting_cadence.alerts.policy import PolicyRefused
from meeting_cadence.alerts.slips import Slip


class Told(NamedTuple):
    """One notice as planned. `mail` and `not_before` are None where it is folded into a later one."""

    obligation: str
    body: str
    mandate: str
    label: str
    notice: Notice
    at_once: bool = False
    """An hour limit, but not its weekly repeats: leaves outside working hours too."""
    not_before: datetime | None = None
    mail: Mail | None = None
    slip: Slip | None = None


class Tidings(NamedTuple):
    """What a tick did, or with `dry_run` would do."""

    at: datetime
    flips: int = 0
    told: tuple[Told, ...] = ()
    cancelled: int = 0
    refused: PolicyRefused | None = None
    """Alert policies that cannot be understood; the default one was used instead of all of them."""

    @property
    def mails(self) -> tuple[Told, ...]:
        """The notices that are sent."""
        return tuple(one for one in self.told if not one.notice.folded)

    def and_then(self, more: "Tidings") -> "Tidings":
        """Both together."""
        return self._replace(
            flips=self.flips + more.flips,
            told=self.told + more.told,
            cancelled=self.cancelled + more.cancelled,
            refused=self.refused or more.refused,
        )
