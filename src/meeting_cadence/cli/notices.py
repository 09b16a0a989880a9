"""The folder of working-day notices that a command is given with `--workdays`."""

from pathlib import Path

from meeting_cadence.cli.files import CannotRead
from meeting_cadence.dates.holiday_table import tables_with
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.errors import Phrase
from meeting_cadence.regulations.workday_notices import tables_from


def tables_of(folder: Path | None) -> Tables:
    """Working-day tables with the notices of a folder; None: without any.

    Raises CannotRead when there is no such folder, for a misspelt one would move due days without a word, and
    NoticesRefused with every problem of every notice.
    """
    if folder is None:
        return tables_with({})
    if not folder.is_dir():
        raise CannotRead(str(folder), reason=Phrase("cli.no_folder"))
    return tables_from(folder)
