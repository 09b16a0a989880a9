"""Every router of the pages."""

from meeting_cadence.pages import entries, gate, outlets, overview, people, record, subjects

routers = (
    gate.router,
    overview.router,
    subjects.router,
    record.router,
    entries.router,
    outlets.router,
    people.router,
)
