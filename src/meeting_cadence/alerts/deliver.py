"""Delivery: claim what may leave, check it once more, send it, mark it. Nothing is sent inside a transaction.

claim by lease → cancel what has been settled → one mail per recipient and kind → send → sent, tried again, dead or
uncertain. Whoever is killed in between loses nothing: the lease ends, and the mail leaves with the same Message-ID.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from meeting_cadence.alerts import outbox
from meeting_cadence.alerts.channels.ahead import expect
from meeting_cadence.alerts.channels.channel import ChannelError
from meeting_cadence.alerts.claim import claim
from meeting_cadence.alerts.courier import Courier, Delivery, Letter
from meeting_cadence.alerts.lines import Line, Lines
from meeting_cadence.alerts.marks import Marks
from meeting_cadence.alerts.parcels import MOST_DOUBTS, wait_after
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.store.mail_trouble import begin_trouble, end_trouble
from meeting_cadence.store.watching import beat

_MARGIN: Final = timedelta(minutes=5)
"""A mail is only begun while its lease lasts at least this long; longer than any attempt takes."""


def drain(courier: Courier) -> Delivery:
    """Send what may leave now, until nothing is left but what goes over dead lines. Raises StoreFault."""
    delivery, lines = Delivery(), Lines()
    try:
        with Marks(courier.store) as marks:
            while not (claimed := claim(courier)).empty:
                came = _send_all(courier, claimed.letters, marks, lines)
                delivery = delivery.and_then(claimed.delivery).and_then(came)
                if lines.dead and not came.sent:
                    break
    finally:
        for channel in courier.channels.values():
            channel.close()
    with courier.store.sharing() as session:
        beat(session, "drain", courier.clock())
        _note(session, courier, lines)
    return delivery._replace(unreachable=next(iter(lines.dead.values()), None))


def _note(session: Session, courier: Courier, lines: Lines) -> None:
    """Write down since when no mail leaves; a drain that tried none changes nothing."""
    if lines.took(EMAIL):
        end_trouble(session)
    elif lines.failed(EMAIL):
        begin_trouble(session, at=courier.clock())


def _send_all(courier: Courier, letters: Sequence[Letter], marks: Marks, lines: Lines) -> Delivery:
    """One after the other, mails first; what is not tried is given back."""
    delivery, untried = Delivery(), list[Letter]()
    ordered = sorted(letters, key=lambda letter: letter.parcel.channel != EMAIL)
    for number, letter in enumerate(ordered):
        line = _line(courier, letter)
        if line in lines.dead or letter.until - courier.clock() < _MARGIN:
            untried.append(letter)
            continue
        failure = _send(courier, letter, next(iter(ordered[number + 1 : number + 2]), None))
        columns, outcome = _outcome(letter, failure, courier.clock())
        marks.settle(letter.parcel.rows, worker=courier.worker, **columns)
        delivery = delivery.and_then(outcome)
        lines.hear(line, failure)
    _give_back(courier, untried)
    return delivery


def _line(courier: Courier, letter: Letter) -> Line:
    channel = letter.parcel.channel
    return channel, courier.channels[channel].line(letter.message)


def _send(courier: Courier, letter: Letter, following: Letter | None) -> ChannelError | None:
    channel = courier.channels[letter.parcel.channel]
    if following is not None and following.parcel.channel == letter.parcel.channel:
        expect(channel, following.message)
    try:
        channel.send(letter.message)
    except ChannelError as failure:
        return failure
    return None


def _outcome(letter: Letter, failure: ChannelError | None, at: datetime) -> tuple[dict[str, Any], Delivery]:
    """The columns to write, and how it counts."""
    rows = letter.parcel.rows
    if failure is None:
        done = {"state": "sent", "sent_at": at, "last_error": None}
        return done, Delivery(sent=1, notices=len(rows))
    told = {"last_error": failure.detail}
    if failure.permanent:
        return {"state": "dead", **told}, Delivery(dead=1)
    doubts = 1 if failure.uncertain else 0
    if doubts and max(row.doubts for row in rows) + 1 >= MOST_DOUBTS:
        return {"state": "uncertain", "doubts": doubts, **told}, Delivery(uncertain=1)
    attempts = max(row.attempts for row in rows) + 1
    wait = max(wait_after(letter.batch, attempts), failure.retry_after or timedelta())
    again = {"state": "pending", "not_before": at + wait, "doubts": doubts}
    return {**again, **told, **_batch_after(letter, failure)}, Delivery(retried=1)


def _batch_after(letter: Letter, failure: ChannelError) -> dict[str, Any]:
    """What certainly did not arrive may leave with others next time; anything else keeps its Message-ID."""
    return {"batch": None} if letter.parcel.fresh and not failure.uncertain else {}


def _give_back(courier: Courier, letters: Sequence[Letter]) -> None:
    if not letters:
        return
    at = courier.clock()
    with courier.store.sharing() as session:
        for letter in letters:
            batch = {"batch": None} if letter.parcel.fresh else {}
            outbox.give_back(session, letter.parcel.rows, worker=courier.worker, at=at, **batch)
