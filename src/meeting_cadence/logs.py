"""The log of the running service: structured, for people or for programs, and never with a secret in it.

Call `set_up_logging` once, at the start of a process; modules then log by `structlog.get_logger()`. What
other libraries log by the standard library takes the same way, so that it is redacted too.
"""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, Final, Literal

import structlog
from structlog.typing import Processor

SECRET_NAMES: Final = ("password", "passwd", "secret", "token", "authorization", "cookie", "api_key")
"""A value is struck out when its name contains one of these."""
STRUCK_OUT: Final = "***"
_CREDENTIALS_IN_ADDRESS: Final = re.compile(r"(?<=://)[^/\s@]+(?=@)")
_TOKEN_IN_PATH: Final = re.compile(r"(?<=/)[A-Za-z0-9_-]{32,}")
_TOKEN_IN_QUERY: Final = re.compile(r"(?i)((?:token|key|signature|password|secret)=)[^&\s\"']+")


def set_up_logging(*, level: str, form: Literal["console", "json"]) -> None:
    """Log to standard error, from `level` on, one line an event."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_common(),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                strike_out,
                _renderer(form),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_common(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def strike_out(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: credentials and tokens leave the event, named or in an address."""
    return {name: STRUCK_OUT if _is_secret(name) else _without_secrets(event[name]) for name in event}


def _is_secret(name: str) -> bool:
    return any(part in name.lower() for part in SECRET_NAMES)


def _without_secrets(value: Any) -> Any:
    if isinstance(value, str):
        value = _CREDENTIALS_IN_ADDRESS.sub(STRUCK_OUT, value)
        value = _TOKEN_IN_QUERY.sub(rf"\1{STRUCK_OUT}", value)
        return _TOKEN_IN_PATH.sub(STRUCK_OUT, value)
    if isinstance(value, Mapping):
        return strike_out(None, "", dict(value))
    if isinstance(value, (list, tuple)):
        return [_without_secrets(part) for part in value]
    return value


def _common() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _renderer(form: Literal["console", "json"]) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    return structlog.dev.ConsoleRenderer(colors=False)
