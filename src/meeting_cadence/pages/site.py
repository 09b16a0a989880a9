"""What all pages share: the store, the clock, the tables of working days, and what other rooms do for them.

Pages know neither feeds nor alerts; `app` hands over their verbs as plain callables.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from jinja2 import Environment

from meeting_cadence.actions.alert_port import AlertPort
from meeting_cadence.actions.feed_port import FeedPort
from meeting_cadence.actions.import_port import ImportPort
from meeting_cadence.actions.sign_in import Rules
from meeting_cadence.actions.table_port import TablePort
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.pages.render import environment
from meeting_cadence.store.engine import Store
from meeting_cadence.words.say import Language


@dataclass(frozen=True)
class Site:
    """Everything a page may use besides its request."""

    store: Store
    clock: Callable[[], datetime]
    tables: Tables
    feeds: FeedPort
    imports: ImportPort
    lists: TablePort
    alerts: AlertPort
    public_url: str
    language: Language
    zone: ZoneInfo
    mail_configured: bool
    rules: Rules
    has_provider: bool = False
    """An OpenID provider is set up: the page to sign in offers it."""
    embed_hosts: tuple[str, ...] = ()
    """The origins that may show embedded pages in a frame."""
    templates: Environment = field(default_factory=environment)

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """`__Host-` needs Secure; on an http intranet the name is plain and a page says so."""
        return "__Host-session" if self.is_https else "session"
