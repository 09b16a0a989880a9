"""Settings that changed since the last start stand on the audit trail: by name, masked where they may hold a secret."""

import json
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr
from sqlalchemy import text

from meeting_cadence.settings import Settings
from meeting_cadence.settings.load import CREDENTIALS
from meeting_cadence.store.audit import all_lines
from meeting_cadence.store.engine import Store
from meeting_cadence.store.settings_trail import note_settings

AT = datetime(2024, 3, 5, 4, tzinfo=UTC)
MAIL = SecretStr("smtps://office:hidden-one@mail.example.org")
OTHER = SecretStr("smtps://office:hidden-two@mail.example.org")


def lines(store: Store) -> list[tuple[str, str | None, Any]]:
    """Action, subject and settings of each line."""
    with store.reading() as session:
        found = [one for one in all_lines(session) if one.action.startswith("service.")]
    return [(one.action, one.subject, json.loads(one.content)["settings"]) for one in found]


def start(store: Store, **given: Any) -> tuple[str, ...]:
    return note_settings(store, Settings(**given), at=AT)


def test_the_first_start_names_what_is_no_default(store: Store) -> None:
    assert start(store, port=8080, trusted_proxies=("10.0.0.5",)) == ("port", "trusted_proxies")
    assert lines(store) == [
        (
            "service.settings_first",
            "port, trusted_proxies",
            {
                "port": {"from": "8000", "to": "8080"},
                "trusted_proxies": {"from": "", "to": "10.0.0.5/32"},
            },
        )
    ]


def test_a_start_with_the_same_settings_leaves_nothing(store: Store) -> None:
    start(store, port=8080)
    assert start(store, port=8080) == ()
    assert len(lines(store)) == 1


def test_a_change_is_one_line_with_before_and_after(store: Store) -> None:
    start(store, port=8080, access_profile="cn-level2")
    assert start(store, access_profile="cn-level3", port=8080, tick_seconds=30) == (
        "access_profile",
        "tick_seconds",
    )
    assert lines(store)[-1] == (
        "service.settings_changed",
        "access_profile, tick_seconds",
        {
            "access_profile": {"from": "cn-level2", "to": "cn-level3"},
            "tick_seconds": {"from": "60", "to": "30"},
        },
    )


def test_secrets_are_noticed_and_never_written(store: Store) -> None:
    assert start(store, smtp_url=MAIL) == ("smtp_url",)
    assert start(store, smtp_url=MAIL) == ()
    assert start(store, smtp_url=OTHER) == ("smtp_url",)
    assert start(store) == ("smtp_url",)
    told = [settings["smtp_url"] for _, _, settings in lines(store)]
    assert told == [{"from": None, "to": "***"}, {"from": "***", "to": "***"}, {"from": "***", "to": None}]
    with store.reading() as session:
        kept = session.connection().execute(text("SELECT value FROM setting")).all()
        trail = session.connection().execute(text("SELECT content FROM audit")).all()
    assert "hidden" not in str(kept) + str(trail)
    assert "office" not in str(kept) + str(trail)


def test_every_secret_of_the_settings_is_masked() -> None:
    secret = {name for name, field in Settings.model_fields.items() if "Secret" in str(field.annotation)}
    assert secret <= CREDENTIALS


def test_a_name_that_a_release_brings_counts_from_its_default(store: Store) -> None:
    start(store, port=8080)
    with store.session() as session:
        query = text("SELECT value FROM setting WHERE name = 'service.settings'")
        kept = json.loads(session.connection().execute(query).scalar_one())
        del kept["tick_seconds"], kept["drain_seconds"]
        session.connection().execute(
            text("UPDATE setting SET value = :value WHERE name = 'service.settings'"),
            {"value": json.dumps(kept)},
        )
    assert start(store, port=8080, tick_seconds=30) == ("tick_seconds",)
