"""An invented country for benchmarks: 31 provinces, 340 cities, 2,850 counties, four monthly and four yearly duties.

Every body answers about 311 obligations (monthly and yearly windows from 2024 to 2029), 3,222 bodies about a million.
Nine acts in ten are on record. Seven more mandates, one after the other, fall due for 500 counties at a time: pilots.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from meeting_cadence.dates import add_months
from meeting_cadence.ledger.entries import Act, Complete, Entry

FIRST = date(2024, 1, 1)
AT = datetime(2026, 4, 1, 4, tzinfo=UTC)
"""When the record is loaded."""
PILOTS = 7
_NATION = 1 + 31 + 340 + 2850
_FULL = 1_000_000
_DUTIES = [("monthly", 1, "1m")] * 4 + [("yearly", 12, "1y")] * 4


@dataclass(frozen=True)
class Country:
    """The pack's text, and who is who. `pilots`: the counties that the pilots oblige."""

    pack: str
    provinces: tuple[str, ...]
    cities: tuple[str, ...]
    counties: tuple[str, ...]
    pilots: int

    @property
    def bodies(self) -> tuple[str, ...]:
        return ("nation", *self.provinces, *self.cities, *self.counties)


def country_of(rows: int, *, amended: bool = False) -> Country:
    """A country of about so many obligations. `amended`: one mandate asks for more from the middle of 2026 on."""
    share = min(1.0, rows / _FULL)
    provinces = _ids("p", max(1, round(31 * share)))
    cities = _ids("c", max(1, round(340 * share)))
    counties = _ids("x", max(7, round(2850 * share)))
    pilots = min(500, len(counties))
    bodies = [_body("nation", "nation", None, 0)]
    bodies += [_body(one, "province", "nation", place) for place, one in enumerate(provinces, 1)]
    bodies += [
        _body(one, "city", provinces[place % len(provinces)], 100 + place) for place, one in enumerate(cities)
    ]
    bodies += [
        _body(one, "county", cities[place % len(cities)], 1000 + place, pilot=place < pilots)
        for place, one in enumerate(counties)
    ]
    pack = {
        "format": 1,
        "pack": "nation",
        "title": "Benchmark",
        "timezone": "Asia/Shanghai",
        "bodies": bodies,
        "regulations": [
            {
                "id": "rules",
                "title": "《基准办法》",
                "effective": FIRST.isoformat(),
                "mandates": [*_regular(amended), *map(_pilot, range(PILOTS))],
            }
        ],
    }
    return Country(json.dumps(pack, ensure_ascii=False), provinces, cities, counties, pilots)


def entries_of(country: Country) -> Iterator[Entry]:
    """The ledger until the end of March 2026, in which about every tenth meeting is missing."""
    yield Entry(Complete(id="all", start=date(2000, 1, 1)))
    for place, body in enumerate(country.bodies):
        for number, (_, months, _) in enumerate(_DUTIES):
            for window in range(27 // months):
                if (place + number + window) % 10:
                    opens = add_months(FIRST, window * months)
                    day = opens + timedelta(days=(place + window * 7 + number) % 27)
                    yield Entry(
                        Act((body,), f"k{number}", day, id=f"{body}-k{number}-{day}"),
                        datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
                        "bench",
                    )


def pilot_instant(number: int) -> datetime:
    """The local midnight with which the 500 obligations of a pilot are overdue."""
    return datetime(2026, 4, 4 + 3 * number, 16, 0, 1, tzinfo=UTC)


def _ids(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}{number:04d}" for number in range(count))


def _body(one: str, tier: str, parent: str | None, order: int, *, pilot: bool = False) -> dict[str, object]:
    roles = ["committee", "pilot"] if pilot else ["committee"]
    return {"id": one, "name": one, "tier": tier, "parent": parent, "order": order, "roles": roles}


def _regular(amended: bool) -> Iterator[dict[str, object]]:
    for number, (_, _, period) in enumerate(_DUTIES):
        before = [{"quota": {"min": 1, "per": period, "align": "calendar"}}]
        after = [{"quota": {"min": 2, "per": period, "align": "calendar"}}]
        mandate = {"id": f"m{number}", "title": f"M{number}", "obliged": {"role": "committee"}}
        mandate |= {"act": f"k{number}", "lead": "1d"}
        if amended and number == len(_DUTIES) - 1:
            versions = [{"to": "2027-01-01", "clauses": before}, {"from": "2027-01-01", "clauses": after}]
            yield mandate | {"versions": versions}
        else:
            yield mandate | {"clauses": before}


def _pilot(number: int) -> dict[str, object]:
    first = {"after": f"2021-04-{4 + 3 * number:02d}"}
    return {
        "id": f"pilot-{number}",
        "title": f"Pilot {number}",
        "obliged": {"tier": "county", "role": "pilot"},
        "act": f"pilot-{number}",
        "lead": "1d",
        "clauses": [{"gap": {"max": "5y", "first": first}}],
    }
