"""E-mail by SMTP, with nothing but the standard library."""

from meeting_cadence.alerts.channels.email.channel import EmailChannel
from meeting_cadence.alerts.channels.email.server import MailServer

__all__ = ["EmailChannel", "MailServer"]
