"""`demo`: a database of example data, clearly labelled, and the service over it."""

import csv
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from meeting_cadence import clock
from meeting_cadence.access import Role
from meeting_cadence.cli.language import chosen_language, language_of
from meeting_cadence.cli.serve import run, take
from meeting_cadence.cli.show import with_lang
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.regulations.shipped_packs import ShippedPack, shipped_pack
from meeting_cadence.regulations.workday_notices import tables_from
from meeting_cadence.settings import Settings
from meeting_cadence.settings.secret_key import secret_key_of
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.words.say import Language, say

if TYPE_CHECKING:
    from sqlmodel import Session

PACK: Final = "zhejiang-wangxin"
FILE: Final = "demo.db"
_AUTHOR: Final = "demo"


class Player(NamedTuple):
    """Somebody of the demonstration."""

    login: str
    role: Role


PLAYERS: Final = (
    Player("secretary", Role.SECRETARY),
    Player("supervisor", Role.SUPERVISOR),
    Player("administrator", Role.ADMINISTRATOR),
)


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="Prepare the database only. 只准备数据库，不启动服务。")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/demo"),
    show_default=True,
    help="Where the database goes. 数据库所在文件夹。",
)
@click.option("--host", help="Address to listen on. 监听地址。")
@click.option("--port", type=click.IntRange(1, 65535), help="Port. 端口。")
@with_lang
def demo(no_serve: bool, folder: Path, host: str | None, port: int | None) -> None:
    """Prepare example data and serve it; no mail ever leaves. 准备示例数据并启动服务，不外发邮件。"""
    language = language_of()
    settings = _settings(folder, host, port)
    taken = None if no_serve else take(settings.host, settings.port)
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.database_url, secret=partial(secret_key_of, settings))
    store.migrate()
    tables = tables_from(settings.workdays_folder)
    theirs = chosen_language(settings.language)
    links = prepare(store, settings, tables, at=clock.now(), language=theirs)
    click.echo(say("cli.demo.prepared", language, place=str(folder / FILE)))
    if taken is None:
        store.close()
        return
    for player, link in links:
        role = say(f"pages.role.{player.role.value}", language)
        click.echo(say("cli.demo.link", language, role=role, link=link))
    run(settings, store, tables, taken)


def _settings(folder: Path, host: str | None, port: int | None) -> Settings:
    """The installation's own settings, but on a database of its own and without a mail server."""
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    address = f"sqlite:///{(folder / FILE).absolute()}"
    return Settings.load().model_copy(update={"database_url": address, "smtp_url": None, **given})


def prepare(
    store: Store, settings: Settings, tables: Tables, *, at: datetime, language: Language
) -> list[tuple[Player, str]]:
    """Fill the store once; a second time only new links are made. Answers the link of each player."""
    from meeting_cadence.store.reading import EXAMPLE
    from meeting_cadence.store.setting import put_setting, setting

    pack = shipped_pack(PACK)
    with store.session() as session:
        if setting(session, EXAMPLE) is None:
            _fill(session, pack, tables, at)
            put_setting(session, EXAMPLE, PACK)
    _let_time_in(store, settings, tables, at)
    with store.session() as session:
        tokens = _tokens(session, at, language)
    return [(player, f"{settings.public_url}/welcome/{token}") for player, token in tokens]


def _fill(session: "Session", pack: ShippedPack, tables: Tables, at: datetime) -> None:
    """The pack, its invented history and its invented contacts."""
    from meeting_cadence.actions.apply_pack import apply_pack
    from meeting_cadence.actions.contacts import add_contact
    from meeting_cadence.actions.import_ledger import import_ledger
    from meeting_cadence.bodies import Contact
    from meeting_cadence.regulations.pack_files import gather_files
    from meeting_cadence.store.desk import SqlDesk
    from meeting_cadence.store.registry import digest_of

    gathered = gather_files(pack.tried_on)
    digest = digest_of(gathered.files, gathered.root)
    desk = SqlDesk(session, at=at, tables=tables)
    apply_pack(
        desk, pack=gathered.pack.id, files=gathered.files, root=gathered.root, digest=digest, by=_AUTHOR
    )
    if pack.history is not None:
        text = pack.history.read_bytes()
        import_ledger(desk, text, name=pack.history.name, by=_AUTHOR, reason=say("cli.demo.reason", "zh"))
    for contact in _contacts(pack):
        body = contact.pop("body")
        told = Contact(contact["role"], contact["email"], contact.get("name"))
        add_contact(desk, body=body, contact=told, by=_AUTHOR)


def _contacts(pack: ShippedPack) -> list[dict[str, str]]:
    if pack.contacts is None:
        return []
    with pack.contacts.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _let_time_in(store: Store, settings: Settings, tables: Tables, at: datetime) -> None:
    """One tick and one drain, so that the first page shows notices; without a mail server they are only shown."""
    from meeting_cadence.alerts.deliver import drain
    from meeting_cadence.alerts.setup import courier_of
    from meeting_cadence.alerts.tick import tick

    tick(store, at=at, tables=tables, base_url=settings.public_url)
    drain(courier_of(settings, store, tables=tables, clock=lambda: at))


def _tokens(session: "Session", at: datetime, language: Language) -> list[tuple[Player, str]]:
    from meeting_cadence.actions.people import add_person
    from meeting_cadence.actions.sign_in_link import sign_in_link
    from meeting_cadence.store.people import SqlPeople
    from meeting_cadence.store.registry import load_world

    people = SqlPeople(session, at=at)
    found = []
    for player in PLAYERS:
        account = people.account(player.login)
        if account is None:
            name = say(f"cli.demo.{player.role.value}", language)
            add_person(
                people,
                load_world(session),
                login=player.login,
                name=name,
                role=player.role.value,
                scope=None,
                by=_AUTHOR,
                language=language,
            )
            account = people.account(player.login)
        assert account is not None, "just added"
        found.append((player, sign_in_link(people, account.person)))
    return found
