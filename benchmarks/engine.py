"""The engine beside dateutil: how many windows a second are expanded and judged, and how the cost grows.

    ./run bench engine [--json]

Yearly and monthly mandates, ten years, an act on record for nine windows in ten. The peer is `dateutil.rrule`, which
only expands the same windows and judges nothing; both take turns in one run, and the ratio of each round is kept.
Standings are made without the sentences of why. Every figure is a median of at least five rounds.
"""

import argparse
import gc
import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, YEARLY, rrule

from meeting_cadence.bodies import Body, Selector, Text
from meeting_cadence.cadence import Quota
from meeting_cadence.dates import Duration, add_months
from meeting_cadence.dates.holiday_table import table_for
from meeting_cadence.ledger.entries import Act, Complete, Entry
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.obligations.quota_windows import grid_windows, shape_of
from meeting_cadence.obligations.stream import runs_of, streams_of
from meeting_cadence.obligations.window import Window
from meeting_cadence.regulations.model import Clause, Mandate, Matter, Pack, Regulation, Version
from meeting_cadence.standing.board import read_board

MANDATES = 10
START, AT = date(2015, 1, 1), date(2024, 12, 31)
ROUNDS = 5
PEER_STREAMS = 1500


def make_pack(bodies: int, months: int) -> Pack:
    """So many bodies, each under ten mandates of one period."""
    zone = ZoneInfo("Asia/Shanghai")
    rule = Quota(1, None, Duration(months, "m") if months < 12 else Duration(1, "y"))
    mandates = tuple(
        Mandate(
            f"m{number}", Text.both("M"), (Selector(tier="t"),), (Matter(kind=f"k{number}"),),
            (Version((Clause(rule, "must"),)),), "r", number, effective=START,
        )
        for number in range(MANDATES)
    )  # fmt: skip
    everybody = tuple(
        Body(f"b{number:06d}", Text.both("B"), zone, tier="t", order=number) for number in range(bodies)
    )
    return Pack(
        "bench",
        Text.both("B"),
        "Asia/Shanghai",
        everybody,
        (Regulation("r", Text.both("R"), mandates=mandates),),
    )


def make_facts(pack: Pack, months: int) -> Facts:
    """An act in nine windows of ten, on varying days."""
    return Facts.fold(_entries(pack, months))


def _entries(pack: Pack, months: int) -> list[Entry]:
    entries = [Entry(Complete())]
    for body in pack.bodies:
        for number in range(MANDATES):
            for window in range(120 // months):
                if (window + number) % 10:
                    day = add_months(START, window * months) + timedelta(days=(window * 7 + number) % 27)
                    entries.append(Entry(Act((body.id,), f"k{number}", day)))
    return entries


def judge(pack: Pack, facts: Facts) -> int:
    """Judge everything; the number of windows."""
    return len(read_board(pack, facts, at=AT, end=AT, tables=table_for, explained=False))


def expand(pack: Pack, facts: Facts) -> int:
    """Only expand: the windows of every body and mandate as the board gets them."""
    total = 0
    for mandate in pack.mandates:
        runs = runs_of(mandate.versions)
        shared: dict[tuple[int, date | None], tuple[Window, ...]] = {}
        for body in pack.tree.select(mandate.obliged):
            for stream in streams_of(
                mandate, body, runs, effective=mandate.effective, members=lambda _: (None,)
            ):
                key = (id(stream.schedule), stream.start)
                windows = shared.get(key)
                if windows is None:
                    windows = shared[key] = grid_windows(shape_of(stream), AT)
                total += sum(1 for window in windows if window.opens is not None)
    return total


def dateutil_expand(months: int) -> int:
    """The peer: the same windows of some streams as datetimes."""
    frequency = {1: MONTHLY, 12: YEARLY}[months]
    start, until = datetime.combine(START, datetime.min.time()), datetime.combine(AT, datetime.min.time())
    streams = PEER_STREAMS if months == 12 else PEER_STREAMS // 10
    return sum(len(list(rrule(frequency, dtstart=start, until=until))) for _ in range(streams))


def rate(work: Callable[[], int]) -> float:
    """Windows a second of one round."""
    gc.collect()
    began = time.perf_counter()
    done = work()
    return done / (time.perf_counter() - began)


def against_peer(measure: str, work: Callable[[], int], months: int) -> dict[str, object]:
    """The thing and its peer in turn; medians, and the median of the ratios."""
    ours, peers = [], []
    for _ in range(ROUNDS):
        ours.append(rate(work))
        peers.append(rate(lambda: dateutil_expand(months)))
    ratio = statistics.median(a / b for a, b in zip(ours, peers, strict=True))
    return line(
        measure,
        statistics.median(ours),
        "windows/s",
        f"dateutil.rrule {statistics.median(peers):.0f}/s",
        ratio,
    )


def line(measure: str, value: float, unit: str, versus: str, ratio: float | None) -> dict[str, object]:
    return {
        "bench": "engine", "measure": measure, "value": round(value, 3), "unit": unit, "versus": versus,
        "ratio": round(ratio, 2) if ratio is not None else None,
    }  # fmt: skip


def single_body() -> dict[str, object]:
    """A board of one body: ten mandates, ten years, with the material of the explanations."""
    pack = make_pack(1, 12)
    facts = make_facts(pack, 12)
    took = []
    for _ in range(51):
        began = time.perf_counter()
        read_board(pack, facts, at=AT, tables=table_for)
        took.append((time.perf_counter() - began) * 1000)
    middle = statistics.median(took)
    return line("board of one body", middle, "ms", "limit 10 ms", middle / 10)


def memory() -> dict[str, object]:
    """What the answer holds for each obligation: bytes allocated while judging 30,000 of them, by tracemalloc."""
    pack = make_pack(300, 12)
    facts = make_facts(pack, 12)
    tracemalloc.start()
    rows = read_board(pack, facts, at=AT, end=AT, tables=table_for, explained=False)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return line(
        "memory per obligation", held / len(rows), "bytes", "rows alone; the facts are the caller's", None
    )


def growth(largest: int) -> Iterator[dict[str, object]]:
    """The cost from 30,000 to 1,000,000 obligations: each size per window, and the fit of a straight line."""
    sizes, seconds = [], []
    for bodies in (300, 1000, 3000, largest):
        pack = make_pack(bodies, 12)
        facts = make_facts(pack, 12)
        gc.collect()
        gc.freeze()
        best = []
        rows = 0
        for _ in range(ROUNDS):
            began = time.perf_counter()
            rows = judge(pack, facts)
            best.append(time.perf_counter() - began)
        sizes.append(rows)
        seconds.append(statistics.median(best))
        yield line(
            f"judge {rows} windows", seconds[-1], "s", f"{seconds[-1] / rows * 1e6:.2f} us a window", None
        )
        gc.unfreeze()
        del pack, facts
    slope, intercept = statistics.linear_regression(sizes, seconds)
    fit = statistics.correlation(sizes, seconds) ** 2
    yield line("linear fit", slope * 1e6, "us a window", f"intercept {intercept:.3f} s, R2 {fit:.5f}", fit)


def measures(bodies: int, largest: int) -> Iterator[dict[str, object]]:
    yearly = make_pack(bodies, 12)
    facts = make_facts(yearly, 12)
    gc.collect()
    gc.freeze()
    yield against_peer("judge", lambda: judge(yearly, facts), 12)
    yield against_peer("expand", lambda: expand(yearly, facts), 12)
    gc.unfreeze()
    monthly = make_pack(max(bodies // 10, 1), 1)
    monthly_facts = make_facts(monthly, 1)
    gc.collect()
    gc.freeze()
    yield against_peer("judge monthly", lambda: judge(monthly, monthly_facts), 1)
    yield against_peer("expand monthly", lambda: expand(monthly, monthly_facts), 1)
    gc.unfreeze()
    yield single_body()
    yield memory()
    yield from growth(largest)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--bodies", type=int, default=3000)
    parser.add_argument(
        "--largest", type=int, default=10_000, help="bodies of the largest size of the growth curve"
    )
    options = parser.parse_args()
    for found in measures(options.bodies, options.largest):
        if options.json:
            print(json.dumps(found), flush=True)
        else:
            ratio = "" if found["ratio"] is None else f"x{found['ratio']}"
            head = f"{found['measure']:<24} {found['value']:>14} {found['unit']:<12}"
            print(f"{head} {ratio:>9}  {found['versus']}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
