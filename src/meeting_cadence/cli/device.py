"""`device`: passwords by which devices read a person's calendars (CalDAV)."""

from typing import Any

import click

from meeting_cadence.access.profiles import PROFILES
from meeting_cadence.actions.device_passwords import DevicePass, WantedDevice, revoke_device_password
from meeting_cadence.actions.people import find_person
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.show import show_json, show_table, spoken, with_form, with_lang
from meeting_cadence.store.device_passwords import SqlDevicePasswords
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.words.say import say

_by = click.option("--by", default="command line", show_default=True, help="Who does it. 操作人。")


@click.group("device")
def device() -> None:
    """Passwords by which devices read a person's calendars. 日历账户的设备密码。"""


@device.command("create")
@click.argument("login")
@click.option("--name", required=True, help="Which device it is. 哪台设备。")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="有效天数。")
@_by
@with_form
@with_lang
def create(login: str, name: str, days: int, by: str, form: str) -> None:
    """Make a device's password and print it, this once only. 新建设备密码，只显示一次。"""
    from meeting_cadence.feeds.dav.devices import admit
    from meeting_cadence.feeds.options import Options

    with Opened() as opened, opened.store.session() as session:
        owner = find_person(SqlPeople(session, at=opened.at), login)
        settings = opened.settings
        options = Options(
            language=owner.language,
            months_back=settings.feed_months_back,
            months_ahead=settings.feed_months_ahead,
        )
        made = admit(
            session,
            owner,
            WantedDevice(name, days),
            at=opened.at,
            by=by,
            profile=PROFILES[settings.access_profile],
            options=options,
        )
    address = f"{settings.public_url}/dav/"
    if form == "json":
        show_json({**made._asdict(), "address": address, "login": owner.login})
        return
    told = {"number": made.id, "secret": made.secret, "address": address, "login": owner.login}
    click.echo(say("cli.device.created", spoken(), **told))


@device.command("list")
@click.option("--login", help="Only of this person. 只看此人的。")
@with_form
@with_lang
def list_devices(login: str | None, form: str) -> None:
    """List devices without their passwords. 列出设备。"""
    with Opened() as opened, opened.store.reading() as session:
        owner = find_person(SqlPeople(session, at=opened.at), login) if login else None
        found = SqlDevicePasswords(session, at=opened.at).of(owner)
    if form == "json":
        show_json([_as_json(one) for one in found])
        return
    names = ("seq", "login", "name", "expires", "used", "disabled")
    rows = [
        (
            one.id,
            one.owner.login,
            one.name,
            f"{one.expires:%Y-%m-%d}",
            f"{one.last_used_at:%Y-%m-%d}" if one.last_used_at else "",
            "" if one.is_live(opened.at) else "✕",
        )
        for one in found
    ]
    show_table([say(f"cli.column.{name}", spoken()) for name in names], rows)


@device.command("revoke")
@click.argument("number", type=click.IntRange(1))
@_by
@with_lang
def revoke(number: int, by: str) -> None:
    """End a device's password, from its next request on. 作废设备密码，下一次请求起失效。"""
    with Opened() as opened, opened.store.session() as session:
        revoke_device_password(SqlDevicePasswords(session, at=opened.at), number, person=None, by=by)
    click.echo(say("cli.device.revoked", spoken(), number=number))


def _as_json(one: DevicePass) -> dict[str, Any]:
    return {**one._asdict(), "owner": one.owner.login}
