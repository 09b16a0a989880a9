"""Channels, as people call them."""

from meeting_cadence.words.say import Language, say


def channel_name(channel: str, language: Language) -> str:
    """E-mail and webhook by their words; a chat by the name under which it is set up."""
    if channel in ("email", "webhook"):
        return say(f"alerts.channel.{channel}", language)
    return say("alerts.channel.chat", language, name=channel)
