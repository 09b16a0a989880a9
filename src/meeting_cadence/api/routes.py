"""Every router of the API."""

from meeting_cadence.api import audit, board, feeds, ledger, subjects, tokens

routers = (subjects.router, board.router, ledger.router, feeds.router, tokens.router, audit.router)
