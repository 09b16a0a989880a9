"""Every router of the API."""

from meeting_cadence.api import audit, board, feeds, figures, ledger, outside, subjects, tokens

routers = (
    subjects.router,
    board.router,
    figures.router,
    outside.router,
    ledger.router,
    feeds.router,
    tokens.router,
    audit.router,
)
