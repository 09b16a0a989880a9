"""The one place where the present enters. Everything else takes `at` as an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware, in UTC. Read it once per request, command or tick, and pass it on."""
    return datetime.now(UTC)
