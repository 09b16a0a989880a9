"""Small values that the service keeps for itself."""

from sqlmodel import Session

from meeting_cadence.store.tables.record import Setting


def setting(session: Session, name: str) -> str | None:
    """The value under a name; None when there is none."""
    row = session.get(Setting, name)
    return row.value if row else None


def put_setting(session: Session, name: str, value: str) -> None:
    """Keep a value under a name."""
    session.merge(Setting(name=name, value=value))
    session.flush()
