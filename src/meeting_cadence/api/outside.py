"""Figures for other programs: a badge for a page of the intranet, Prometheus metrics. Both want a person or token."""

from collections import Counter
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.api.call import Caller
from meeting_cadence.api.figures import Under
from meeting_cadence.api.subjects import BodyId
from meeting_cadence.store.reading import Reading
from meeting_cadence.store.scope_counts import counts_under, roots_of
from meeting_cadence.words.say import Language, say

router = APIRouter(prefix="/api/v1", tags=["figures"])
_METRICS: Final = "text/plain; version=0.0.4; charset=utf-8"
_WIDTH: Final = 13
"""Units of a Chinese character in the badge's type; other letters take about half."""


@router.get("/badge/{body}", response_class=Response)
@allow(SIGNED_IN)
def badge(call: Caller, body: BodyId, language: Annotated[Language, Query()] = "zh") -> Response:
    """A small SVG picture: how many obligations of the body and all below it are overdue."""
    with call.reading() as reading:
        name = reading.body(body).name.in_language(language)
        overdue = _standings(reading, body)["overdue"]
    told = say("pages.badge.overdue" if overdue else "pages.badge.well", language, count=overdue)
    picture = _drawn(name, told, "#b3261e" if overdue else "#1d6b3f")
    return Response(picture, media_type="image/svg+xml", headers={"cache-control": "private, max-age=60"})


@router.get("/metrics", response_class=Response)
@allow(SIGNED_IN)
def metrics(call: Caller, under: Under = None) -> Response:
    """Binding obligations by body (itself and all below) and standing, in Prometheus' text format."""
    lines = [
        "# HELP meeting_cadence_obligations Binding obligations of a body and all below it.",
        "# TYPE meeting_cadence_obligations gauge",
    ]
    with call.reading() as reading:
        root = reading.body(under).id if under is not None else None
        tree = reading.world.pack.tree
        tops = [root] if root is not None else roots_of(reading)
        for one in [body for top in tops for body in (top, *tree.children.get(top, ()))]:
            for standing, number in sorted(_standings(reading, one).items()):
                labels = f'body="{_label(one)}",standing="{_label(standing)}"'
                lines.append(f"meeting_cadence_obligations{{{labels}}} {number}")
    return Response("\n".join([*lines, ""]), media_type=_METRICS)


def _standings(reading: Reading, body: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for count in counts_under(reading, body):
        if not count.frozen and count.weight != "normally":
            found[count.standing] += count.number
    return found


def _drawn(left: str, right: str, color: str) -> str:
    first, second = _width(left) + 12, _width(right) + 12
    label = f'fill="#fff" font-size="{_WIDTH}" font-family="sans-serif"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{first + second}" height="22" role="img">'
        f"<title>{_escaped(left)}: {_escaped(right)}</title>"
        f'<rect width="{first}" height="22" fill="#3c4043"/>'
        f'<rect x="{first}" width="{second}" height="22" fill="{color}"/>'
        f'<text x="6" y="16" {label}>{_escaped(left)}</text>'
        f'<text x="{first + 6}" y="16" {label}>{_escaped(right)}</text></svg>'
    )


def _width(text: str) -> int:
    return sum(_WIDTH if ord(letter) > 0x2E80 else 8 for letter in text)


def _escaped(text: str) -> str:
    clean = "".join(letter for letter in text if letter.isprintable())
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _label(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
