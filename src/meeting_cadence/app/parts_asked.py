"""What stands behind the `?` of a call to the API: nothing that the route does not know, and nothing twice.

A filter that is written wrongly would otherwise be passed over in silence, and the answer be about more than was asked.
Badges and metrics stand outside: pages and scrapers put parts of their own into addresses.
"""

from collections.abc import Iterator
from typing import Any, Final, get_args, get_origin

from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request

UNKNOWN: Final = "unknown_parameter"
REPEATED: Final = "repeated_parameter"


def require_known_parts(request: Request) -> None:
    """A dependency of every route of the API. Raises RequestValidationError with all of them."""
    if not request.url.query or not request.url.path.startswith("/api/"):
        return
    known = dict(_parts(request.scope["route"].dependant))
    given = [name for name, _ in request.query_params.multi_items()]
    faults = [(name, _fault(name, known, given)) for name in dict.fromkeys(given)]
    told = [{"loc": ("query", name), "type": fault} for name, fault in faults if fault is not None]
    if told:
        raise RequestValidationError(told)


def _fault(name: str, known: dict[str, bool], given: list[str]) -> str | None:
    if name not in known:
        return UNKNOWN
    return REPEATED if given.count(name) > 1 and not known[name] else None


def _parts(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    """The names of a route's questions, with whether it takes a list."""
    for field in dependant.query_params:
        yield field.alias, _is_list(field.field_info.annotation)
    for needed in dependant.dependencies:
        yield from _parts(needed)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is list or any(_is_list(part) for part in get_args(annotation))
