"""Every router of the API."""

from meeting_cadence.api import (
    audit,
    board,
    definitions,
    feeds,
    figures,
    ledger,
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
    feeds.router,
    tokens.router,
    definitions.router,
    reorganisations.router,
    packs.router,
    people.router,
    audit.router,
)
