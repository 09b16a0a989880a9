"""A standing on a page is a shape, a word and a colour, always together; here are the shapes.

The shapes are small SVG symbols of 16 units, drawn alike in tables and in the timeline, so that they do not depend on
the fonts of a machine. They differ without colour; the colour comes from the class `mark-<face>` of the style sheet.
A face is a standing, or one of the two facets of `open`: `due_soon` and `planned`.
"""

from typing import Final

from markupsafe import Markup

_RING: Final = '<circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" stroke-width="1.75"/>'
_DISC: Final = '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>'

SHAPES: Final[dict[str, str]] = {
    "overdue": '<path d="M8 1.5 15 14.5H1Z" fill="currentColor"/>',
    "missed": '<path d="M3 3 13 13M13 3 3 13" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" '
    'fill="none"/>',
    "due_soon": _RING + '<path d="M8 8V2.2A5.8 5.8 0 0 1 13.8 8Z" fill="currentColor"/>',
    "open": _RING,
    "planned": _RING + '<circle cx="8" cy="8" r="2.6" fill="currentColor"/>',
    "met": _DISC,
    "met_extended": _RING + '<path d="M8 8H2.2A5.8 5.8 0 1 0 8 2.2Z" fill="currentColor"/>',
    "met_late": _RING + '<path d="M8 2.2A5.8 5.8 0 0 0 8 13.8Z" fill="currentColor"/>',
    "excused": '<path d="M3 8H13" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>',
    "postponed": '<path d="M5.5 3V13M10.5 3V13" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>',
    "no_record": '<path d="M4.9 5.4A3.1 3.1 0 1 1 8.9 8.3C8.2 8.6 8 9 8 10.1" fill="none" stroke="currentColor" '
    'stroke-width="1.9" stroke-linecap="round"/><circle cx="8" cy="13.3" r="1.25" fill="currentColor"/>',
    "violated": '<path d="M8 1.8 14.6 14H1.4Z" fill="none" stroke="currentColor" stroke-width="1.5" '
    'stroke-linejoin="round"/><path d="M8 6V9.6" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"/>'
    '<circle cx="8" cy="11.9" r="1" fill="currentColor"/>',
    "upcoming": '<circle cx="8" cy="8" r="2" fill="currentColor"/>',
    "optional": '<path d="M8 2.5 13.5 8 8 13.5 2.5 8Z" fill="none" stroke="currentColor" stroke-width="1.4" '
    'stroke-dasharray="2.2 1.6"/>',
    "superseded": '<path d="M3 3.5 7.5 8 3 12.5M8.5 3.5 13 8 8.5 12.5" fill="none" stroke="currentColor" '
    'stroke-width="1.7"/>',
}
"""Face to the inside of its symbol."""


def sprite() -> Markup:
    """All symbols, hidden, once a page."""
    symbols = "".join(
        f'<symbol id="mark-{face}" viewBox="0 0 16 16">{shape}</symbol>' for face, shape in SHAPES.items()
    )
    return Markup(f'<svg class="sprite" aria-hidden="true" width="0" height="0">{symbols}</svg>')


def shape(face: str) -> Markup:
    """The shape alone, for beside a word; KeyError for a face that does not exist."""
    if face not in SHAPES:
        raise KeyError(face)
    return Markup(
        f'<svg class="mark mark-{face}" width="14" height="14" aria-hidden="true"><use href="#mark-{face}"/></svg>'
    )
