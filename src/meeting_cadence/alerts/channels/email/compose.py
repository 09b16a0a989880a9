"""From a message to the bytes of a mail. Nothing that a person typed can become a header."""

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from meeting_cadence.alerts.channels.channel import ChannelError, Message
from meeting_cadence.alerts.clean import one_line
from meeting_cadence.words.say import say_both


def compose(message: Message, *, sender: str) -> EmailMessage:
    """Text and HTML, in base64 so that any server takes it. Raises ChannelError for a bad address."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(sender, " ".join(say_both("alerts.sender")))
    mail["To"] = _address(message.recipient, one_line(message.name or "", 100))
    mail["Subject"] = one_line(message.subject)
    mail["Date"] = format_datetime(message.date)
    mail["Message-ID"] = f"<{message.message_id}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(_storable(message.text), charset="utf-8", cte="base64")
    mail.add_alternative(_storable(message.html), subtype="html", charset="utf-8", cte="base64")
    return mail


def envelope(address: str) -> str:
    """The address as servers without SMTPUTF8 take it: a domain in Chinese is written in its ASCII form."""
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise ChannelError(address, detail="domain", permanent=True) from error


def _address(address: str, name: str) -> Address:
    plain = envelope(address)
    local, _, domain = plain.rpartition("@")
    try:
        if not local.isascii() and local.isalnum():
            return Address(display_name=name, username=local, domain=domain)
        return Address(display_name=name, addr_spec=plain)
    except (ValueError, IndexError, MessageError) as error:
        raise ChannelError(address, detail="address", permanent=True) from error


def _storable(text: str) -> str:
    """Without lone surrogates, which no encoding can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
