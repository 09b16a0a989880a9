"""What a person decides about a proposal: it goes on the ledger, is dismissed, or is looked at again."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from meeting_cadence.access.refusals import Conflict
from meeting_cadence.actions.ports import Receipt
from meeting_cadence.imports.calendar.match import Choice
from meeting_cadence.imports.calendar.proposals import Found, content_of
from meeting_cadence.store.calendar_sources import Decision, Source, Verdict, decide_about, decisions_of


class NotDismissed(Conflict):
    """The entry was not dismissed, so it cannot be looked at again."""

    code = "calendar_not_dismissed"


Enter = Callable[[Mapping[str, Any]], Receipt]
"""Putting one entry on the ledger, on behalf of whoever confirms."""


def confirm(
    session: Session, found: Found, choice: Choice, enter: Enter, *, by: str, at: datetime
) -> Receipt:
    """Put the entry of a choice on the ledger and keep that this was decided. Raises what `enter` raises."""
    receipt = enter(content_of(found.proposal, choice))
    _decide(session, found.source, found.proposal.entry.fingerprint, "confirmed", receipt.entry_id, by, at)
    return receipt


def dismiss(session: Session, found: Found, *, by: str, at: datetime) -> None:
    """It is nothing of the kind: the entry is not proposed again, as long as it stays on its day."""
    _decide(session, found.source, found.proposal.entry.fingerprint, "dismissed", None, by, at)


def reopen(session: Session, source: Source, fingerprint: str, *, by: str, at: datetime) -> None:
    """Look at a dismissed entry again. Raises NotDismissed."""
    decided = decisions_of(session, [source.body]).get((source.body, fingerprint))
    if decided is None or decided.decision != "dismissed":
        raise NotDismissed(fingerprint)
    _decide(session, source, fingerprint, "reopened", None, by, at)


def _decide(
    session: Session,
    source: Source,
    fingerprint: str,
    verdict: Verdict,
    entry_id: str | None,
    by: str,
    at: datetime,
) -> None:
    decide_about(session, Decision(source.body, fingerprint, verdict, entry_id, by, at))
