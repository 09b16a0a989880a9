"""Feeds beside their peers and limits, in one run: what a change costs, what a poll costs, what it takes to hold them.

    ./run bench feeds [--json] [--seconds S] [--feeds N] [--without radicale,nginx]

`after one change`: the body of a calendar of 1,000 entries after one of them changed, from the store (rendered, kept
in a transaction, joined, packed), beside icalendar building the same 1,000 entries from plain values in memory.
`304` and `gzip`: the real service as it is installed (its token checked at every request), beside a bare ASGI
application that returns constant bytes on the same server. `radicale`: the same entries as a collection (it knows no
conditional GET for collections, so a poll is always a whole answer). `nginx`: the packed file, the limit.
`caldav empty sync`: a device hears that nothing changed in the same 1,000 entries (its password checked, its tokens
compared), beside the same question to Radicale.
`random`: polls of so many feeds at random, and the memory of the service after them.

Each rate is the median of five rounds, the thing and its peer in turn, loaded by the same client over 16 connections.
"""

import argparse
import gzip
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

from feed_bench import servers
from feed_bench.account import Account, make_account
from feed_bench.load import first_answer, rate, request
from feed_bench.world import (
    ENTRIES_A_BODY,
    EVERYTHING,
    build_with_icalendar,
    extend,
    make_store,
    values_of,
)
from sqlalchemy import insert, select

from meeting_cadence import clock
from meeting_cadence.feeds.calendars import Calendars
from meeting_cadence.feeds.lookup import token_hash
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope, calendar_of
from meeting_cadence.feeds.snapshots import Snapshots
from meeting_cadence.feeds.tokens import create
from meeting_cadence.store.engine import Store
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed
from meeting_cadence.store.tables.record import Heartbeat

ENTRIES = 1000
ROUNDS = 5
CHANGES = 25
Line = dict[str, object]
_EVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)


def line(measure: str, value: float, unit: str, versus: str, ratio: float | None) -> Line:
    return {
        "bench": "feeds", "measure": measure, "value": round(value, 4), "unit": unit, "versus": versus,
        "ratio": round(ratio, 3) if ratio is not None else None,
    }  # fmt: skip


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def rendering(store: Store, at: datetime) -> Iterator[Line]:
    """What making a body costs, beside icalendar; the ratio says how many times less."""
    calendars = Calendars(store, base_url="https://calendar.example.org", host="calendar.example.org")
    options = Options()
    cold = milliseconds(lambda: calendars.compose(EVERYTHING, options, at=at))
    first = calendars.compose(EVERYTHING, options, at=at)
    assert first.entries == ENTRIES, first.entries
    plain = values_of(first.body)
    ours, peers = [], []
    for number in range(1, CHANGES + 1):
        at += timedelta(seconds=2)
        extend(store, number, at)
        before = first.body
        ours.append(milliseconds(lambda now=at: calendars.compose(EVERYTHING, options, at=now)))
        first = calendars.compose(EVERYTHING, options, at=at)
        assert first.body != before and gzip.decompress(first.packed) == first.body
        if number % (CHANGES // ROUNDS) == 0:
            peers.append(milliseconds(lambda: build_with_icalendar(*plain)))
    peer, mine = statistics.median(peers), statistics.median(ours)
    yield line("after one change", mine, "ms", f"icalendar {peer:.1f} ms for 1,000 entries", peer / mine)
    warm = statistics.median(
        milliseconds(lambda: calendars.compose(EVERYTHING, options, at=at)) for _ in range(21)
    )
    yield line("nothing changed", warm, "ms", f"icalendar {peer:.1f} ms", peer / warm)
    other = Calendars(store, base_url="https://calendar.example.org", host="calendar.example.org")
    joined = milliseconds(lambda: other.compose(EVERYTHING, options, at=at))
    yield line("joined from the store", joined, "ms", f"icalendar {peer:.1f} ms", peer / joined)
    yield line("first rendering of all", cold, "ms", f"icalendar {peer:.1f} ms", peer / cold)
    yield from publishing(store, at, peer)


def publishing(store: Store, at: datetime, peer: float) -> Iterator[Line]:
    """The same with all that a waiting request waits for: hash, watermark and the snapshot of all processes."""
    calendars = Calendars(store, base_url="https://calendar.example.org", host="calendar.example.org")
    snapshots = Snapshots(calendars)
    with store.session() as session:
        feed = create(session, EVERYTHING, at=at).id
    snapshots.publish(feed, at=at)
    took = []
    for number in range(CHANGES + 1, 2 * CHANGES + 1):
        at += timedelta(seconds=2)
        extend(store, number, at)
        took.append(milliseconds(lambda now=at: snapshots.publish(feed, at=now)))
    mine = statistics.median(took)
    yield line("published after one change", mine, "ms", f"icalendar {peer:.1f} ms", peer / mine)


def serving(
    store: Store, folder: Path, at: datetime, seconds: float, feeds: int, without: set[str]
) -> Iterator[Line]:
    """What a poll costs."""
    with store.session() as session:
        token = create(session, EVERYTHING, at=at).token
    many = make_feeds(store, feeds, at)
    path = f"/feeds/{token}.ics"
    with ExitStack() as stack:
        port, process = stack.enter_context(servers.real_service(f"sqlite:///{folder}/bench.db", folder))
        wait_for_tick(store)
        empty = servers.resident_bytes(process)
        answer = first_answer(port, request(path, ["Accept-Encoding: gzip"]))
        head, _, packed = answer.partition(b"\r\n\r\n")
        body = gzip.decompress(packed)
        assert body.count(b"BEGIN:VEVENT") == ENTRIES
        tag = re.search(rb'(?i)etag: ("[^"]+")', head)
        assert tag is not None
        poll = request(path, ["Accept-Encoding: gzip", f"If-None-Match: {tag[1].decode()}"])
        whole = request(path, ["Accept-Encoding: gzip"])
        file = folder / "feed.gz"
        file.write_bytes(packed)
        bare = stack.enter_context(servers.bare_asgi(file, folder))
        yield from beside("304", port, bare, poll, poll, seconds, b"304", "bare ASGI")
        yield from beside("gzip", port, bare, whole, whole, seconds, b"200", "bare ASGI")
        yield from against_nginx(stack, file, folder, port, poll, whole, seconds, without)
        account = make_account(store, port, at)
        yield from against_radicale(stack, body, folder, port, poll, whole, seconds, without, account)
        yield from at_random(port, process, many, seconds, empty)


def wait_for_tick(store: Store) -> None:
    """The first tick looks at everything there is; what is measured is the service at rest."""
    beats = table_of(Heartbeat)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with store.reading() as session:
            if session.connection().execute(select(beats.c.at).where(beats.c.name == "tick")).first():
                return
        time.sleep(0.2)


def beside(
    measure: str, port: int, peer: int, mine: bytes, theirs: bytes, seconds: float, status: bytes, versus: str
) -> Iterator[Line]:
    """Requests a second of the service and of a peer, in turn."""
    ours, peers = [], []
    for _ in range(ROUNDS):
        ours.append(rate(port, lambda _: mine, seconds=seconds, status=status))
        peers.append(rate(peer, lambda _: theirs, seconds=seconds, status=status))
    ratio = statistics.median(a / b for a, b in zip(ours, peers, strict=True))
    versus = f"{versus} {statistics.median(peers):.0f}/s"
    yield line(measure, statistics.median(ours), "requests/s", versus, ratio)


def against_nginx(
    stack: ExitStack, file: Path, folder: Path, port: int, poll: bytes, whole: bytes, seconds: float,
    without: set[str],
) -> Iterator[Line]:  # fmt: skip
    """The limit: a file behind nginx, without any token."""
    peer = None if "nginx" in without else stack.enter_context(servers.nginx(file, folder))
    if peer is None:
        yield line(
            "nginx", 0, "skipped", "nginx is not installed (Debian: nginx-light), or was left out", None
        )
        return
    answer = first_answer(peer, request("/feed.ics"))
    tag = re.search(rb'(?i)etag: ("[^"]+")', answer)
    assert tag is not None and answer.endswith(file.read_bytes())
    held = request("/feed.ics", [f"If-None-Match: {tag[1].decode()}"])
    yield from beside("nginx 304", port, peer, poll, held, seconds, b"304", "nginx with a file")
    yield from beside(
        "nginx gzip", port, peer, whole, request("/feed.ics"), seconds, b"200", "nginx with a file"
    )


def against_radicale(
    stack: ExitStack, body: bytes, folder: Path, port: int, poll: bytes, whole: bytes, seconds: float,
    without: set[str], account: Account,
) -> Iterator[Line]:  # fmt: skip
    """The peer: a calendar server with the same entries."""
    peer = None
    if "radicale" not in without:
        head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n"
        peer = stack.enter_context(servers.radicale(_EVENT.findall(body), head, folder))
    if peer is None:
        yield line("radicale", 0, "skipped", "pip could not install it, or it was left out", None)
        return
    asked = request("/bench/feed/", ["Authorization: Basic YmVuY2g6YmVuY2g="])
    answer = first_answer(peer, asked)
    assert answer.count(b"BEGIN:VEVENT") == ENTRIES, answer[:300]
    took = statistics.median(milliseconds(lambda: first_answer(peer, asked)) for _ in range(ROUNDS))
    theirs = 1000 / took
    for measure, sent, status in (("radicale poll", poll, b"304"), ("radicale whole", whole, b"200")):
        mine = rate(port, lambda _, sent=sent: sent, seconds=seconds, status=status)
        yield line(measure, mine, "requests/s", f"Radicale {theirs:.1f}/s (never 304)", mine / theirs)
    ours = account.empty_sync(port, ENTRIES)
    same = Account("/bench/feed/", "bench", "bench").empty_sync(peer, ENTRIES)
    took, theirs = (
        statistics.median(both)
        for both in zip(
            *((milliseconds(lambda: first_answer(port, ours)), milliseconds(lambda: first_answer(peer, same)))
              for _ in range(ROUNDS)),
            strict=True,
        )
    )  # fmt: skip
    yield line("caldav empty sync", took, "ms", f"Radicale {theirs:.1f} ms, one at a time", theirs / took)
    mine = rate(port, lambda _: ours, seconds=seconds, status=b"207")
    yield line(
        "caldav empty sync", mine, "requests/s", f"Radicale {1000 / theirs:.1f}/s", mine * theirs / 1000
    )


def make_feeds(store: Store, number: int, at: datetime) -> list[str]:
    """So many feeds over all bodies, as if every one had been fetched a moment ago."""
    bodies = ENTRIES // ENTRIES_A_BODY
    tokens = [f"{one:043}" for one in range(number)]
    options = Options()
    rows = []
    for one, token in enumerate(tokens):
        scope = Scope("body", f"b{1 + one % bodies}")
        rows.append(
            {
                "token_hash": token_hash(token),
                "kind": scope.kind,
                "scope": scope.id,
                "options": options.as_mapping(),
                "calendar": calendar_of(scope, options),
                "created": at,
                "last_used_at": at + timedelta(minutes=4),
                "last_client": "bench",
            }
        )
    with store.session() as session:
        session.connection().execute(insert(table_of(Feed)), rows)
    return tokens


def at_random(port: int, process: int, tokens: list[str], seconds: float, empty: int) -> Iterator[Line]:
    """Polls of many feeds at random; the memory of the service before and after."""
    dice = random.Random(1)
    tags: dict[str, str] = {}
    for token in tokens[: ENTRIES // ENTRIES_A_BODY]:
        head = first_answer(port, request(f"/feeds/{token}.ics", ["Accept-Encoding: gzip"]))
        found = re.search(rb'(?i)etag: ("[^"]+")', head)
        assert found is not None
        tags[token] = found[1].decode()
    bodies = len(tags)
    polls = []
    for number, token in enumerate(tokens):
        tag = tags[tokens[number % bodies]]
        polls.append(request(f"/feeds/{token}.ics", ["Accept-Encoding: gzip", f"If-None-Match: {tag}"]))
    dice.shuffle(polls)
    rates = [
        rate(port, lambda number: polls[number % len(polls)], seconds=max(seconds, 2), status=b"304")
        for _ in range(ROUNDS)
    ]
    yield line(
        f"random {len(tokens)} feeds",
        statistics.median(rates),
        "polls/s",
        "304, each token once a turn",
        None,
    )
    held = servers.resident_bytes(process)
    yield line("memory", held / 1e6, "MB", f"after them; {empty / 1e6:.0f} MB when started", held / empty)


def measures(seconds: float, feeds: int, without: set[str]) -> Iterator[Line]:
    at = clock.now() - timedelta(hours=1)
    with tempfile.TemporaryDirectory(prefix="bench-feeds-") as name:
        folder = Path(name)
        store = make_store(folder, ENTRIES // ENTRIES_A_BODY, at)
        yield from rendering(store, at)
        yield from serving(store, folder, clock.now(), seconds, feeds, without)
        store.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a round")
    parser.add_argument("--feeds", type=int, default=20_000)
    parser.add_argument("--without", default="", help="peers to leave out: radicale,nginx")
    given = parser.parse_args()
    for found in measures(given.seconds, given.feeds, set(given.without.split(","))):
        if given.json:
            print(json.dumps(found, ensure_ascii=False), flush=True)
        else:
            ratio = "" if found["ratio"] is None else f"x{found['ratio']}"
            head = f"{found['measure']:<28} {found['value']:>12} {found['unit']:<12}"
            print(f"{head} {ratio:>10}  {found['versus']}", flush=True)


if __name__ == "__main__":
    main()
