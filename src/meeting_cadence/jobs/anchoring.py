"""Once a day the head of the audit trail leaves this database: as a line in a folder elsewhere, as a mail, or both."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Final, NamedTuple

from meeting_cadence.access.audit_anchors import Anchor, read_anchors
from meeting_cadence.access.audit_chain import instant_text
from meeting_cadence.alerts.channels.channel import Channel, Message
from meeting_cadence.alerts.setup import mail_of
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.settings import Settings
from meeting_cadence.store.audit_check import anchor_of
from meeting_cadence.store.engine import Store
from meeting_cadence.store.setting import put_setting, setting
from meeting_cadence.words.say import say

FILE: Final = "audit-anchors.txt"
_MAILED: Final = "audit.anchor_mailed"


class AnchorUnwritable(MeetingCadenceError):
    """The file of anchors cannot be read or written. Subject: its path; `reason`: what the system says."""

    code: ClassVar[str] = "anchor_unwritable"
    http_status: ClassVar[int] = 500


class Anchoring(NamedTuple):
    """Where anchors go. Neither folder nor address: nowhere."""

    store: Store
    folder: Path | None
    address: str | None
    host: str
    channel: Channel | None

    def daily(self, at: datetime) -> Anchor | None:
        """Write down today's anchor wherever that has not been done today; answers it when something was done.

        The day is that of UTC. Raises StoreFault, AnchorUnwritable, AnchorUnreadable, ChannelError.
        """
        if self.folder is None and (self.address is None or self.channel is None):
            return None
        with self.store.reading() as session:
            anchor = anchor_of(session, instant_text(at)[:10])
            mailed = setting(session, _MAILED)
        if anchor is None:
            return None
        done = self.folder is not None and append_once_a_day(self.folder / FILE, anchor)
        if self.address is not None and self.channel is not None and mailed != anchor.day:
            self._mail(self.channel, self.address, anchor, at)
            done = True
        return anchor if done else None

    def _mail(self, channel: Channel, address: str, anchor: Anchor, at: datetime) -> None:
        subject, text = (
            say(f"audit.anchor.{part}", "zh", anchor=str(anchor)) for part in ("subject", "mail")
        )
        english = say("audit.anchor.mail", "en", anchor=str(anchor))
        plain = f"{text}\n\n{english}\n"
        html = "<p>" + "</p><p>".join((text, english)) + "</p>"
        name = f"audit-{anchor.day}-{anchor.seq}@{self.host}"
        try:
            channel.send(Message(name, address, f"{subject} {anchor.day}", plain, html, at))
        finally:
            channel.close()
        with self.store.sharing() as session:
            put_setting(session, _MAILED, anchor.day)


def anchoring_of(settings: Settings, store: Store) -> Callable[[datetime], Anchor | None]:
    """The daily duty as the settings want it."""
    wants_mail = settings.audit_anchor_mail is not None
    channel = mail_of(settings) if wants_mail else None
    return Anchoring(
        store, settings.audit_anchor_folder, settings.audit_anchor_mail, settings.uid_host, channel
    ).daily


def append_once_a_day(file: Path, anchor: Anchor) -> bool:
    """Append the anchor unless the file's last one is of that day or later; answers whether it did."""
    try:
        known = read_anchors(file.read_text("utf-8"), name=str(file)) if file.exists() else []
    except (OSError, UnicodeDecodeError) as failure:
        raise AnchorUnwritable(str(file), reason=str(failure)) from failure
    if known and known[-1].day >= anchor.day:
        return False
    append_anchor(file, anchor)
    return True


def append_anchor(file: Path, anchor: Anchor) -> None:
    """Append one line and have it on the disk. Raises AnchorUnwritable."""
    try:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(f"{anchor}\n")
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as failure:
        raise AnchorUnwritable(str(file), reason=failure.strerror or str(failure)) from failure
