"""Working-day notices that an administrator put here: texts as in `config/workdays`, by name."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlmodel import Session

from meeting_cadence.actions.edit_packs import require_seen
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.regulations.workday_notices import NoticeFolder, read_notices, tables_from
from meeting_cadence.store.audit import note
from meeting_cadence.store.engine import Store
from meeting_cadence.store.notices import take_in_notices
from meeting_cadence.store.projection import all_streams, reproject
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.setting import put_setting, setting

MOST_STREAMS: Final = 5000
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


def keep_notice(
    store: Store,
    tables: Tables,
    name: str,
    text: str | None,
    *,
    seen: str | None,
    at: datetime,
    by: str,
    reason: str | None,
) -> bool:
    """Check a notice (None: no longer) beside all others, keep it, judge by it; answers whether it is new.

    Raises NoticesRefused, PartExists, PartChanged.
    """
    folder = tables if isinstance(tables, NoticeFolder) else None
    with store.session() as session:
        kept = kept_notices(session)
        if kept.get(name) != text:
            require_seen(name, state_of(kept[name]) if name in kept else None, seen)
            after = with_notice(kept, name, text)
            read_notices(folder.folder if folder else None, after)
            put_notices(session, after, name, at=at, by=by, reason=reason)
    if folder is not None:
        let_notices_in(store, folder, at=at)
    return name not in kept


def changed_by(session: Session, tables: Tables, name: str, text: str | None, *, at: datetime) -> int | None:
    """How many windows would get another due day; None where there are too many to judge for a preview.

    Whoever asks rolls the transaction back. Raises NoticesRefused.
    """
    folder = tables.folder if isinstance(tables, NoticeFolder) else None
    new = tables_from(folder, with_notice(kept_notices(session), name, text))
    world = load_world(session)
    if sum(map(len, world.duties.values())) > MOST_STREAMS:
        return None
    flips = reproject(session, world, all_streams(world), at=at, tables=new)
    return sum(flip.old_due != flip.new_due for flip in flips)


def notice_name(country: str, year: int) -> str:
    """Under which name the notice of a year is kept."""
    return f"{country}-{year}"


def state_of(text: str) -> str:
    """Its ETag, with the quotes."""
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
