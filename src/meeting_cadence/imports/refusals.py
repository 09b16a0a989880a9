"""Why an import cannot be taken back. Nothing was changed by any of these."""

from meeting_cadence.access.refusals import Conflict, NotFound


class BatchUnknown(NotFound):
    """No entry of such a batch is on the ledger."""

    code = "batch_unknown"


class BatchUndone(Conflict):
    """Every entry of the batch was taken back already."""

    code = "batch_undone"
