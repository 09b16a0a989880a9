"""A second implementation, slow and plain: it walks day by day and imports nothing of cadence, obligations or standing.

It reads the checked pack and the entries of the ledger, for one body, one mandate and one clause without versions, and
answers quotas (grids, slots, make-up, coverage, extensions excluded), gaps and forward deadlines.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.ledger.entries import Act, Complete, Entry, Event
from meeting_cadence.regulations.model import Mandate, Pack

ONE = timedelta(days=1)


class Verdict(NamedTuple):
    opens: date
    due: date | None
    standing: str
    count: int
    by: tuple[date, ...]
    days_late: int


class Held(NamedTuple):
    day: date
    order: tuple[float, str]
    named: str | None


def the_mandate(pack: Pack) -> Mandate:
    (mandate,) = pack.mandates
    return mandate


def local(when: date | datetime, zone: ZoneInfo) -> date:
    return when.astimezone(zone).date() if isinstance(when, datetime) else when


def held(pack: Pack, entries: Sequence[Entry], at: date) -> list[Held]:
    """The acts that count, by day."""
    mandate, zone = the_mandate(pack), pack.bodies[0].zone
    found = []
    for entry in entries:
        act = entry.content
        if (
            not isinstance(act, Act)
            or act.kind not in mandate.kinds
            or act.part != "main"
            or act.form == "written"
        ):
            continue
        day = local(act.start, zone)
        if day > at:
            continue
        clock = act.start.astimezone(UTC).timestamp() if isinstance(act.start, datetime) else 0.0
        found.append(Held(day, (clock, act.id or ""), dict(act.counts_for).get(mandate.id)))
    return sorted(found, key=lambda one: (one.day, one.order))


def covered_from(entries: Sequence[Entry]) -> date | None:
    days = [entry.content.start or date.min for entry in entries if isinstance(entry.content, Complete)]
    return min(days, default=None)


# Quotas: every day is put into the window it belongs to.


def is_boundary(day: date, rule: Any, year_end: tuple[int, int] | None) -> bool:
    """Whether a window of the grid begins on this day."""
    number, unit = rule.per.number, rule.per.unit
    if rule.align.kind == "date":
        origin = rule.align.origin
    elif rule.align.kind == "calendar":
        origin = date(1900, 1, 1)  # a Monday, and the first day of a year
    else:
        origin = date(1900, *year_end) + ONE
    if unit in ("d", "w"):
        return (day - origin).days % (number * (7 if unit == "w" else 1)) == 0
    apart = (day.year - origin.year) * 12 + day.month - origin.month
    return apart % (number * (12 if unit == "y" else 1)) == 0 and day.day == min(
        origin.day, last_of_month(day)
    )


def last_of_month(day: date) -> int:
    while (day + ONE).month == day.month:
        day += ONE
    return day.day


def windows(pack: Pack, first: date, last: date) -> Iterator[list[date]]:
    """The days of each window, from the one that `first` lies in to the one after that of `last`."""
    rule, year_end = the_mandate(pack).versions[0].clauses[0].rule, pack.bodies[0].fiscal_year_end
    day = first
    while not is_boundary(day, rule, year_end):
        day -= ONE
    beyond = 0
    while beyond < 4:
        days = [day]
        while not is_boundary(day + ONE, rule, year_end):
            day += ONE
            days.append(day)
        day += ONE
        beyond += days[0] > last
        yield days


def in_slot(day: date, slot: Any) -> bool:
    """For slots of calendar years that do not cross New Year."""
    end = (13, 1) if slot.end == (1, 1) else slot.end
    return slot.start <= (day.month, day.day) < end


def judge_quota(pack: Pack, entries: Sequence[Entry], at: date) -> list[Verdict]:
    """Every window that has opened by `at`."""
    mandate = the_mandate(pack)
    rule = mandate.versions[0].clauses[0].rule
    acts, covered, start = held(pack, entries, at), covered_from(entries), mandate.effective
    whole = list(windows(pack, start, at))
    found = []
    for place, days in enumerate(whole[:-1]):
        for number, slot in enumerate(rule.slots or (None,)):
            mine = [day for day in days if slot is None or in_slot(day, slot)]
            following = [day for day in whole[place + 1] if slot is None or in_slot(day, slot)]
            if mine[0] > at or mine[-1] < start:
                continue
            label = label_of(days, rule) + (f"#{number + 1}" if number else "")
            found.append(_verdict(mandate, rule, acts, mine, following, label, at, start, covered))
    return sorted(found, key=lambda one: one.opens)


def label_of(days: list[date], rule: Any) -> str:
    """The labels of calendar grids, of those that acts name in these tests."""
    first, length = days[0], len(days)
    if rule.align.kind != "calendar" or length < 28:
        return first.isoformat()
    if length > 360:
        return str(first.year)
    if length > 170:
        return f"{first.year}-H{1 if first.month == 1 else 2}"
    if length > 85:
        return f"{first.year}-Q{(first.month + 2) // 3}"
    return f"{first.year}-{first.month:02}"


def _verdict(
    mandate: Mandate,
    rule: Any,
    acts: list[Held],
    mine: list[date],
    following: list[date],
    label: str,
    at: date,
    start: date,
    covered: date | None,
) -> Verdict:
    opens, due = mine[0], mine[-1]
    makeup_end = {"none": due, "end_of_next_window": following[-1]}.get(mandate.makeup.kind)
    if makeup_end is None:
        makeup_end = due + timedelta(days=mandate.makeup.within.number)
    inside, credited = set(mine), []
    for act in acts:
        if (act.named is None and act.day in inside) or (
            act.named == label and opens <= act.day <= makeup_end
        ):
            credited.append(act)
    by = tuple(act.day for act in credited[: rule.min]) if len(credited) >= rule.min else ()
    partial = opens < start and mandate.first != "partial"
    standing, late = _standing(by, at, due, makeup_end, partial, covered is not None and covered <= opens)
    if at < start and partial and not by:
        standing = "upcoming"
    return Verdict(opens, due, standing, len(credited), by, late)


def _standing(
    by: tuple[date, ...], at: date, due: date, makeup_end: date, partial: bool, covered: bool
) -> tuple[str, int]:
    if by:
        return ("met", 0) if by[-1] <= due else ("met_late", (by[-1] - due).days)
    if at <= due:
        return "open", 0
    if partial:
        return "optional", 0
    if not covered:
        return "no_record", 0
    return ("overdue" if at <= makeup_end else "missed"), (at - due).days


# Gaps: one day after the other, an act re-anchors.


def months_later(day: date, months: int) -> date:
    """Walk to the corresponding day, or the end of its month."""
    here = day
    while True:
        apart = (here.year - day.year) * 12 + here.month - day.month
        if apart == months and here.day == min(day.day, last_of_month(here)):
            return here
        here += ONE


def later(day: date, length: Any) -> date:
    if length.unit in ("m", "y"):
        return months_later(day, length.number * (12 if length.unit == "y" else 1))
    return day + timedelta(days=length.number * (7 if length.unit == "w" else 1))


def judge_gap(pack: Pack, entries: Sequence[Entry], at: date) -> list[Verdict]:
    """Of a clause whose effective day is not known: every act anchors."""
    rule = the_mandate(pack).versions[0].clauses[0].rule
    days = sorted({act.day for act in held(pack, entries, at)})
    covered, found = covered_from(entries), []
    if not days:
        return []
    anchor, day = days[0], days[0]
    while day <= at:
        if day in days and day > anchor:
            found.append(_link(rule, anchor, day, at, covered))
            anchor = day
        day += ONE
    return [*found, _link(rule, anchor, None, at, covered)]


def _link(rule: Any, anchor: date, settled: date | None, at: date, covered: date | None) -> Verdict:
    due = later(anchor, rule.max)
    while rule.snap == "year" and (due + ONE).year == due.year:
        due += ONE
    while rule.snap == "month" and (due + ONE).month == due.month:
        due += ONE
    if settled is not None:
        late = max((settled - due).days, 0)
        return Verdict(anchor, due, "met_late" if late else "met", 1, (settled,), late)
    if at <= due:
        return Verdict(anchor, due, "open", 0, (), 0)
    if covered is None or covered > anchor:
        return Verdict(anchor, due, "no_record", 0, (), 0)
    return Verdict(anchor, due, "overdue", 0, (), (at - due).days)


# Deadlines: each day its acts go to what is pending.


def limit_of(rule: Any, day: date, table: Any) -> date:
    length, last = rule.length, day
    if length.number == 0:
        pass
    elif length.unit == "wd":
        left = length.number
        last = day - ONE if rule.count == "same_day" else day
        while left:
            last += ONE
            left -= table.is_working(last)
    else:
        last = later(day, length) - (ONE if rule.count == "same_day" else timedelta())
    while rule.roll != "none" and not table.is_working(last):
        last += ONE if rule.roll == "following" else -ONE
    return last


def judge_deadline(pack: Pack, entries: Sequence[Entry], at: date, table: Any) -> list[Verdict]:
    """Of events dated by day, counted in days: one act, one obligation."""
    mandate, zone = the_mandate(pack), pack.bodies[0].zone
    rule, covered = mandate.versions[0].clauses[0].rule, covered_from(entries)
    events = [entry.content for entry in entries if isinstance(entry.content, Event)]
    anchors = sorted((local(one.at, zone), one.id or "") for one in events if local(one.at, zone) <= at)
    anchors = [one for one in anchors if mandate.effective is None or one[0] >= mandate.effective]
    dues = [limit_of(rule, day, table) for day, _ in anchors]
    acts = held(pack, entries, at)
    settled: dict[int, date] = {}
    spare = []
    for act in acts:
        in_time = [n for n, (day, _) in enumerate(anchors) if n not in settled and day <= act.day <= dues[n]]
        if in_time:
            settled[min(in_time, key=lambda n: (dues[n], n))] = act.day
        else:
            spare.append(act.day)
    for n in sorted(range(len(anchors)), key=lambda n: (dues[n], n)):
        after = [day for day in spare if day >= anchors[n][0]]
        if n not in settled and after:
            settled[n] = after[0]
            spare.remove(after[0])
    return [
        _deadline_row(day, dues[n], settled.get(n), at, covered is not None and covered <= day)
        for n, (day, _) in enumerate(anchors)
    ]


def _deadline_row(opens: date, due: date, settled: date | None, at: date, covered: bool) -> Verdict:
    if settled is not None:
        late = max((settled - due).days, 0)
        return Verdict(opens, due, "met_late" if late else "met", 1, (settled,), late)
    if at <= due:
        return Verdict(opens, due, "open", 0, (), 0)
    return Verdict(
        opens, due, "overdue" if covered else "no_record", 0, (), (at - due).days if covered else 0
    )
