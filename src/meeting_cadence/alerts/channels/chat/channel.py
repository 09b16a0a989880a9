"""Writing to one group chat: a short text, with a link for each matter."""

import ssl

from meeting_cadence.alerts.channels.channel import LineError, Message, Told
from meeting_cadence.alerts.channels.chat.services import SERVICES, Chat, plugin_of
from meeting_cadence.alerts.channels.chat.wire import Exchange, writing
from meeting_cadence.alerts.channels.post import Terms
from meeting_cadence.words.say import say_both


class ChatChannel:
    """One robot of one group."""

    def __init__(self, chat: Chat, *, timeout: float = 20, context: ssl.SSLContext | None = None) -> None:
        """Raises ChatExtraMissing, ChatInvalid."""
        self.chat = chat
        self.timeout = timeout
        self._context = context
        self._plugin = plugin_of(chat)

    def send(self, message: Message) -> None:
        """Put one text into the group. Raises ChannelError."""
        terms = Terms(self.timeout, message.date, context=self._context)
        text = chat_text(message, SERVICES[self.chat.service].most)
        with writing(Exchange(self.chat, terms)):
            sent = self._plugin.send(body=text)
        if not sent:
            raise LineError(self.chat.name, detail="apprise", permanent=True)

    def line(self, message: Message) -> str:
        """The robot."""
        return self.chat.name

    def close(self) -> None:
        """There is no connection to give back."""


def chat_text(message: Message, most: int) -> str:
    """Subject, then each matter in both languages with its link; what exceeds `most` bytes is counted, not cut."""
    if not message.told:
        return _fitting(f"{message.subject}\n{message.text}", most)
    parts, left = [message.subject], len(message.told)
    for told in message.told:
        more = "\n".join(say_both("alerts.chat.more", count=left))
        if _size([*parts, _matter(told), more]) > most:
            return "\n\n".join([*parts, more])
        parts.append(_matter(told))
        left -= 1
    return "\n\n".join(parts)


def _matter(told: Told) -> str:
    return f"{told.lead.zh}\n{told.lead.en}\n{told.answer}"


def _size(parts: list[str]) -> int:
    return len("\n\n".join(parts).encode("utf-8", "replace"))


def _fitting(text: str, most: int) -> str:
    kept = text.encode("utf-8", "replace")
    return text if len(kept) <= most else kept[: most - 3].decode("utf-8", "ignore") + "…"
