"""Packs and ledgers to try properties on: small, near boundaries, in several zones."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from tests.engine.asking import after, body, duty, event, gap, ledger_of, meet, pack_of, quota

from meeting_cadence.ledger.entries import Ledger
from meeting_cadence.regulations.model import Pack

Row = dict[str, Any]
ZONES = ["Asia/Shanghai", "America/Santiago", "Pacific/Kiritimati", "America/Los_Angeles", "Africa/Lagos"]
FIRST, LAST = date(2019, 1, 1), date(2023, 12, 31)


class World(NamedTuple):
    """A question: a pack, its ledger, the entries as mappings, and a day."""

    pack: Pack
    ledger: Ledger
    entries: list[Row]
    declared: dict[str, Any]
    at: date
    mandate: Row


days = st.one_of(
    st.dates(FIRST, LAST),
    st.sampled_from([date(year, month, 1) for year in range(2019, 2024) for month in range(1, 13)]).flatmap(
        lambda first: st.sampled_from([first, first - timedelta(days=1)])
    ),
    st.just(date(2020, 2, 29)),
)
"""Days, often the first or the last of a month."""

declared = st.one_of(
    st.just({"complete_from": None}),
    st.just({}),
    st.dates(FIRST, LAST).map(lambda day: {"complete_from": day.isoformat()}),
)


@st.composite
def starts(draw: st.DrawFn, zone: str) -> str:
    """A day, or an instant of that local day: its first, its last or one in between."""
    day = draw(days)
    clock = draw(st.sampled_from([None, None, time(0), time(12), time(23, 59, 59)]))
    if clock is None or (zone == "America/Santiago" and clock == time(0)):
        return day.isoformat()
    local = datetime.combine(day, clock, ZoneInfo(zone))
    return draw(st.sampled_from([local, local.astimezone(ZoneInfo("UTC"))])).isoformat()


@st.composite
def acts(
    draw: st.DrawFn, zone: str, labels: st.SearchStrategy[str] | None = None, most: int = 8
) -> list[Row]:
    found = []
    for number in range(draw(st.integers(0, most))):
        more: Row = {"id": f"a{number}"}
        if labels is not None and draw(st.integers(0, 3)) == 0:
            more["counts_for"] = {"m": draw(labels)}
        if draw(st.integers(0, 5)) == 0:
            more["form"] = draw(st.sampled_from(["written", "video"]))
        found.append(meet(draw(starts(zone)), **more))
    return found


GRIDS: list[Row] = [
    {"per": "1y"}, {"per": "6m"}, {"per": "3m"}, {"per": "1m"}, {"per": "2m"}, {"per": "4m"}, {"per": "1w"},
    {"per": "1y", "align": {"date": "2016-02-29"}},
    {"per": "1m", "align": {"date": "2018-01-31"}},
    {"per": "2y", "align": {"date": "2017-05-15"}},
    {"per": "45d", "align": {"date": "2018-06-30"}},
    {"per": "1y", "align": "fiscal_year"},
    {"per": "3m", "align": "fiscal_year"},
    {"per": "1y", "slots": [{"from": "01-01", "to": "04-01"}]},
    {"per": "1y", "slots": [{"from": "03-01", "to": "04-01"}, {"from": "07-01", "to": "01-01"}]},
]  # fmt: skip
CALENDAR = {
    "1y": ["2019", "2020", "2021", "2022"],
    "6m": ["2020-H1", "2020-H2", "2021-H1"],
    "3m": ["2020-Q1", "2020-Q4"],
    "1m": ["2020-02", "2020-03"],
}


@st.composite
def quota_worlds(draw: st.DrawFn, grids: list[Row] = GRIDS, named: bool = True) -> World:
    zone, grid = draw(st.sampled_from(ZONES)), draw(st.sampled_from(grids))
    more: Row = {"first": draw(st.sampled_from(["full", "partial"]))}
    if draw(st.booleans()):
        more["makeup"] = {"until": draw(st.sampled_from(["none", "30d", "end_of_next_window"]))}
    rule = quota(min=draw(st.integers(1, 2)), **grid)
    mandate = duty(rule, effective=draw(days).isoformat(), **more)
    labels = CALENDAR.get(grid["per"]) if set(grid) == {"per"} else None
    entries = draw(acts(zone, st.sampled_from(labels) if labels and named else None))
    return _world(draw, mandate, zone, entries)


@st.composite
def gap_worlds(draw: st.DrawFn) -> World:
    zone = draw(st.sampled_from(ZONES))
    rule = gap(
        max=draw(st.sampled_from(["1y", "15m", "1m", "10w", "120d"])),
        snap=draw(st.sampled_from(["none", "month", "year"])),
    )
    return _world(draw, duty(rule, effective=None), zone, draw(acts(zone)))


@st.composite
def deadline_worlds(draw: st.DrawFn, lengths: tuple[str, ...] = ("0d", "30d", "1m", "5wd", "2w")) -> World:
    zone = draw(st.sampled_from(ZONES))
    rule = after(
        {"event": "incident"},
        draw(st.sampled_from(lengths)),
        count=draw(st.sampled_from(["next_day", "same_day"])),
        roll=draw(st.sampled_from(["none", "following", "preceding"])),
    )
    events = [event(day.isoformat(), f"e{n}") for n, day in enumerate(draw(st.lists(days, max_size=5)))]
    entries = [meet(day.isoformat(), id=f"a{n}") for n, day in enumerate(draw(st.lists(days, max_size=5)))]
    return _world(draw, duty(rule, effective=draw(days).isoformat()), zone, [*events, *entries])


def _world(draw: st.DrawFn, mandate: Row, zone: str, entries: list[Row]) -> World:
    pack = pack_of(mandate, bodies=[body(fiscal_year_end="03-31")], timezone=zone)
    said = draw(declared)
    return World(pack, ledger_of(pack, entries, **said), entries, said, draw(days), mandate)


worlds = st.one_of(quota_worlds(), gap_worlds(), deadline_worlds())
