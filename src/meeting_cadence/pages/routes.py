"""Every router of the pages."""

from meeting_cadence.pages import (
    account,
    act,
    audit,
    correct,
    entries,
    gate,
    matrix_page,
    outlets,
    overview,
    people,
    record,
    steps,
    subjects,
    subscriptions,
    timeline_page,
    windows,
)

routers = (
    gate.router,
    act.router,
    overview.router,
    matrix_page.router,
    timeline_page.router,
    windows.router,
    subjects.router,
    record.router,
    correct.router,
    entries.router,
    outlets.router,
    subscriptions.router,
    people.router,
    steps.router,
    account.router,
    audit.router,
)
