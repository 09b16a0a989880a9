"""Which settings changed since the service was last started: a line of the audit trail, with masked values.

What was in force is kept beside it as text; of a setting that may hold a password only a seal made with the
installation's key, so that a change is noticed and the value is not known.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pydantic import SecretStr

from meeting_cadence.settings import Settings
from meeting_cadence.settings.load import CREDENTIALS
from meeting_cadence.store.audit import note
from meeting_cadence.store.engine import Store
from meeting_cadence.store.setting import put_setting, setting

_KEPT: Final = "service.settings"
_MASK: Final = "***"


def note_settings(store: Store, settings: Settings, *, at: datetime) -> tuple[str, ...]:
    """Put what differs from the last start (at the first one: from the defaults) on the trail; answers the names.

    The first start keeps what is in force and names what is not a default. A name that this release brought
    counts from its default. Several processes that start together leave one line.
    """
    now = {name: _seal(store.secret, name, getattr(settings, name)) for name in Settings.model_fields}
    with store.reading() as session:
        if json.loads(setting(session, _KEPT) or "{}") == now:
            return ()
    with store.session() as session:
        defaults = {
            name: _seal(store.secret, name, field.get_default())
            for name, field in Settings.model_fields.items()
        }
        kept = setting(session, _KEPT)
        before = {**defaults, **json.loads(kept or "{}")}
        changed = tuple(name for name, value in now.items() if before[name] != value)
        put_setting(session, _KEPT, json.dumps(now, ensure_ascii=False))
        if changed:
            told = {name: {"from": _shown(before, name), "to": _shown(now, name)} for name in changed}
            action = "service.settings_changed" if kept else "service.settings_first"
            note(session, action, at=at, actor=None, subject=", ".join(changed)[:200], settings=told)
    return changed


def _seal(secret: bytes, name: str, value: object) -> str | None:
    """A setting as it is kept; None: it is not set."""
    if value is None:
        return None
    told = _plain(value)
    if name not in CREDENTIALS:
        return told
    return hmac.new(secret, f"setting {name} {told}".encode(), hashlib.sha256).hexdigest()


def _plain(value: object) -> str:
    """A value as one text, with what is secret of it."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={_plain(one)}" for key, one in sorted(value.items()))
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_plain, value))
    return str(value)


def _shown(values: Mapping[str, str | None], name: str) -> str | None:
    value = values[name]
    return _MASK if name in CREDENTIALS and value is not None else value
