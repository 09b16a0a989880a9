"""Notices as signed JSON, written to an address of the web that a contact names."""

from meeting_cadence.alerts.channels.webhook.channel import WebhookChannel
from meeting_cadence.alerts.channels.webhook.signature import key_for, signed

__all__ = ["WebhookChannel", "key_for", "signed"]
