"""A process that ticks and drains at one virtual instant until nothing is left: what the tests of kills kill."""

import sys
from datetime import datetime
from pathlib import Path

from tests.faults.alert_world import tables

from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.courier import Courier
from meeting_cadence.alerts.deliver import drain
from meeting_cadence.alerts.tick import tick
from meeting_cadence.store.engine import open_store

BASE = "https://house.example"


def main(database: str, port: str, instant: str, name: str) -> None:
    """Tick, then drain. `instant` may be the path of a file that holds it: a clock that the test moves."""

    def now() -> datetime:
        return datetime.fromisoformat(Path(instant).read_text() if instant.startswith("/") else instant)

    at = now()
    store = open_store(database, secret=lambda: b"the secret key of every store of these tests")
    channel = EmailChannel(MailServer("127.0.0.1", int(port)), sender="cadence@house.example", timeout=20)
    courier = Courier(
        store=store,
        channels={"email": channel},
        tables=tables,
        base_url=BASE,
        host="house.example",
        worker=name or instant,
        clock=now,
        per_hour=1000,
    )
    print("go", flush=True)
    told = tick(store, at=at, tables=tables, base_url=BASE)
    delivery = drain(courier)
    print(f"done {len(told.mails)} {delivery.sent}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:5])
