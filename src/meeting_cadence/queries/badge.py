"""A badge: a name and one short statement side by side, as an SVG picture for other sites. Pure; all is escaped."""

from typing import Final

_WIDTH: Final = 13
"""Units of a Chinese character in the badge's type; other letters take about half."""
LATE: Final = "#b3261e"
WELL: Final = "#1d6b3f"


def draw_badge(left: str, right: str, *, is_late: bool) -> str:
    """The picture. The statement says in words what the colour repeats."""
    first, second = _width(left) + 12, _width(right) + 12
    label = f'fill="#fff" font-size="{_WIDTH}" font-family="sans-serif"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{first + second}" height="22" role="img">'
        f"<title>{_escaped(left)}: {_escaped(right)}</title>"
        f'<rect width="{first}" height="22" fill="#3c4043"/>'
        f'<rect x="{first}" width="{second}" height="22" fill="{LATE if is_late else WELL}"/>'
        f'<text x="6" y="16" {label}>{_escaped(left)}</text>'
        f'<text x="{first + 6}" y="16" {label}>{_escaped(right)}</text></svg>'
    )


def _width(text: str) -> int:
    return sum(_WIDTH if ord(letter) > 0x2E80 else 8 for letter in text)


def _escaped(text: str) -> str:
    clean = "".join(letter for letter in text if letter.isprintable())
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
