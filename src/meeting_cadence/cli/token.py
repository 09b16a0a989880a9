"""`token`: keys of the API, made for a person."""

from typing import Any

import click

from meeting_cadence.access.person import Role
from meeting_cadence.access.profiles import PROFILES
from meeting_cadence.access.token_rights import ONLY, Only
from meeting_cadence.actions.api_tokens import Token, Wanted, badge_address, create_token, revoke_token
from meeting_cadence.actions.people import find_person
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.show import show_json, show_table, spoken, with_form, with_lang
from meeting_cadence.store.api_tokens import SqlTokens
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.registry import load_world
from meeting_cadence.words.say import say

_by = click.option("--by", default="command line", show_default=True, help="Who does it. 操作人。")


@click.group("token")
def token() -> None:
    """Tokens by which programs use the API in a person's name. 接口令牌。"""


@token.command("create")
@click.argument("login")
@click.option("--name", required=True, help="What it is for. 用途。")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), help="Default: viewer. 角色，默认只读。"
)
@click.option("--scope", help="Only this body's subtree; default: the owner's. 机构范围，默认与本人相同。")
@click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True, help="有效天数。")
@click.option(
    "--only",
    type=click.Choice(ONLY),
    help="Good for this alone: /metrics, or a badge for any page. 仅用于监控指标或徽标。",
)
@_by
@with_form
@with_lang
def create(
    login: str,
    name: str,
    role: str | None,
    scope: str | None,
    days: int,
    only: Only | None,
    by: str,
    form: str,
) -> None:
    """Make a token and print its secret, this once only. 新建令牌，只显示一次。"""
    with Opened() as opened, opened.store.session() as session:
        owner = find_person(SqlPeople(session, at=opened.at), login)
        made = create_token(
            SqlTokens(session, at=opened.at),
            load_world(session),
            owner,
            Wanted(name, Role(role or "viewer"), scope or owner.scope, days, only),
            by=by,
            profile=PROFILES[opened.settings.access_profile],
        )
    address = badge_address(opened.settings.public_url, made.secret) if only == "badge" else None
    if form == "json":
        show_json(made._asdict() | ({"address": address} if address else {}))
    else:
        told = address or made.secret
        click.echo(say("cli.token.created", spoken(), number=made.id, secret=told))


@token.command("list")
@click.option("--login", help="Only of this person. 只看此人的。")
@with_form
@with_lang
def list_tokens(login: str | None, form: str) -> None:
    """List tokens without their secrets. 列出令牌。"""
    with Opened() as opened, opened.store.reading() as session:
        owner = find_person(SqlPeople(session, at=opened.at), login) if login else None
        found = SqlTokens(session, at=opened.at).of(owner)
    if form == "json":
        show_json([_as_json(one) for one in found])
        return
    names = ("seq", "login", "name", "role", "scope", "expires", "used", "disabled")
    rows = [
        (
            one.id,
            one.owner.login,
            one.name,
            one.role.value,
            one.scope,
            f"{one.expires:%Y-%m-%d}",
            f"{one.last_used_at:%Y-%m-%d}" if one.last_used_at else "",
            "" if one.is_live(opened.at) else "✕",
        )
        for one in found
    ]
    show_table([say(f"cli.column.{name}", spoken()) for name in names], rows)


@token.command("revoke")
@click.argument("number", type=click.IntRange(1))
@_by
@with_lang
def revoke(number: int, by: str) -> None:
    """End a token, from the next request on. 作废令牌，下一次请求起失效。"""
    with Opened() as opened, opened.store.session() as session:
        revoke_token(SqlTokens(session, at=opened.at), number, person=None, by=by)
    click.echo(say("cli.token.revoked", spoken(), number=number))


def _as_json(one: Token) -> dict[str, Any]:
    return {**one._asdict(), "owner": one.owner.login, "role": one.role.value}
