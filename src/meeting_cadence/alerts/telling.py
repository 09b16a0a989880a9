"""From what was decided to the notices with their words: numbers of slips, when each may leave, and the mails."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session

from meeting_cadence.alerts.hours import next_opening
from meeting_cadence.alerts.hush import Hush
from meeting_cadence.alerts.mail import Mail, write
from meeting_cadence.alerts.plan import Decision, Notice
from meeting_cadence.alerts.policy import Policy
from meeting_cadence.alerts.reading import Row, topic
from meeting_cadence.alerts.recipients import Directory, Recipient
from meeting_cadence.alerts.slips import PLAIN, Slip, SlipStyle, give_slips
from meeting_cadence.alerts.tidings import Told
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.queries.world import World

ESCALATES: Final = "escalate-"
REPEATS: Final = "every-"
"""How the ids of repeating rungs begin: they keep to working hours even where the limit was one of hours."""


class Office(NamedTuple):
    """What planning works with during one transaction."""

    world: World
    directory: Directory
    policies: Mapping[str, Policy]
    tables: Tables
    base_url: str
    at: datetime
    slips: SlipStyle = PLAIN


class Case(NamedTuple):
    """One obligation and what was decided of it. `on_record`: its rungs that had been told before."""

    row: Row
    decision: Decision
    hush: Hush
    on_record: Collection[tuple[str, int]]


def tell_all(session: Session, office: Office, cases: Sequence[Case]) -> list[Told]:
    """The notices of all cases, with the words of those that are sent; in the order of the cases."""
    times = {case.row["key"]: _times(case) for case in cases if any(map(_is_slip, case.decision.notices))}
    revisions = [
        (case.row["key"], case.decision.notices[0].due_revision) for case in cases if case.row["key"] in times
    ]
    year = office.at.astimezone(ZoneInfo(office.world.pack.zone)).year
    numbers = {key: number for (key, _), number in give_slips(session, revisions, year=year).items()}
    return [
        told
        for case in cases
        for told in _tell(
            office,
            case,
            Slip(*numbers[case.row["key"]], times[case.row["key"]]) if case.row["key"] in times else None,
        )
    ]


def _is_slip(notice: Notice) -> bool:
    return notice.kind == "overdue" and not notice.folded


def _times(case: Case) -> int:
    """How many letters about the breach there are with these."""
    steps = {(notice.rung, notice.occurrence) for notice in case.decision.notices} | set(case.on_record)
    return len([rung for rung, _ in steps if rung == "breach" or rung.startswith((REPEATS, ESCALATES))]) or 1


def _tell(office: Office, case: Case, slip: Slip | None) -> Iterator[Told]:
    """The notices of one obligation with their mails; recipients of the same words share them."""
    row, written = case.row, dict[bool, Mail]()
    for notice in case.decision.notices:
        told = Told(row["key"], row["body"], row["mandate"], row["label"], notice)
        if notice.folded:
            yield told
            continue
        at_once = row["due_at"] is not None and not notice.rung.startswith(REPEATS)
        leaves = office.at if at_once else _working_hours(office, row, notice.recipient)
        stands_in = notice.recipient.stands_in
        if stands_in not in written:
            written[stands_in] = _words(office, case, notice, leaves, slip)
        yield told._replace(at_once=at_once, not_before=leaves, mail=written[stands_in], slip=slip)


def _words(office: Office, case: Case, notice: Notice, at: datetime, slip: Slip | None) -> Mail:
    words = topic(
        case.row,
        office.world,
        kind=notice.kind,
        at=at,
        answer_by=case.decision.next_alert,
        hush=case.hush,
        slip=slip,
    )
    return write([words], base_url=office.base_url, stands_in=notice.recipient.stands_in, style=office.slips)


def _working_hours(office: Office, row: Row, recipient: Recipient) -> datetime:
    """Now, or when the recipient's working hours begin."""
    table = office.tables(office.world.mandate(row["mandate"]).workdays)
    zone = office.world.zone_of_recipient(recipient.channel, recipient.address, row["body"])
    return next_opening(office.at, zone, table)
