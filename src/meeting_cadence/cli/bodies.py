"""`body rename|merge|split|abolish`: reorganisations, each a new version of the pack, previewed and asked for."""

import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from meeting_cadence.bodies import Text
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.packs_applied import put_in_force
from meeting_cadence.cli.packs_plan import in_force
from meeting_cadence.cli.show import with_form, with_lang
from meeting_cadence.cli.when import exact_day, exact_instant
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.pack_files import Gathered
from meeting_cadence.regulations.reorganise import abolish, merge, rename, split
from meeting_cadence.regulations.write import read_written, write_pack

Verb = Callable[..., Any]


@click.group("body")
def body() -> None:
    """Reorganisations: rename, merge, split, abolish. 机构改革：更名、合并、分设、撤销。"""


def _with_act(verb: Verb) -> Verb:
    """The options that every reorganisation takes."""
    for option in (
        with_lang,
        with_form,
        click.option("--yes", is_flag=True, help="Ask nothing. 不再询问。"),
        click.option("--at", callback=exact_instant, help="At this instant; default: now. 时刻，默认现在。"),
        click.option("--reason", help="Why, for instance the instrument. 依据。"),
        click.option("--by", required=True, help="Who does it. 操作人。"),
        click.option("--pack", required=True, help="Id of the pack that has the bodies. 制度包编号。"),
    ):
        verb = option(verb)
    return verb


_on = click.option("--on", required=True, callback=exact_day, help="From this day on. 自何日起。")


@body.command("rename")
@click.argument("body_id", metavar="BODY")
@click.argument("name")
@click.option("--en", help="The name in English. 英文名称。")
@_with_act
def rename_body(body_id: str, name: str, en: str | None, **options: Any) -> None:
    """Give a body another name; it stays the same body. 更名。"""
    _do(lambda pack: rename(pack, body_id, Text(name, en or name)), **options)


@body.command("merge")
@click.argument("bodies", nargs=-1, required=True, metavar="BODY…")
@click.option("--into", required=True, metavar="ID=NAME", help="The new body. 新机构。")
@_on
@_with_act
def merge_bodies(bodies: tuple[str, ...], into: str, on: date, **options: Any) -> None:
    """One new body in place of several. 合并。"""
    new, name = _named(into)
    _do(lambda pack: merge(pack, bodies, new, name, on), **options)


@body.command("split")
@click.argument("body_id", metavar="BODY")
@click.option("--into", required=True, multiple=True, metavar="ID=NAME", help="A new body. 新机构，可多个。")
@_on
@_with_act
def split_body(body_id: str, into: tuple[str, ...], on: date, **options: Any) -> None:
    """Several new bodies in place of one. 分设。"""
    _do(lambda pack: split(pack, body_id, dict(map(_named, into)), on), **options)


@body.command("abolish")
@click.argument("body_id", metavar="BODY")
@_on
@_with_act
def abolish_body(body_id: str, on: date, **options: Any) -> None:
    """No such body from a day on. 撤销。"""
    _do(lambda pack: abolish(pack, body_id, on), **options)


def _named(text: str) -> tuple[str, Text]:
    new, equals, name = text.partition("=")
    if not (new and equals and name):
        raise click.BadParameter(text, param_hint="--into")
    return new, Text.both(name)


def _do(
    change: Callable[[Pack], Pack],
    *,
    pack: str,
    by: str,
    reason: str | None,
    at: datetime | None,
    yes: bool,
    form: str,
) -> None:
    """Make the new version and put it in force as `pack apply` does."""
    with Opened(at) as opened, opened.store.reading() as session:
        written = write_pack(change(in_force(session, pack)))
    gathered = Gathered(read_written(written), written.root, written.files)
    put_in_force(gathered, by=by, reason=reason, at=at, ask=not yes and sys.stdin.isatty(), form=form)
