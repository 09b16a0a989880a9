"""Group chats through their robots: WeCom, DingTalk, Feishu, Slack, Teams, on public hosts or private ones."""

from meeting_cadence.alerts.channels.chat.channel import ChatChannel
from meeting_cadence.alerts.channels.chat.services import Chat, ChatExtraMissing, ChatInvalid

__all__ = ["Chat", "ChatChannel", "ChatExtraMissing", "ChatInvalid"]
