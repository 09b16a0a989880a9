"""Every router of the pages."""

from meeting_cadence.pages import (
    account,
    audit,
    entries,
    gate,
    outlets,
    overview,
    people,
    record,
    steps,
    subjects,
    subscriptions,
)

routers = (
    gate.router,
    overview.router,
    subjects.router,
    record.router,
    entries.router,
    outlets.router,
    people.router,
    steps.router,
    subscriptions.router,
    account.router,
    audit.router,
)
