"""Answering an invitation: who comes, who asks for leave. It is what is expected, not who attended."""

from datetime import datetime
from typing import Final, NamedTuple, Protocol

from meeting_cadence.errors import MeetingCadenceError, Phrase
from meeting_cadence.queries.invitations import ANSWERS, Invitation, Reply

LONGEST_REASON: Final = 500


class ReplyRefused(MeetingCadenceError):
    """An answer that cannot be taken. `why`: unknown, reason, long, cancelled, over or uninvited."""

    code = "invitation_reply"
    http_status = 422
    exit_status = 2

    def __init__(self, why: str) -> None:
        super().__init__("", why=Phrase(f"errors.invitation_reply_{why}"))
        self.why = why


class Said(NamedTuple):
    """What somebody said to an invitation, unchecked."""

    recipient: str
    answer: str
    reason: str = ""


class ReplyBook(Protocol):
    """Where answers to invitations are kept."""

    def put_reply(self, reply: Reply) -> None:
        """Keep it."""
        ...


def reply_invitation(book: ReplyBook, invitation: Invitation, said: Said, *, at: datetime) -> Reply:
    """Check an answer and keep it. Raises ReplyRefused.

    Leave needs a reason. Whoever is no longer invited, and whoever is late or answers to what was cancelled, is told
    so. It counts for the time that the invitation names now.
    """
    answer = next((one for one in ANSWERS if one == said.answer), None)
    reason = said.reason.strip()
    if answer is None:
        raise ReplyRefused("unknown")
    if said.recipient.casefold() not in {guest.same for guest in invitation.guests}:
        raise ReplyRefused("uninvited")
    if invitation.cancelled:
        raise ReplyRefused("cancelled")
    if at >= invitation.ends:
        raise ReplyRefused("over")
    if answer == "decline" and not reason:
        raise ReplyRefused("reason")
    if len(reason) > LONGEST_REASON:
        raise ReplyRefused("long")
    reply = Reply(invitation.key, said.recipient, invitation.sequence, answer, reason or None, at)
    book.put_reply(reply)
    return reply
