"""Working-day notices that an administrator put here over the API: texts as in `config/workdays`, by name."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlmodel import Session

from meeting_cadence.regulations.workday_notices import NoticeFolder
from meeting_cadence.store.audit import note
from meeting_cadence.store.engine import Store
from meeting_cadence.store.notices import take_in_notices
from meeting_cadence.store.setting import put_setting, setting

_NAME: Final = "workdays.kept"


def kept_notices(session: Session) -> dict[str, str]:
    """The texts by name (`CN-2027`)."""
    texts: dict[str, str] = json.loads(setting(session, _NAME) or "{}")
    return texts


def with_notice(kept: Mapping[str, str], name: str, text: str | None) -> dict[str, str]:
    """The texts with another one under a name, or with none (None)."""
    others = {one: words for one, words in kept.items() if one != name}
    return others | ({name: text} if text is not None else {})


def put_notices(
    session: Session, texts: Mapping[str, str], name: str, *, at: datetime, by: str, reason: str | None
) -> None:
    """Keep these texts, of which the one of this name is another; the trail says so."""
    put_setting(session, _NAME, json.dumps(dict(texts), ensure_ascii=False, sort_keys=True))
    action = "workdays.put" if name in texts else "workdays.dropped"
    note(session, action, at=at, actor=by, subject=name, notice=texts.get(name), reason=reason)


def let_notices_in(store: Store, tables: NoticeFolder, *, at: datetime) -> bool:
    """Let what is kept count in this process, and judge everything again where that is new; answers whether.

    Raises NoticesRefused where a file of the folder contradicts it; what counted before then goes on counting.
    """
    take_in_notices(
        store, tables.digest, at=at, tables=tables
    )  # What counted until now, if nobody looked yet.
    with store.reading() as session:
        kept = kept_notices(session)
    tables.take(kept)
    return take_in_notices(store, tables.digest, at=at, tables=tables)


def notices_of(store: Store, tables: NoticeFolder) -> NoticeFolder:
    """The folder's notices with those that are kept, for a process that starts. Raises NoticesRefused."""
    with store.reading() as session:
        tables.take(kept_notices(session))
    return tables
