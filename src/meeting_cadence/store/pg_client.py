"""PostgreSQL's own programs for dumping and restoring, where they are installed."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from meeting_cadence.errors import MeetingCadenceError

_PLAIN: Final = ("--no-owner", "--no-privileges")
SET_ASIDE: Final = "before_restore_"
"""Schemas of this name hold what was there before a restore; they are in no backup."""


class ClientMissing(MeetingCadenceError):
    """The program `subject` of PostgreSQL's client is not installed."""

    code = "backup.client_missing"


class ClientFailed(MeetingCadenceError):
    """The program `subject` of PostgreSQL's client refused, for its own `reason`."""

    code = "backup.client_failed"


def dump(address: URL, snapshot: str, target: Path) -> None:
    """Dump the database as of an exported snapshot. Raises ClientMissing, ClientFailed."""
    _run(
        "pg_dump",
        address,
        "--format=custom",
        *_PLAIN,
        f"--snapshot={snapshot}",
        f"--exclude-schema={SET_ASIDE}*",
        f"--file={target}",
    )


def load(address: URL, source: Path) -> None:
    """Restore a dump into an empty schema, whole or not at all. Raises ClientMissing, ClientFailed."""
    _run("pg_restore", address, "--single-transaction", "--exit-on-error", *_PLAIN, source)


def find(program: str) -> str:
    """Where the program is. Raises ClientMissing."""
    found = shutil.which(program)
    if found is None:
        raise ClientMissing(program)
    return found


def _run(program: str, address: URL, *arguments: str | Path) -> None:
    plain = address.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    command = [find(program), "--no-password", f"--dbname={plain}", *map(str, arguments)]
    environment = {**os.environ, "LC_MESSAGES": "C"}
    if address.password is not None:
        environment["PGPASSWORD"] = str(address.password)
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise ClientFailed(program, reason=lines[0] if lines else str(done.returncode))
