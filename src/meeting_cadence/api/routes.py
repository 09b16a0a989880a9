"""Every router of the API."""

from meeting_cadence.api import (
    audit,
    board,
    definitions,
    devices,
    feeds,
    figures,
    invitations,
    ledger,
    ledger_file,
    lists,
    outside,
    packs,
    people,
    reorganisations,
    subjects,
    tokens,
)

routers = (
    subjects.router,
    board.router,
    lists.router,
    figures.router,
    outside.router,
    ledger.router,
    ledger_file.router,
    feeds.router,
    invitations.router,
    tokens.router,
    devices.router,
    definitions.router,
    reorganisations.router,
    packs.router,
    people.router,
    audit.router,
)
