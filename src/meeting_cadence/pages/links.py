"""The ways into a feed, from its secret address: links that programs understand, and a code for telephones."""

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import quote

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Links:
    """`code`: an SVG drawing of the webcal address, for the camera of a telephone."""

    https: str
    webcal: str
    google: str
    outlook: str
    code: Markup


def links_of(address: str) -> Links:
    """The links of one https (or http) address."""
    webcal = "webcal://" + address.partition("://")[2]
    quoted = quote(webcal, safe="")
    return Links(
        https=address,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?cid={quoted}",
        outlook=f"https://outlook.office.com/calendar/0/addfromweb?url={quote(address, safe='')}",
        code=Markup(drawn(webcal)),
    )


def drawn(text: str) -> str:
    """A QR code as an SVG element without styles or names, four modules of white around it."""
    import segno

    drawing = BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawing, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True, nl=False
    )
    return drawing.getvalue().decode()
