"""Options that every verb which writes to the ledger shares, and running such a verb."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict, TypeVar

import click

from meeting_cadence.actions.ports import Receipt
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.receipts import changes_of, show_receipt
from meeting_cadence.cli.show import with_form, with_lang
from meeting_cadence.cli.when import exact_instant
from meeting_cadence.store.desk import SqlDesk

Command = TypeVar("Command", bound=Callable[..., Any])


class Said(TypedDict):
    """The shared options as given."""

    by: str
    reason: str | None
    request_key: str | None
    at: datetime | None
    form: str


def with_entry_options(command: Command) -> Command:
    """`--by`, `--reason`, `--request-key`, `--at`, `--format`, `--lang`."""
    for option in (
        with_lang,
        with_form,
        click.option(
            "--at",
            callback=exact_instant,
            help="Recorded at this instant; default: now. 登记时刻，默认现在。",
        ),
        click.option(
            "--request-key",
            help="The same key with the same content is recorded once. 幂等键，防止重复登记。",
        ),
        click.option("--reason", help="Why. 理由。"),
        click.option("--by", required=True, help="Who records it. 登记人。"),
    ):
        command = option(command)
    return command


def put(verb: Callable[..., Receipt], said: Said, *given: Any, **named: Any) -> None:
    """Run an action in one transaction; once that is committed, tell what came of it."""
    with Opened(said["at"]) as opened:
        with opened.store.session() as session:
            desk = SqlDesk(session, at=opened.at, tables=opened.tables)
            receipt = verb(desk, *given, **named, by=said["by"], request_key=said["request_key"])
            changes = changes_of(session, receipt.flips)
        show_receipt(desk.world, receipt, changes, said["form"])


def given(**fields: Any) -> dict[str, Any]:
    """The options that were given, in the keys of the ledger file; days and instants as text."""
    kept = {}
    for name, value in fields.items():
        if value is None or value == () or value is False:
            continue
        kept[name] = (
            value.isoformat()
            if hasattr(value, "isoformat")
            else list(value)
            if isinstance(value, tuple)
            else value
        )
    return kept


def bodies(named: tuple[str, ...]) -> dict[str, Any]:
    """`body` for one, `bodies` for a joint act."""
    return {"body": named[0]} if len(named) == 1 else {"bodies": list(named)}
