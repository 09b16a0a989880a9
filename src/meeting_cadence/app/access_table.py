"""The one authorisation table: every method and path, and who may use it, read off the routes themselves."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from meeting_cadence.access.permits import EVERYONE, Permit, permit_of

FILES = frozenset({"/static", "/docs-files"})
"""Mounted folders of files that hold nothing of anybody."""


class Right(NamedTuple):
    """One row. `permit` None: the route forgot to say, and nobody gets in."""

    method: str
    path: str
    permit: Permit | None


def access_table(web: FastAPI) -> list[Right]:
    """By path, then method."""
    return sorted(_rights(web), key=lambda right: (right.path, right.method))


def _rights(web: FastAPI) -> Iterator[Right]:
    yield from _of(web.routes)


def _of(routes: Iterable[BaseRoute]) -> Iterator[Right]:
    for route in routes:
        included = getattr(route, "original_router", None)
        if isinstance(included, APIRouter):
            yield from _of(included.routes)
        elif isinstance(route, APIRoute):
            for method in sorted(route.methods or ()):
                yield Right(method, route.path, permit_of(route.endpoint))
        elif isinstance(route, Mount):
            yield Right("GET", route.path, EVERYONE if route.path in FILES else None)
        else:
            yield Right("*", getattr(route, "path", str(route)), None)
