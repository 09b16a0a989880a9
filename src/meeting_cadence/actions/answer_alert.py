"""Answering an alert: acknowledging it, putting its reminders off or off for good, asking for a relief.

A request for a relief ends by being refused or withdrawn here, or granted by a relief on the ledger. No answer
changes a standing; what superiors are told on breach, they are told all the same.
"""

from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple, Protocol

from meeting_cadence.errors import MeetingCadenceError, Phrase

Kind = Literal[
    "acknowledge",
    "snooze",
    "mute",
    "unmute",
    "ask_extension",
    "ask_waiver",
    "refuse_relief",
    "withdraw_relief",
]
KINDS: Final[tuple[Kind, ...]] = ("acknowledge", "snooze", "mute", "unmute", "ask_extension", "ask_waiver")
"""What the people of a body answer."""
ASKS: Final[tuple[Kind, ...]] = ("ask_extension", "ask_waiver")
DECISIONS: Final[tuple[Kind, ...]] = ("refuse_relief", "withdraw_relief")
"""What ends a request: a supervisor refuses it, or the body takes it back."""
LONGEST_SNOOZE: Final = timedelta(days=366)
LONGEST_REASON: Final = 500
_NEED_REASON: Final = frozenset({"snooze", "mute", *ASKS, "refuse_relief"})
_NEED_END: Final = frozenset({"snooze", "ask_extension"})


class AnswerRefused(MeetingCadenceError):
    """An answer that cannot be taken. `why`: unknown, reason, long, end, kind, own or settled."""

    code = "alert_answer"
    http_status = 422
    exit_status = 2

    def __init__(self, why: str) -> None:
        super().__init__("", why=Phrase(f"errors.alert_answer_{why}"))
        self.why = why


class AlertAnswer(NamedTuple):
    """One answer. `by`: a login, or the address that a signed link was sent to."""

    obligation: str
    due_revision: str
    kind: Kind
    by: str
    at: datetime
    reason: str | None = None
    until: date | None = None
    """The last day of a snooze; the due day that is asked for."""


class AnswerBook(Protocol):
    """Where answers are kept."""

    def put(self, answer: AlertAnswer) -> None:
        """Keep it, and have alerts look at the obligation again."""
        ...


def answer_alert(
    book: AnswerBook,
    answer: AlertAnswer,
    *,
    today: date,
) -> AlertAnswer:
    """Check an answer and keep it. Raises AnswerRefused.

    A snooze needs a reason and an end within a year; a mute and a waiver that is asked for a reason; an extension
    that is asked for both.
    """
    if answer.kind not in KINDS:
        raise AnswerRefused("unknown")
    return _keep(book, answer, today)


def end_request(book: AnswerBook, answer: AlertAnswer, *, today: date) -> AlertAnswer:
    """Refuse a request for a relief, which needs a reason, or take it back. Raises AnswerRefused."""
    if answer.kind not in DECISIONS:
        raise AnswerRefused("unknown")
    return _keep(book, answer, today)


def _keep(book: AnswerBook, answer: AlertAnswer, today: date) -> AlertAnswer:
    reason = (answer.reason or "").strip()
    if answer.kind in _NEED_REASON and not reason:
        raise AnswerRefused("reason")
    if len(reason) > LONGEST_REASON:
        raise AnswerRefused("long")
    if answer.kind in _NEED_END and answer.until is None:
        raise AnswerRefused("end")
    if answer.until is not None and not today < answer.until <= today + LONGEST_SNOOZE:
        raise AnswerRefused("end")
    kept = answer._replace(reason=reason or None)
    book.put(kept)
    return kept
