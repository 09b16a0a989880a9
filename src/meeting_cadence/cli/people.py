"""`user` and `contact`: who may sign in, and who is told."""

from typing import Any

import click

from meeting_cadence.access.person import Person, Role
from meeting_cadence.actions.contacts import add_contact, remove_contact
from meeting_cadence.actions.people import (
    Invited,
    add_person,
    disable_person,
    enable_person,
    reset_person,
)
from meeting_cadence.bodies import Contact
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.show import show_json, show_table, spoken, with_form, with_lang
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.registry import load_world
from meeting_cadence.words.say import say

_by = click.option("--by", default="command line", show_default=True, help="Who does it. 操作人。")


@click.group("user")
def user() -> None:
    """Who may sign in. 人员。"""


@user.command("add")
@click.argument("login")
@click.option("--name", required=True, help="姓名。")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="角色。")
@click.option(
    "--scope", help="Body whose subtree they work for; omitted: every body. 所属机构，省略则为全部。"
)
@click.option("--email", help="电子邮件。")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@_by
@with_form
@with_lang
def add(form: str, **fields: Any) -> None:
    """Add someone and print the one-time link by which they choose a password. 添加人员，打印一次性链接。"""
    with Opened() as opened:
        with opened.store.session() as session:
            people = SqlPeople(session, at=opened.at)
            invited = add_person(people, load_world(session), **fields)
        _show_invited(opened, invited, form)


@user.command("reset")
@click.argument("login")
@_by
@with_form
@with_lang
def reset(login: str, by: str, form: str) -> None:
    """Take the password away, end all sessions, print a new one-time link. 重置密码，打印一次性链接。"""
    with Opened() as opened:
        with opened.store.session() as session:
            invited = reset_person(SqlPeople(session, at=opened.at), login, by=by)
        _show_invited(opened, invited, form)


@user.command("disable")
@click.argument("login")
@_by
@with_form
@with_lang
def disable(login: str, by: str, form: str) -> None:
    """End all sessions and revoke all feeds, at once. 停用：立即结束会话、作废订阅链接。"""
    with Opened() as opened:
        with opened.store.session() as session:
            person = disable_person(SqlPeople(session, at=opened.at), login, by=by)
        _show_person(person, form, "cli.user.disabled")


@user.command("enable")
@click.argument("login")
@_by
@with_form
@with_lang
def enable(login: str, by: str, form: str) -> None:
    """Let a disabled person in again, by a new one-time link. 重新启用，打印一次性链接。"""
    with Opened() as opened:
        with opened.store.session() as session:
            invited = enable_person(SqlPeople(session, at=opened.at), login, by=by)
        _show_invited(opened, invited, form)


@user.command("list")
@with_form
@with_lang
def list_users(form: str) -> None:
    """List everyone. 列出人员。"""
    with Opened() as opened, opened.store.reading() as session:
        everyone = SqlPeople(session, at=opened.at).everyone()
    if form == "json":
        show_json([_person(one) for one in everyone])
        return
    language = spoken()
    columns = ("login", "name", "role", "scope", "email", "disabled")
    rows = [
        (one.login, one.name, one.role.value, one.scope, one.email, "✕" if one.disabled else "")
        for one in everyone
    ]
    show_table([say(f"cli.column.{name}", language) for name in columns], rows)


def _reached(verb: Any) -> Any:
    """The options that say how somebody is reached."""
    for option in (
        click.option(
            "--address", help="What the channel needs: an address of the web, a name. 渠道内的地址。"
        ),
        click.option(
            "--channel", default=EMAIL, show_default=True, help="webhook, or a chat that is set up. 渠道。"
        ),
        click.option("--email", help="电子邮件。"),
    ):
        verb = option(verb)
    return verb


def _address(email: str | None, channel: str, address: str | None) -> str:
    """One of both; a chat that stands for one group needs none."""
    if email is not None and (channel != EMAIL or address is not None):
        raise click.UsageError(say("cli.contact.one_address", spoken()))
    given = email or address or (channel if channel != EMAIL else None)
    if given is None:
        raise click.UsageError(say("cli.contact.no_address", spoken()))
    return given


@click.group("contact")
def contact() -> None:
    """Who is told about a body. 联系人。"""


@contact.command("add")
@click.option("--body", required=True, help="机构。")
@click.option("--role", required=True, help="secretariat, chair, supervisor, …")
@_reached
@click.option("--name", help="姓名。")
@click.option("--all-clear", is_flag=True, help="Also once a week that all is well. 每周另收平安报告。")
@_by
@with_lang
def contact_add(
    body: str,
    role: str,
    email: str | None,
    channel: str,
    address: str | None,
    name: str | None,
    all_clear: bool,
    by: str,
) -> None:
    """Tell this address too. 添加联系人。"""
    told = Contact(role, _address(email, channel, address), name, channel, all_clear)
    with Opened() as opened, opened.store.session() as session:
        desk = SqlDesk(session, at=opened.at, tables=opened.tables)
        add_contact(desk, body=body, contact=told, by=by)
    click.echo(say("cli.contact.added", spoken(), email=told.address, body=body))


@contact.command("remove")
@click.option("--body", required=True, help="机构。")
@click.option("--role", required=True, help="secretariat, chair, supervisor, …")
@_reached
@_by
@with_lang
def contact_remove(
    body: str, role: str, email: str | None, channel: str, address: str | None, by: str
) -> None:
    """Tell this address no longer. 移除联系人。"""
    told = Contact(role, _address(email, channel, address), None, channel)
    with Opened() as opened, opened.store.session() as session:
        desk = SqlDesk(session, at=opened.at, tables=opened.tables)
        remove_contact(desk, body=body, contact=told, by=by)
    click.echo(say("cli.contact.removed", spoken(), email=told.address, body=body))


@contact.command("list")
@click.option("--body", help="Only this body. 只看这个机构。")
@with_form
@with_lang
def contact_list(body: str | None, form: str) -> None:
    """List the contacts of every body, and the bodies without one. 列出联系人，及没有联系人的机构。"""
    with Opened() as opened, opened.store.reading() as session:
        world = load_world(session)
    bodies = [world.body(body)] if body else list(world.pack.tree)
    rows = [
        (one.id, one.name.in_language(spoken()), who.role, who.channel, who.address, who.name)
        for one in bodies
        for who in one.contacts
    ]
    lonely = [one.id for one in bodies if not one.reminded]
    if form == "json":
        names = ("body", "title", "role", "channel", "address", "name")
        show_json({"contacts": [dict(zip(names, row, strict=True)) for row in rows], "without": lonely})
        return
    columns = ("body", "title", "role", "channel", "address", "name")
    show_table([say(f"cli.column.{name}", spoken()) for name in columns], rows)
    if lonely:
        click.echo(say("cli.contact.without", spoken(), bodies=lonely))


def _show_invited(opened: Opened, invited: Invited, form: str) -> None:
    assert invited.person is not None
    link = f"{opened.settings.public_url}/welcome/{invited.token}"
    if form == "json":
        show_json({**_person(invited.person), "link": link})
    else:
        click.echo(say("cli.user.invited", spoken(), login=invited.person.login, link=link))


def _show_person(person: Person, form: str, code: str) -> None:
    if form == "json":
        show_json(_person(person))
    else:
        click.echo(say(code, spoken(), login=person.login))


def _person(person: Person) -> dict[str, Any]:
    return {
        "login": person.login,
        "name": person.name,
        "role": person.role.value,
        "scope": person.scope,
        "email": person.email,
        "language": person.language,
        "disabled": person.disabled,
    }
