"""Claiming from the outbox: one transaction that checks what waits once more, and leases and writes what leaves."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from sqlmodel import Session

from meeting_cadence.access.act_links import LASTS, ActLink, sign
from meeting_cadence.actions.answer_alert import AlertAnswer
from meeting_cadence.alerts import outbox, register
from meeting_cadence.alerts.channels.channel import Calendar, Message, Told
from meeting_cadence.alerts.courier import Courier, Delivery, Letter
from meeting_cadence.alerts.entry import due_entry
from meeting_cadence.alerts.hours import began, following_hours, next_opening
from meeting_cadence.alerts.hush import hush_of
from meeting_cadence.alerts.invitations.leave import days_of, sort_letters, stored_letters
from meeting_cadence.alerts.invitations.letter import reply_path
from meeting_cadence.alerts.keys import batch_key, message_id
from meeting_cadence.alerts.mail import Mail, with_links, write
from meeting_cadence.alerts.matters import matter_told
from meeting_cadence.alerts.parcels import Parcel, Waiting, sort
from meeting_cadence.alerts.reading import Row, topic, watch
from meeting_cadence.alerts.slips import Slip
from meeting_cadence.alerts.story import Topic
from meeting_cadence.alerts.weekly.leave import WEEKLY, sort_weekly
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.queries.world import World
from meeting_cadence.store.alert_answers import answers_to
from meeting_cadence.store.registry import load_world

_ROWS_AT_ONCE: Final = 400
"""All of them are written at once: what was read and judged is not read again for the next claim."""
_AS_WRITTEN: Final = frozenset({"invitation", *WEEKLY})
"""Letters that are about no obligation: they leave as they were written."""
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


class Claimed(NamedTuple):
    """What a claim led to. `empty`: nothing was waiting at all."""

    delivery: Delivery
    letters: tuple[Letter, ...]
    empty: bool = False


class Counter(NamedTuple):
    """What writing needs during one transaction."""

    session: Session
    courier: Courier
    world: World
    known: Mapping[str, Row]
    """Obligations by key."""
    at: datetime
    had: Mapping[tuple[str, str, str], datetime]
    """(channel, recipient, kind) to when the last such mail left, in the last day."""


class _About(NamedTuple):
    """By obligation: when it is told next, and what was answered. Of letters: what was written, and the day."""

    following: Mapping[str, datetime | None]
    answers: Mapping[str, list[AlertAnswer]]
    letters: Mapping[int, tuple[Mail, str]]
    """By outbox row: the words and the calendar object."""
    days: Mapping[str, date]
    """By meeting."""


def claim(courier: Courier) -> Claimed:
    """Take back and put off what may not leave; lease and write the rest."""
    at = courier.clock()
    with courier.store.sharing() as session:
        rows = outbox.take(session, at, _ROWS_AT_ONCE)
        if not rows:
            return Claimed(Delivery(), (), empty=True)
        known = {row["key"]: row for row in register.obligations(session, {row.obligation for row in rows})}
        had = outbox.last_mails(session, {row.recipient for row in rows}, at - _DAY)
        counter = Counter(session, courier, load_world(session), known, at, had)
        return _claim(counter, rows)


def _claim(counter: Counter, rows: Sequence[Waiting]) -> Claimed:
    session, channels = counter.session, counter.courier.channels
    current = {key: watch(row, counter.world) for key, row in counter.known.items()}
    notices = [row for row in rows if row.kind not in _AS_WRITTEN]
    chosen = sort(notices, current, may_leave=lambda row: _may_leave(counter, row), at=counter.at)
    letters_due = [row for row in rows if row.kind == "invitation"]
    chosen = chosen.and_then(sort_letters(session, letters_due, at=counter.at))
    chosen = chosen.and_then(sort_weekly(row for row in rows if row.kind in WEEKLY))
    outbox.cancel(session, chosen.cancelled)
    unheard = [row for parcel in chosen.parcels if parcel.channel not in channels for row in parcel.rows]
    outbox.show(session, unheard)
    heard = [parcel for parcel in chosen.parcels if parcel.channel in channels]
    crowded, letters = _write_all(counter, heard)
    outbox.lease(session, letters, worker=counter.courier.worker, at=counter.at)
    later = [*chosen.later, *crowded]
    outbox.postpone(session, later)
    delivery = Delivery(cancelled=len(chosen.cancelled), waiting=len(later), shown=len(unheard))
    return Claimed(delivery, tuple(letters))


def _may_leave(counter: Counter, row: Waiting) -> datetime:
    """`at` within the working hours of the recipient, else their next beginning.

    Who has had a mail of that kind today gets what came up since with the next one; what was triggered does not wait.
    """
    obligation = counter.known.get(row.obligation)
    if obligation is None or row.body not in counter.world.pack.tree:
        return counter.at
    table = counter.courier.tables(counter.world.mandate(obligation["mandate"]).workdays)
    zone = counter.world.zone_of_recipient(row.channel, row.recipient, row.body)
    opening = next_opening(counter.at, zone, table)
    had = counter.had.get((row.channel, row.recipient.casefold(), row.kind))
    if opening > counter.at or had is None or obligation["form"] == "deadline":
        return opening
    is_news = began(counter.at, zone) <= had < row.created_at
    return following_hours(counter.at, zone, table) if is_news else opening


def _write_all(
    counter: Counter, parcels: Collection[Parcel]
) -> tuple[list[tuple[Waiting, datetime]], list[Letter]]:
    """Letters for whom there is room, and the rows of recipients who got as many as they may in an hour."""
    crowded: list[tuple[Waiting, datetime]] = []
    leaving: list[Parcel] = []
    got = outbox.mails_since(counter.session, {one.recipient for one in parcels}, counter.at - _HOUR)
    for parcel in parcels:
        known = got.get(parcel.recipient, 0)
        got[parcel.recipient] = known + 1
        if known >= counter.courier.per_hour and parcel.fresh:
            crowded += [(row, counter.at + _HOUR) for row in parcel.rows]
        else:
            leaving.append(parcel)
    told = _told_about(counter, leaving)
    return crowded, [_write(counter, parcel, told) for parcel in leaving]


def _told_about(counter: Counter, parcels: Collection[Parcel]) -> _About:
    """What the mails need to know of all these obligations, asked for once."""
    keys = {row.obligation for parcel in parcels for row in parcel.rows}
    session, written = counter.session, [one for one in parcels if one.kind in _AS_WRITTEN]
    return _About(
        outbox.next_alerts(session, keys),
        answers_to(session, keys),
        stored_letters(session, [one.rows[0].id for one in written]) if written else {},
        days_of(session, keys) if written else {},
    )


def _write(counter: Counter, parcel: Parcel, about: _About) -> Letter:
    """The mail of a parcel, from what holds now; what is kept of it is without the recipient's own links."""
    if parcel.kind == "invitation":
        return _letter(counter, parcel, about)
    if parcel.kind in WEEKLY:
        return _weekly(counter, parcel, about)
    courier, first = counter.courier, parcel.rows[0]
    batch = first.batch or batch_key(row.notice for row in parcel.rows)
    name = message_id(batch, parcel.recipient, courier.host)
    topics, links = _topics(counter, parcel, about), _signed(counter, parcel)
    stands_in = any(row.stands_in for row in parcel.rows)
    mail = write(topics, base_url=courier.base_url, stands_in=stands_in, style=courier.slips)
    private = with_links(mail, courier.base_url, links)
    by_mail = parcel.channel == EMAIL
    message = Message(
        name,
        parcel.recipient,
        private.subject,
        private.text,
        private.html,
        counter.at,
        first.name,
        told=() if by_mail else _told(counter, topics, links),
        calendar=due_entry(topics, courier.base_url, host=courier.host, at=counter.at) if by_mail else None,
    )
    return Letter(parcel, message, batch, counter.at + outbox.LEASE, mail)


def _weekly(counter: Counter, parcel: Parcel, about: _About) -> Letter:
    """A weekly letter as it was written."""
    (row,) = parcel.rows
    mail, _ = about.letters[row.id]
    batch = row.batch or batch_key([row.notice])
    name = message_id(batch, parcel.recipient, counter.courier.host)
    message = Message(name, parcel.recipient, mail.subject, mail.text, mail.html, counter.at, row.name)
    return Letter(parcel, message, batch, counter.at + outbox.LEASE, mail)


def _letter(counter: Counter, parcel: Parcel, about: _About) -> Letter:
    """An invitation as it was written, with the link by which its guest answers until the meeting is over."""
    courier, (row,) = counter.courier, parcel.rows
    mail, calendar = about.letters[row.id]
    batch = row.batch or batch_key([row.notice])
    name = message_id(batch, parcel.recipient, courier.host)
    over = datetime.combine(about.days[row.obligation] + 2 * _DAY, time(), UTC)
    bound = ActLink(row.obligation, row.due_revision, row.recipient, max(counter.at + LASTS, over))
    shown = f"{courier.base_url}{reply_path(row.obligation)}"
    private = f"{courier.base_url}/reply/{sign(bound, courier.store.secret, 'reply')}"
    message = Message(
        name,
        parcel.recipient,
        mail.subject,
        mail.text.replace(shown, private),
        mail.html.replace(shown, private),
        counter.at,
        row.name,
        calendar=Calendar(calendar, "CANCEL" if "METHOD:CANCEL" in calendar else "REQUEST"),
    )
    return Letter(parcel, message, batch, counter.at + outbox.LEASE, mail)


def _signed(counter: Counter, parcel: Parcel) -> dict[str, str]:
    """The links by which this recipient answers without signing in; kept nowhere but in the mail that leaves."""
    courier = counter.courier
    until = counter.at + LASTS
    return {
        row.obligation: f"{courier.base_url}/act/"
        + sign(ActLink(row.obligation, row.due_revision, row.recipient, until), courier.store.secret)
        for row in parcel.rows
    }


def _told(counter: Counter, topics: Sequence[Topic], links: Mapping[str, str]) -> tuple[Told, ...]:
    base = counter.courier.base_url
    return tuple(matter_told(counter.known[one.key], one, base, links[one.key]) for one in topics)


def _topics(counter: Counter, parcel: Parcel, about: _About) -> list[Topic]:
    """What each matter's words need to know."""
    return [
        topic(
            counter.known[row.obligation],
            counter.world,
            kind=parcel.kind,
            at=counter.at,
            answer_by=about.following.get(row.obligation),
            hush=hush_of(
                about.answers.get(row.obligation, ()), row.due_revision, counter.world.body(row.body).zone
            ),
            slip=Slip.parse(row.slip),
        )
        for row in parcel.rows
    ]
