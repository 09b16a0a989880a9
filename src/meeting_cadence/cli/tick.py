"""`tick`, `drain` and `alerts`: letting time in, sending what waits, and seeing who was told what."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import click

from meeting_cadence import clock
from meeting_cadence.alerts.channels.channel import ChannelError
from meeting_cadence.alerts.channels.email import MailServer
from meeting_cadence.alerts.courier import Delivery
from meeting_cadence.alerts.deliver import drain as deliver
from meeting_cadence.alerts.queries import Listed, listed
from meeting_cadence.alerts.setup import courier_of
from meeting_cadence.alerts.slips import SlipStyle
from meeting_cadence.alerts.tick import tick as let_time_in
from meeting_cadence.alerts.tidings import Tidings, Told
from meeting_cadence.cli.alert_table import show_table
from meeting_cadence.cli.foresee import simulate
from meeting_cadence.cli.language import language_of
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.retry import retry
from meeting_cadence.cli.try_channel import test_channel, webhook_key
from meeting_cadence.cli.when import exact_instant
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.jobs.anchoring import anchoring_of
from meeting_cadence.jobs.duties import duties_of
from meeting_cadence.settings import Settings
from meeting_cadence.store.mail_trouble import MailTrouble, mail_trouble
from meeting_cadence.store.notices import take_in_notices
from meeting_cadence.words.errors import tell
from meeting_cadence.words.reasons import why
from meeting_cadence.words.say import Language, say

_STATES = ("pending", "leased", "sent", "dead", "uncertain", "cancelled", "shown", "folded")
_at = click.option(
    "--at",
    "at",
    callback=exact_instant,
    help="An instant with offset; default: now. 时刻（带时区），默认现在。",
)
_form = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
_lang = click.option("--lang", help="zh or en.")


@click.command("tick")
@_at
@click.option("--dry-run", is_flag=True, help="Say what would be told, write nothing. 只显示，不写入。")
@_form
@_lang
@click.pass_context
def tick(context: click.Context, at: datetime | None, dry_run: bool, form: str, lang: str | None) -> None:
    """Judge what time has changed and plan what is to be told. 推进时间：重新判定并生成通知。"""
    done: dict[str, object] = {}
    troubles: list[MeetingCadenceError] = []
    with Opened(at) as house:
        if not dry_run and take_in_notices(
            house.store, house.tables.digest, at=house.at, tables=house.tables
        ):
            click.echo(say("cli.workdays.changed", language_of()), err=True)
        tidings = let_time_in(
            house.store,
            at=house.at,
            tables=house.tables,
            base_url=house.settings.public_url,
            dry_run=dry_run,
            slips=SlipStyle(house.settings.slip_prefix, house.settings.slip_colours),
        )
        if not dry_run:
            anchoring_of(house.settings, house.store)(house.at)
            done, troubles = _do_duties(house)
    language = language_of()
    if tidings.refused is not None:
        click.echo(say("alerts.tick.default_policy", language), err=True)
        click.echo(tell(tidings.refused, language), err=True)
    if form == "json":
        click.echo(json.dumps(_tidings_as_json(tidings, dry_run) | dict(done), ensure_ascii=False, indent=1))
    else:
        _show_tidings(tidings, language, dry_run)
        if done.get("invitations"):
            click.echo(say("invitations.tick", language, count=done["invitations"]))
        if done.get("weekly"):
            click.echo(say("weekly.tick", language, count=done["weekly"]))
    for trouble in troubles:
        click.echo(tell(trouble, language), err=True)
    if troubles:
        context.exit(troubles[0].exit_status)


def _do_duties(house: Opened) -> tuple[dict[str, object], list[MeetingCadenceError]]:
    """What else belongs to a tick: what each did, and what went wrong; trouble with one stops no other."""
    done: dict[str, object] = {}
    troubles: list[MeetingCadenceError] = []
    for name, duty in duties_of(house.settings, house.store, tables=house.tables).items():
        try:
            done[name] = duty(house.at)
        except MeetingCadenceError as trouble:
            troubles.append(trouble)
    return done, troubles


@click.command("drain")
@_at
@_form
@_lang
@click.pass_context
def drain(context: click.Context, at: datetime | None, form: str, lang: str | None) -> None:
    """Send the mails that may leave now. 发送待发的通知邮件。"""
    present = clock.now if at is None else lambda: at
    with Opened(at) as house:
        courier = courier_of(house.settings, house.store, tables=house.tables, clock=present)
        delivery = deliver(courier)
        with house.store.reading() as session:
            trouble = mail_trouble(session) if courier.channels else None
    language = language_of()
    if form == "json":
        click.echo(json.dumps(_delivery_as_json(delivery), ensure_ascii=False))
    else:
        counts = {name: count for name, count in delivery._asdict().items() if isinstance(count, int)}
        click.echo(say("alerts.drain.summary", language, **counts))
        if delivery.shown:
            click.echo(say("alerts.drain.shown", language, shown=delivery.shown))
    if delivery.unreachable is not None:
        click.echo(tell(delivery.unreachable, language), err=True)
        context.exit(delivery.unreachable.exit_status)
    if trouble is not None:
        _warn_of(trouble, house.settings, language)
        context.exit(ChannelError.exit_status)


def _warn_of(trouble: MailTrouble, settings: Settings, language: Language) -> None:
    """That the mail server has not been taking mail, though nothing was due to be tried just now."""
    assert settings.smtp_url is not None, "without a server there are no channels"
    place = MailServer.parse(settings.smtp_url.get_secret_value()).place
    values = {"place": place, "since": _clock(trouble.since), "detail": why(trouble.detail)}
    click.echo(say("alerts.drain.trouble", language, waiting=trouble.waiting, **values), err=True)


@click.group("alerts")
def alerts() -> None:
    """Who was told what, and when. 通知记录。"""


alerts.add_command(simulate)
alerts.add_command(retry)
alerts.add_command(test_channel)
alerts.add_command(webhook_key)


@alerts.command("list")
@click.option("--state", type=click.Choice(_STATES), multiple=True, help="Only these. 只看这些状态。")
@click.option("--body", multiple=True, help="Only these bodies. 只看这些机构。")
@click.option("--obligation", help="Only this obligation. 只看这一项。")
@click.option("--limit", type=click.IntRange(1, 10_000), default=200, show_default=True)
@_form
@_lang
def list_alerts(
    state: Sequence[str],
    body: Sequence[str],
    obligation: str | None,
    limit: int,
    form: str,
    lang: str | None,
) -> None:
    """List the notices, the latest first. 列出通知，最近的在前。"""
    with Opened() as house, house.store.reading() as session:
        rows = listed(session, states=state, bodies=body or None, obligation=obligation, limit=limit)
    if form == "json":
        click.echo(json.dumps([_plain(row._asdict()) for row in rows], ensure_ascii=False, indent=1))
    else:
        _show_list(rows, language_of())


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Instants as ISO text."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def _tidings_as_json(tidings: Tidings, dry_run: bool) -> dict[str, Any]:
    return {
        "at": tidings.at.isoformat(),
        "dry_run": dry_run,
        "flips": tidings.flips,
        "cancelled": tidings.cancelled,
        "notices": [_told_as_json(told) for told in tidings.told],
    }


def _told_as_json(told: Told) -> dict[str, Any]:
    notice = told.notice
    return {
        "obligation": told.obligation,
        "body": told.body,
        "mandate": told.mandate,
        "window": told.label,
        "kind": notice.kind,
        "rung": notice.rung,
        "occurrence": notice.occurrence,
        "reached_at": notice.reached_at.isoformat(),
        "recipient": notice.recipient.address,
        "role": notice.recipient.role,
        "stands_in": notice.recipient.stands_in,
        "folded": notice.folded,
        "not_before": told.not_before.isoformat() if told.not_before else None,
        "subject": told.mail.subject if told.mail else None,
        "text": told.mail.text if told.mail else None,
    }


def _delivery_as_json(delivery: Delivery) -> dict[str, Any]:
    counts = delivery._asdict()
    failure = counts.pop("unreachable")
    return {**counts, "unreachable": None if failure is None else failure.detail}


def _show_tidings(tidings: Tidings, language: Language, dry_run: bool) -> None:
    if tidings.mails:
        show_table(
            ("not_before", "kind", "recipient", "subject"),
            [
                (
                    _clock(told.not_before),
                    say(f"alerts.kind.{told.notice.kind}", language),
                    told.notice.recipient.address or say("alerts.nobody", language),
                    told.mail.subject if told.mail else "",
                )
                for told in tidings.mails
            ],
            language,
        )
    else:
        click.echo(say("alerts.tick.nothing", language))
    mails = len(tidings.mails)
    click.echo(
        say(
            "alerts.tick.summary",
            language,
            at=tidings.at.isoformat(timespec="seconds"),
            flips=tidings.flips,
            mails=mails,
            folded=len(tidings.told) - mails,
            cancelled=tidings.cancelled,
        )
    )
    if dry_run:
        click.echo(say("alerts.tick.dry", language))


def _show_list(rows: Iterable[Listed], language: Language) -> None:
    show_table(
        ("number", "when", "state", "kind", "recipient", "body", "subject"),
        [
            (
                "" if row.number is None else str(row.number),
                _clock(row.sent_at or row.planned_at),
                say(f"alerts.state.{row.state}", language),
                say(f"alerts.kind.{row.kind}", language),
                row.recipient or say("alerts.nobody", language),
                row.body,
                row.subject or "",
            )
            for row in rows
        ],
        language,
    )


def _clock(instant: datetime | None) -> str:
    return "" if instant is None else f"{instant:%Y-%m-%d %H:%M}Z"
