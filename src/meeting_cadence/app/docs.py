"""The API's documentation as a page that needs no other host: Swagger UI from the files of fastapi-offline."""

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.app.headers import DOCS_PATH

router = APIRouter(include_in_schema=False)
FILES = Path(fastapi_offline.__file__).parent / "static"
OPENAPI_PATH = "/api/openapi.json"

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>API · Meeting Cadence</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/docs-files/swagger-ui.css"></head>
<body><div id="docs"></div>
<script src="/docs-files/swagger-ui-bundle.js"></script><script src="/static/docs.js" type="module"></script>
</body></html>"""


@router.get(DOCS_PATH)
@allow(SIGNED_IN)
def docs() -> HTMLResponse:
    """Swagger UI."""
    return HTMLResponse(_PAGE)


@router.get(OPENAPI_PATH)
@allow(SIGNED_IN)
def openapi(request: Request) -> JSONResponse:
    """The description of the API."""
    return JSONResponse(request.app.openapi())
