"""Only clock.now() reads the present: ruff refuses every other way."""

import subprocess
import sys
from pathlib import Path

import pytest


def complaints(code: str, *, place: str, root: Path) -> str:
    """What ruff says of `code` as if it stood at `place`."""
    ruff = Path(sys.executable).with_name("ruff")
    finished = subprocess.run(
        [
            ruff,
            "check",
            "--no-cache",
            "--select=TID251",
            "--output-format=concise",
            f"--stdin-filename={place}",
            "-",
        ],
        input=code,
        cwd=root,
        capture_output=True,
        text=True,
    )
    return finished.stdout


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime\ndatetime.now()\n",
        "from datetime import UTC, datetime\ndatetime.now(UTC)\n",
        "import datetime as d\nd.datetime.utcnow()\n",
        "from datetime import datetime\ndatetime.today()\n",
        "from datetime import date\ndate.today()\n",
        "import time\ntime.time()\n",
        "from time import time_ns\ntime_ns()\n",
        "import time\ntime.localtime()\n",
        "import time\ntime.gmtime()\n",
    ],
)
def test_reading_the_clock_is_refused(code: str, root: Path) -> None:
    assert "TID251" in complaints(code, place="src/meeting_cadence/feeds/planted.py", root=root)


def test_the_clock_itself_may_read_the_present(root: Path) -> None:
    code = "from datetime import UTC, datetime\ndatetime.now(UTC)\n"

    assert complaints(code, place="src/meeting_cadence/clock.py", root=root) == "All checks passed!\n"


def test_durations_may_be_measured(root: Path) -> None:
    code = "import time\ntime.monotonic()\n"

    assert complaints(code, place="src/meeting_cadence/jobs/planted.py", root=root) == "All checks passed!\n"


def test_nobody_lifts_the_ban(package: Path) -> None:
    lifted = [path for path in package.rglob("*.py") if "noqa: TID251" in path.read_text(encoding="utf-8")]

    assert lifted == []
