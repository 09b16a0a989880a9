"""What can be wrong with the database itself, each as one clear sentence; nothing is lost by any of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Error as SqliteError

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from meeting_cadence.errors import MeetingCadenceError


class StoreFault(MeetingCadenceError):
    """The database cannot be used as asked. Nothing was changed."""

    code = "store.unusable"
    http_status = 503


class StoreLocked(StoreFault):
    """Another process held the database longer than we waited."""

    code = "store.locked"


class StoreFolderMissing(StoreFault):
    """The folder of the SQLite file does not exist."""

    code = "store.folder_missing"


class StoreUnwritable(StoreFault):
    """The database or its folder may not be written."""

    code = "store.unwritable"


class StoreCorrupt(StoreFault):
    """The file is not a database, or a damaged one."""

    code = "store.corrupt"


class StoreFull(StoreFault):
    """No space is left for the database."""

    code = "store.full"
    http_status = 507


class StoreUnreachable(StoreFault):
    """The database server does not answer or refuses us."""

    code = "store.unreachable"


class StoreInDoubt(StoreFault):
    """The database server went away while a transaction was being committed: it may be saved, or not at all."""

    code = "store.in_doubt"


class StoreNewer(StoreFault):
    """The database was written by a newer release (`found`); this one knows `known`."""

    code = "store.newer"


class StoreNotPrepared(StoreFault):
    """The database has no tables yet, or those of an older release: it needs migrating."""

    code = "store.not_prepared"


class StoreUrlInvalid(StoreFault):
    """The address is not one of a SQLite file or a PostgreSQL database."""

    code = "store.url_invalid"
    exit_status = 2


_BY_SQLITE_NAME: dict[str, type[StoreFault]] = {
    "SQLITE_BUSY": StoreLocked,
    "SQLITE_LOCKED": StoreLocked,
    "SQLITE_READONLY": StoreUnwritable,
    "SQLITE_PERM": StoreUnwritable,
    "SQLITE_CANTOPEN": StoreUnwritable,
    "SQLITE_CORRUPT": StoreCorrupt,
    "SQLITE_NOTADB": StoreCorrupt,
    "SQLITE_FULL": StoreFull,
    "SQLITE_IOERR": StoreUnwritable,
}

_BY_SQLSTATE: dict[str, type[StoreFault]] = {
    "55P03": StoreLocked,
    "57014": StoreLocked,
    "40P01": StoreLocked,
    "25006": StoreUnwritable,
    "42501": StoreUnwritable,
    "53100": StoreFull,
    "42P01": StoreNotPrepared,
}


def fault_of(error: DBAPIError, place: str) -> StoreFault | None:
    """The fault behind a driver's error; None where it is no fault of the database but of ours."""
    original = error.orig
    if isinstance(original, SqliteError):
        return _sqlite_fault(original, place)
    state = getattr(original, "sqlstate", None)
    if state in _BY_SQLSTATE:
        return _BY_SQLSTATE[state](place)
    if isinstance(error, (OperationalError, InterfaceError)):
        return StoreUnreachable(place)
    return None


def _sqlite_fault(original: SqliteError, place: str) -> StoreFault | None:
    name: str = getattr(original, "sqlite_errorname", None) or ""
    for prefix, fault in _BY_SQLITE_NAME.items():
        if name == prefix or name.startswith(f"{prefix}_"):
            return fault(place)
    return StoreNotPrepared(place) if "no such table" in str(original) else None


@contextmanager
def clear_faults(place: str) -> Iterator[None]:
    """Inside, a driver's error about the database itself is told as one of our family."""
    try:
        yield
    except (DBAPIError, SqliteError) as error:
        fault = _sqlite_fault(error, place) if isinstance(error, SqliteError) else fault_of(error, place)
        if fault is None:
            raise
        raise fault from error


@contextmanager
def tell_doubt(place: str) -> Iterator[None]:
    """Inside, which is a commit, a lost connection leaves open whether it was saved: StoreInDoubt says so."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(fault_of(error, place), StoreUnreachable):
            raise StoreInDoubt(place) from error
        raise
