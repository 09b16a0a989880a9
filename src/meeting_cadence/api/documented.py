"""What every route of the API may answer when it does not do as asked, for its description."""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    """One sentence in both languages."""

    zh: str
    en: str


class Trouble(BaseModel):
    """`code` is for programs. `problems` lists everything that is wrong with an entry, `fields` with a request."""

    model_config = ConfigDict(extra="allow")

    code: str
    message: Message
    problems: list[dict[str, Any]] | None = None
    fields: list[dict[str, Any]] | None = None


class ErrorAnswer(BaseModel):
    """The body of every answer that is an error."""

    error: Trouble


_MEANINGS: Final = {
    400: "The request cannot be read.",
    401: "Nobody is signed in, or the token is of no use.",
    403: "The role may not do this, or the request came from a foreign page.",
    404: "There is no such thing, or none that you may see.",
    409: "It contradicts what is on record; nothing was changed.",
    412: "It has changed since it was read; nothing was changed.",
    413: "It is too large.",
    422: "The request is refused, with everything that is wrong with it; nothing was changed.",
    503: "The database cannot be used for now; try again after `retry-after` seconds.",
    507: "The disk is full; nothing was changed.",
}
RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": ErrorAnswer, "description": meaning} for status, meaning in _MEANINGS.items()
}
CSV_TOO: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "As asked for by `format`.", "content": {"text/csv": {"schema": {"type": "string"}}}}
}
"""Of a route that answers JSON or CSV."""
CREATED_TOO: Final[dict[int | str, dict[str, Any]]] = {201: {"description": "As 200, of something new."}}
"""Of a route that changes what there is or makes something new."""
