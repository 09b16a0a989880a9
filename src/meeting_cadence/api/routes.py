"""Every router of the API."""

from meeting_cadence.api import board, feeds, ledger, subjects

routers = (subjects.router, board.router, ledger.router, feeds.router)
