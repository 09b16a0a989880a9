"""From the settings to what delivery works with."""

import os
import secrets
import socket
from collections.abc import Callable
from datetime import datetime

from meeting_cadence.alerts.channels.channel import Channel
from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.courier import Courier
from meeting_cadence.alerts.invitations.look import Sender, invite
from meeting_cadence.alerts.slips import SlipStyle
from meeting_cadence.bodies.address import WEBHOOK
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store


def mail_of(settings: Settings) -> EmailChannel | None:
    """The mail server; None where none is set up. Raises MailServerInvalid."""
    if settings.smtp_url is None:
        return None
    server = MailServer.parse(settings.smtp_url.get_secret_value())
    return EmailChannel(server, sender=settings.sender, timeout=settings.mail_timeout_seconds)


def channels_of(settings: Settings, secret: bytes) -> dict[str, Channel]:
    """The channels that are set up, by name. Raises MailServerInvalid, ChatInvalid, ChatExtraMissing.

    `secret`: the installation's; webhooks are signed by keys derived from it.
    """
    found: dict[str, Channel] = {}
    mail = mail_of(settings)
    if mail is not None:
        found[EMAIL] = mail
    if settings.webhook_hosts:
        from meeting_cadence.access.hosts import Hosts
        from meeting_cadence.alerts.channels.webhook import WebhookChannel

        hosts = Hosts.of(settings.webhook_hosts)
        found[WEBHOOK] = WebhookChannel(hosts, secret=secret, timeout=settings.mail_timeout_seconds)
    if settings.chats:
        from meeting_cadence.alerts.channels.chat import Chat, ChatChannel

        for name, address in settings.chats.items():
            chat = Chat.parse(name, address.get_secret_value())
            found[name] = ChatChannel(chat, timeout=settings.mail_timeout_seconds)
    return found


def channel_names(settings: Settings) -> tuple[str, ...]:
    """What contacts can be reached over here; e-mail always, for it can be set up later."""
    return (EMAIL, *((WEBHOOK,) if settings.webhook_hosts else ()), *sorted(settings.chats))


def courier_of(settings: Settings, store: Store, *, tables: Tables, clock: Callable[[], datetime]) -> Courier:
    """The courier of this process; each has a name of its own, so that leases know whose they are."""
    return Courier(
        store=store,
        channels=channels_of(settings, store.secret),
        tables=tables,
        base_url=settings.public_url,
        host=settings.uid_host,
        worker=f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}",
        clock=clock,
        per_hour=settings.mails_per_hour,
        slips=SlipStyle(settings.slip_prefix, settings.slip_colours),
    )


def inviting_of(settings: Settings, store: Store) -> Callable[[datetime], int]:
    """Writing invitations, as it is done after every tick."""
    sender = Sender(settings.public_url, settings.uid_host, settings.sender)
    return lambda at: invite(store, sender, at=at)
