"""Colours of standings: legible on their ground, and told apart by people who see fewer colours.

Shapes and words always stand beside a colour; these tests hold the colours to what they can do by themselves. Colour
blindness is simulated by the matrices of Machado, Oliveira and Fernandes (2009) at full severity; a distance is CIE76
in CIELAB, where 2.3 is just noticeable.
"""

import re
from itertools import combinations
from pathlib import Path

import pytest

from meeting_cadence.pages.marks import SHAPES
from meeting_cadence.pages.render import STATIC
from meeting_cadence.queries.faces import FACES

Colour = tuple[float, float, float]

SIMULATED = {
    "deuteranopia": (
        0.367322,
        0.860646,
        -0.227968,
        0.280085,
        0.672501,
        0.047413,
        -0.011820,
        0.042940,
        0.968881,
    ),
    "protanopia": (
        0.152286,
        1.052583,
        -0.204868,
        0.114503,
        0.786281,
        0.099216,
        -0.003882,
        -0.048116,
        1.051998,
    ),
    "tritanopia": (
        1.255528,
        -0.076749,
        -0.178779,
        -0.078411,
        0.930809,
        0.147602,
        0.004733,
        0.691367,
        0.303900,
    ),
}
ALARMING = ("overdue", "missed", "violated")
CALM = ("met", "open", "planned", "excused", "upcoming")


def palettes() -> dict[str, dict[str, str]]:
    """Scheme to the names and values of its colours, as the style sheets say."""
    style = (STATIC / "style.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", style, re.S)[:2]
    (wall,) = re.findall(r":root \{(.*?)\}", (STATIC / "wall.css").read_text(encoding="utf-8"), re.S)
    return {name: dict(re.findall(r"--(\w+): (#\w+)", text)) for name, text in
             (("light", light), ("dark", dark), ("wall", wall))}  # fmt: skip


def colour_of_face(face: str, sheet: Path = STATIC / "style.css") -> str:
    """The name of the colour that a face has."""
    found = re.search(rf"\.mark-{face}\b[^{{]*\{{ color: var\(--(\w+)\)", sheet.read_text(encoding="utf-8"))
    assert found is not None, face
    return found[1]


def linear(colour: str) -> Colour:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(linear(one)), luminance(linear(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, kind: str | None) -> Colour:
    """A colour in linear light as somebody sees it; None: with all three cones."""
    red, green, blue = linear(colour)
    if kind is None:
        return red, green, blue
    m = SIMULATED[kind]
    mixed = [m[row] * red + m[row + 1] * green + m[row + 2] * blue for row in (0, 3, 6)]
    first, second, third = (min(max(part, 0.0), 1.0) for part in mixed)
    return first, second, third


def lab(colour: Colour) -> Colour:
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, kind: str | None) -> float:
    first, second = lab(seen(one, kind)), lab(seen(other, kind))
    return sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5


def test_the_measures_are_those_of_the_standards() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01), "the best known failing grey"
    assert lab(linear("#ffffff")) == pytest.approx((100, 0, 0), abs=0.02)
    assert lab(linear("#ff0000")) == pytest.approx((53.2, 80.1, 67.2), abs=0.1)
    assert distance("#ff0000", "#00ff00", None) > 150


@pytest.mark.parametrize("scheme", ["light", "dark", "wall"])
def test_words_are_legible_on_paper_and_on_sheets(scheme: str) -> None:
    palette = palettes()[scheme]
    for ground in ("paper", "sheet"):
        for name in ("ink", "soft", "red", "darkred", "amber", "green", "blue", "violet", "slate"):
            assert contrast(palette[name], palette[ground]) >= 4.5, (name, ground)


@pytest.mark.parametrize("scheme", ["light", "dark", "wall"])
def test_every_shape_stands_out_from_its_ground(scheme: str) -> None:
    palette = palettes()[scheme]
    for face in FACES:
        assert contrast(palette[colour_of_face(face)], palette["paper"]) >= 3, face


@pytest.mark.parametrize("kind", [None, *SIMULATED])
@pytest.mark.parametrize("scheme", ["light", "dark", "wall"])
def test_what_alarms_is_told_apart_from_what_does_not_by_everybody(scheme: str, kind: str | None) -> None:
    palette = palettes()[scheme]
    for alarming in ALARMING:
        for calm in CALM:
            one, other = palette[colour_of_face(alarming)], palette[colour_of_face(calm)]
            assert distance(one, other, kind) >= 10, (alarming, calm)


def test_no_two_standings_share_a_shape_so_that_grey_print_tells_them_apart() -> None:
    assert {one for one, other in combinations(SHAPES, 2) if SHAPES[one] == SHAPES[other]} == set()
    assert set(FACES) | {"superseded"} == set(SHAPES)


def test_red_means_overdue_and_nothing_else() -> None:
    assert [face for face in FACES if colour_of_face(face) in ("red", "darkred")] == list(ALARMING)
