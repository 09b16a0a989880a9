"""A reminder before an open deadline, as an entry of its own: alarms do not survive a subscription in most clients."""

from datetime import datetime, timedelta
from typing import Final

from meeting_cadence.feeds.deadline import Owed, summary_of
from meeting_cadence.feeds.entry import CalendarEntry, uid
from meeting_cadence.feeds.names import Names
from meeting_cadence.words.say import say

COLOR: Final = "orange"


def reminder(owed: Owed, days: int, names: Names, *, host: str, link: str) -> CalendarEntry:
    """The entry so many days before the last permitted one. `owed` is due on a day, not at an instant."""
    assert not isinstance(owed.due, datetime), "limits of hours have no reminders"
    mandate = names.pack.mandate[owed.mandate]
    prefix = say("feeds.prefix.reminder", names.language, days=days)
    return CalendarEntry(
        uid=uid(f"mark{days:03}", owed.key, host),
        start=owed.due - timedelta(days=days),
        zone=names.pack.tree[owed.body].zone,
        summary=summary_of(owed, mandate, names, prefix),
        description=(
            names.clause(mandate),
            say("feeds.body", names.language, body=names.body(owed.body)),
            say("feeds.due", names.language, due=owed.due),
            *([say("feeds.planned", names.language, day=owed.planned)] if owed.planned else []),
        ),
        status="TENTATIVE" if owed.forecast or owed.provisional else "CONFIRMED",
        categories=(
            names.text(mandate.title),
            names.body(owed.body),
            say("feeds.category.reminder", names.language),
        ),
        color=COLOR,
        url=link,
        language=names.language,
    )
