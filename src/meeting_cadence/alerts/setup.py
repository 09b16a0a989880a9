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
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store


def channels_of(settings: Settings) -> dict[str, Channel]:
    """The channels that are set up; without a mail server none. Raises MailServerInvalid."""
    if settings.smtp_url is None:
        return {}
    server = MailServer.parse(settings.smtp_url.get_secret_value())
    return {EMAIL: EmailChannel(server, sender=settings.sender, timeout=settings.mail_timeout_seconds)}


def courier_of(settings: Settings, store: Store, *, tables: Tables, clock: Callable[[], datetime]) -> Courier:
    """The courier of this process; each has a name of its own, so that leases know whose they are."""
    return Courier(
        store=store,
        channels=channels_of(settings),
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
