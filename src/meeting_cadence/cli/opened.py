"""The store that the settings name, opened for a verb of the command line."""

from datetime import datetime
from functools import cached_property, partial
from types import TracebackType
from typing import Self

from meeting_cadence import clock
from meeting_cadence.regulations.workday_notices import NoticeFolder
from meeting_cadence.settings import Settings
from meeting_cadence.settings.secret_key import secret_key_of
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.kept_notices import notices_of


class Opened:
    """Settings, store and working-day tables at one instant. A new database is prepared, an older one refused."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at or clock.now()
        self.settings = Settings.load()
        self.store: Store = open_store(
            self.settings.database_url, secret=partial(secret_key_of, self.settings)
        )
        self.store.prepare()

    @cached_property
    def tables(self) -> NoticeFolder:
        return notices_of(self.store, NoticeFolder(self.settings.workdays_folder))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.close()
