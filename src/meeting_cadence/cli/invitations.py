"""`invite`: which bodies invite their members to meetings, and who is coming."""

from collections.abc import Sequence

import click

from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.show import show_json, show_table, spoken, with_form, with_lang
from meeting_cadence.queries.invitations import as_told
from meeting_cadence.store.invitations import Convened, invitations_of, inviting_bodies, set_inviting
from meeting_cadence.store.registry import load_world
from meeting_cadence.words.invitations_when import when_in_words
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import say

_by = click.option("--by", default="command line", show_default=True, help="Who does it. 操作人。")


@click.group("invite")
def invite() -> None:
    """Invitations by mail to the members of a body. 会议邀请。"""


@invite.command("on")
@click.argument("body")
@_by
@with_lang
def turn_on(body: str, by: str) -> None:
    """Invite the contacts of the role `member` to the meetings of BODY. 启用会议邀请。"""
    _turn(body, True, by)


@invite.command("off")
@click.argument("body")
@_by
@with_lang
def turn_off(body: str, by: str) -> None:
    """Invite nobody any more. 停用会议邀请。"""
    _turn(body, False, by)


@invite.command("list")
@click.option("--body", multiple=True, help="Only these bodies. 只看这些机构。")
@with_form
@with_lang
def list_invitations(body: Sequence[str], form: str) -> None:
    """Meetings that members were invited to, with who is coming. 列出已发邀请及答复。"""
    with Opened() as opened, opened.store.reading() as session:
        world = load_world(session)
        bodies = [world.body(one).id for one in body] or list(world.pack.tree.bodies)
        found, inviting = invitations_of(session, bodies), sorted(inviting_bodies(session))
    if form == "json":
        show_json({"inviting": inviting, "invitations": list(map(_plain, found))})
        return
    names = Names(world.pack, spoken())
    rows = [_row(one, names) for one in found]
    columns = ("when", "bodies", "title", "asked", "coming", "excused", "silent", "key")
    show_table([say(f"invitations.column.{name}", spoken()) for name in columns], rows)
    bodies_on = names.several(map(names.body, inviting)) or say("invitations.nobody", spoken())
    click.echo(say("invitations.inviting", spoken(), bodies=bodies_on))


@invite.command("show")
@click.argument("key")
@with_form
@with_lang
def show(key: str, form: str) -> None:
    """Who said what to the invitation KEY. 逐人答复。"""
    from meeting_cadence.access import NotFound
    from meeting_cadence.store.invitations import invitation_of

    with Opened() as opened, opened.store.reading() as session:
        convened = invitation_of(session, key)
    if convened is None:
        raise NotFound(key)
    if form == "json":
        show_json(_plain(convened))
        return
    show_table(
        [say(f"invitations.column.{name}", spoken()) for name in ("name", "address", "answer", "reason")],
        [
            (
                one.guest.name,
                one.guest.address,
                _said(one.reply.answer if one.reply else "none"),
                one.reply and one.reply.reason,
            )
            for one in convened.attendance.expected
        ],
    )


def _said(answer: str) -> str:
    return say(f"pages.invitations.answer.{answer}", spoken())


def _turn(body: str, active: bool, by: str) -> None:
    with Opened() as opened, opened.store.session() as session:
        name = load_world(session).body(body).name
        set_inviting(session, body, active, at=opened.at, by=by)
    click.echo(say(f"invitations.turned.{'on' if active else 'off'}", spoken(), body=name))


def _row(convened: Convened, names: Names) -> tuple[object, ...]:
    invitation = convened.invitation
    told = invitation.told
    when = when_in_words(told.start, told.end, invitation.zone, names.language)
    title = names.meeting(told.kind, told.title)
    if invitation.cancelled:
        title += f" ({say('pages.invitations.state.cancelled', names.language)})"
    bodies = names.several(names.body(body) for body in told.bodies)
    return (when, bodies, title, *convened.attendance.counts.values(), invitation.key)


def _plain(convened: Convened) -> dict[str, object]:
    invitation = convened.invitation
    guests = [
        {
            "address": one.guest.address,
            "name": one.guest.name,
            "answer": one.reply.answer if one.reply else None,
            "reason": one.reply.reason if one.reply else None,
            "at": one.reply.at if one.reply else None,
        }
        for one in convened.attendance.expected
    ]
    return {
        "meeting": invitation.key,
        **as_told(invitation.told, invitation.zone),
        "cancelled": invitation.cancelled,
        "sequence": invitation.sequence,
        "counts": convened.attendance.counts,
        "guests": guests,
    }
