"""Days, durations and working days: pure arithmetic on `date` and aware `datetime`, nothing else."""

from meeting_cadence.dates.duration import Duration
from meeting_cadence.dates.moment import Moment, local_day, start_of_day
from meeting_cadence.dates.months import add_months
from meeting_cadence.dates.workdays import Certainty, WorkdayTable, monday_to_friday

__all__ = [
    "Certainty",
    "Duration",
    "Moment",
    "WorkdayTable",
    "add_months",
    "local_day",
    "monday_to_friday",
    "start_of_day",
]
