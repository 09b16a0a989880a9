"""`feed`: calendars to the terminal or to files, and the subscription addresses."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from meeting_cadence import clock
from meeting_cadence.access import Person
from meeting_cadence.cli.language import language_of
from meeting_cadence.cli.when import exact_instant
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.feeds import tokens
from meeting_cadence.feeds.calendars import Calendars
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.scope import mine as mine_of
from meeting_cadence.regulations.workday_notices import NoticeFolder
from meeting_cadence.settings import Settings
from meeting_cadence.settings.secret_key import secret_key_of
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.kept_notices import notices_of
from meeting_cadence.store.overtaken import let_time_in
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.projection import due_streams
from meeting_cadence.store.registry import load_world
from meeting_cadence.words.say import Language, say

_WIDTH: Final = 160
_at = click.option(
    "--at", callback=exact_instant, help="As of this instant with offset, not now. 截至某一时刻。"
)
COMMAND_LINE = "command line"
"""Who made or ended a subscription, on the audit trail."""
_lang = click.option("--lang", help="zh or en.")
_body = click.option("--body", help="One body. 一个机构。")
_subtree = click.option("--subtree", is_flag=True, help="And every body below it. 含所有下级。")
_mandate = click.option("--mandate", help="One mandate, all its bodies. 一项制度要求，所有机构。")
_SHOWN: Final[tuple[Callable[[Any], Any], ...]] = (
    click.option("--history/--no-history", default=True, help="With what is done and past. 是否含已办结的。"),
    click.option(
        "--cancelled/--no-cancelled", default=True, help="With cancelled meetings. 是否含取消的会议。"
    ),
    click.option(
        "--remind",
        "reminders",
        type=int,
        multiple=True,
        help="Days before a deadline, repeatable. 提前天数，可多次。",
    ),
    click.option(
        "--standing",
        "standings",
        multiple=True,
        help="Only these standings, no meetings. 仅这些状态，不含会议。",
    ),
    click.option("--months-back", type=int, help="How far back. 过去多少个月。"),
    click.option("--months-ahead", type=int, help="How far ahead. 未来多少个月。"),
)


def _shown(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of what a calendar shows."""
    for option in reversed(_SHOWN):
        command = option(command)
    return command


class WhichCalendar(MeetingCadenceError):
    """Neither or several of --body, --mandate and --all were given."""

    code = "feed.which_calendar"
    exit_status = 2


class CannotWrite(MeetingCadenceError):
    """A calendar's file cannot be written; `subject` is the file or folder."""

    code = "feed.cannot_write"


class PersonUnknown(MeetingCadenceError):
    """Nobody has that login."""

    code = "feed.person_unknown"
    exit_status = 2


@click.group("feed", invoke_without_command=True)
@_body
@_subtree
@_mandate
@click.option("--all", "folder", type=click.Path(path_type=Path), help="One file a body. 每个机构一个文件。")
@click.option("--out", type=click.Path(path_type=Path), help="A file instead of standard output. 写入文件。")
@_shown
@_at
@_lang
@click.pass_context
def feed(
    context: click.Context,
    /,
    body: str | None,
    subtree: bool,
    mandate: str | None,
    folder: Path | None,
    out: Path | None,
    at: datetime | None,
    lang: str | None,
    **shown: Any,
) -> None:
    """Print a calendar (iCalendar), or manage subscriptions. 输出日历，或管理订阅链接。"""
    if context.invoked_subcommand is not None:
        return
    if sum(one is not None for one in (body, mandate, folder)) != 1:
        raise WhichCalendar()
    settings, store = _house()
    calendars = Calendars(store, base_url=settings.public_url, host=settings.uid_host)
    options = _options(settings, _language(lang), **shown)
    at = at or clock.now()
    _let_time_in(settings, store, at, options.language)
    if folder is not None:
        _write_all(calendars, options, folder, at)
        return
    with store.reading() as session:
        scope = _scope(body, subtree, mandate).checked(load_world(session))
    _put(calendars.compose(scope, options, at=at).body, out)


@feed.command("create")
@_body
@_subtree
@_mandate
@click.option("--mine", is_flag=True, help="All that its owner works for. 所有人负责的全部事项。")
@click.option("--person", help="Login of its owner. 所有人的登录名。")
@_shown
@click.option("--expires", callback=exact_instant, help="An instant with offset. 到期时刻。")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@_lang
def create_feed(
    body: str | None,
    subtree: bool,
    mandate: str | None,
    mine: bool,
    person: str | None,
    expires: datetime | None,
    form: str,
    lang: str | None,
    **shown: Any,
) -> None:
    """Make a subscription address; it is shown this once only. 创建订阅链接，只显示一次。"""
    if sum((body is not None, mandate is not None, mine)) != 1:
        raise WhichCalendar()
    settings, store = _house()
    options = _options(settings, _language(lang), **shown)
    with store.session() as session:
        owner = _owner(SqlPeople(session, at=clock.now()), person)
        created = tokens.create(
            session,
            _mine(owner) if mine else _scope(body, subtree, mandate),
            at=clock.now(),
            person=owner.id if owner else None,
            options=options,
            expires=expires,
            by=COMMAND_LINE,
        )
    _tell_address(created, settings, form, lang)


@feed.command("list")
@click.option("--person", help="Only of this login. 只看此人的。")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@_lang
def list_feeds(person: str | None, form: str, lang: str | None) -> None:
    """List the subscriptions: scope, state, when and by which client last fetched. 列出订阅链接。"""
    _, store = _house()
    at = clock.now()
    with store.reading() as session:
        owner = _owner(SqlPeople(session, at=at), person)
        found = tokens.listed(session, at=at, person=owner.id if owner else None)
    if form == "json":
        click.echo(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=1))
    elif found:
        _show(found, _language(lang))
    else:
        click.echo(say("feeds.cli.none", _language(lang)))


@feed.command("revoke")
@click.argument("number", type=int, metavar="ID")
@_lang
def revoke_feed(number: int, lang: str | None) -> None:
    """End a subscription, from the next request on. 作废订阅链接，下一次访问起失效。"""
    _, store = _house()
    with store.session() as session:
        tokens.revoke(session, number, at=clock.now(), by=COMMAND_LINE)
    click.echo(say("feeds.cli.revoked", _language(lang), id=number))


@feed.command("renew")
@click.argument("number", type=int, metavar="ID")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@_lang
def renew_feed(number: int, form: str, lang: str | None) -> None:
    """Another address for the same calendar; the old one ends. 更换链接，原链接立即失效。"""
    settings, store = _house()
    with store.session() as session:
        created = tokens.renew(session, number, at=clock.now(), by=COMMAND_LINE)
    _tell_address(created, settings, form, lang)


@feed.command("publish")
@click.argument("number", type=int, metavar="ID")
@_lang
def publish_feed(number: int, lang: str | None) -> None:
    """Publish what was held back for a sudden loss of entries. 确认发布因内容骤减而暂缓的日历。"""
    _, store = _house()
    with store.session() as session:
        tokens.allow_loss(session, number, at=clock.now(), by=COMMAND_LINE)
    click.echo(say("feeds.cli.allowed", _language(lang), id=number))


def _tell_address(created: tokens.Created, settings: Settings, form: str, lang: str | None) -> None:
    address = created.address(settings.public_url)
    if form == "json":
        click.echo(json.dumps({"id": created.id, "address": address}, ensure_ascii=False))
    else:
        click.echo(f"{say('feeds.cli.created', _language(lang))}\n{address}")


def _house() -> tuple[Settings, Store]:
    settings = Settings.load()
    store = open_store(settings.database_url, secret=partial(secret_key_of, settings))
    store.check()
    return settings, store


def _let_time_in(settings: Settings, store: Store, at: datetime, language: Language) -> None:
    """Judge what time has overtaken, so that no calendar rests on old standings (decision 0054).

    For an instant to come nothing is judged: kept rows are never ahead of the clock. Then it is said.
    """
    with store.reading() as session:
        behind = len(due_streams(session, at))
    if behind and at > clock.now():
        click.echo(say("feeds.cli.ahead", language, count=behind), err=True)
    elif behind:
        let_time_in(store, at=at, tables=notices_of(store, NoticeFolder(settings.workdays_folder)))


def _language(lang: str | None) -> Language:
    return language_of(["--lang", lang] if lang else [])


def _options(
    settings: Settings,
    language: Language,
    *,
    months_back: int | None = None,
    months_ahead: int | None = None,
    **shown: Any,
) -> Options:
    return Options(
        language=language,
        months_back=settings.feed_months_back if months_back is None else months_back,
        months_ahead=settings.feed_months_ahead if months_ahead is None else months_ahead,
        **shown,
    )


def _mine(owner: Person | None) -> Scope:
    if owner is None:
        raise tokens.MineNeedsPerson()
    return mine_of(owner)


def _scope(body: str | None, subtree: bool, mandate: str | None) -> Scope:
    if body is not None:
        return Scope("subtree" if subtree else "body", body)
    return Scope("mandate", mandate or "")


def _owner(people: SqlPeople, login: str | None) -> Person | None:
    if login is None:
        return None
    account = people.account(login)
    if account is None:
        raise PersonUnknown(login)
    return account.person


def _write_all(calendars: Calendars, options: Options, folder: Path, at: datetime) -> None:
    with calendars.store.reading() as session:
        bodies = [body.id for body in load_world(session).pack.tree]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(str(folder), reason=error.strerror or str(error)) from error
    for body in bodies:
        _put(calendars.compose(Scope("body", body), options, at=at).body, folder / f"{body}.ics")
    click.echo(say("feeds.cli.written", options.language, count=len(bodies), folder=str(folder)))


def _put(body: bytes, out: Path | None) -> None:
    """Whole or not at all: a reader never finds half a calendar."""
    if out is None:
        click.echo(body, nl=False)
        return
    half = out.with_name(f"{out.name}.part")
    try:
        half.write_bytes(body)
        half.replace(out)
    except OSError as error:
        raise CannotWrite(str(out), reason=error.strerror or str(error)) from error


def _as_json(one: tokens.Listed) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.scope.kind,
        "scope": one.scope.id,
        "person": one.person,
        "options": one.options.as_mapping(),
        "state": one.state,
        "created": _iso(one.created),
        "expires": _iso(one.expires),
        "last_used_at": _iso(one.last_used_at),
        "changed_at": _iso(one.changed_at),
        "last_client": one.last_client,
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _show(found: Sequence[tokens.Listed], language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("id", "scope", "person", "state", "used", "client"):
        table.add_column(say(f"feeds.cli.head.{column}", language), overflow="fold")
    for one in found:
        used = f"{one.last_used_at:%Y-%m-%d %H:%M}Z" if one.last_used_at else say("feeds.cli.never", language)
        table.add_row(
            str(one.id),
            f"{one.scope.kind} {one.scope.id}",
            str(one.person or ""),
            say(f"feeds.cli.state.{one.state}", language),
            used,
            one.last_client or "",
        )
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(table)
