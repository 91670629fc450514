"""How far apart colours look: CIEDE2000, under normal sight and three kinds of colour-blindness.

Formulas: CIE 142-2001 (difference), IEC 61966-2-1 (sRGB), Machado, Oliveira and Fernandes 2009
(simulation, severity 1, on linear RGB). White is D65.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Triple = tuple[float, float, float]

SIGHTS: Mapping[str, tuple[Triple, Triple, Triple]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What an eye makes of linear RGB."""

_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def distance(one: str, other: str, sight: str = "normal") -> float:
    """Return the CIEDE2000 difference of two colours `#rrggbb` as this sight sees them."""
    return ciede2000(seen(one, sight), seen(other, sight))


def seen(colour: str, sight: str) -> Triple:
    """Return the CIELAB values of a colour as this sight sees it."""
    return _lab(_times(SIGHTS[sight], linear(colour)))


def linear(colour: str) -> Triple:
    """Return the linear red, green and blue of `#rrggbb`, 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours after WCAG 2.2: 1 to 21."""
    luminances = [
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(each), strict=True))
        for each in (one, other)
    ]
    return (max(luminances) + 0.05) / (min(luminances) + 0.05)


def ciede2000(one: Triple, other: Triple) -> float:
    """Return the difference of two colours in CIELAB; about 1 can just be seen side by side."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360

    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    if turn == -180 and h2 > h1:
        turn = 180.0
    d_l, d_c = l2 - l1, c2 - c1
    d_h = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))

    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    if c1 * c2 == 0:
        mean_h = h1 + h2
    elif abs(h1 - h2) <= 180:
        mean_h = (h1 + h2) / 2
    else:
        mean_h = ((h1 + h2 + 360) / 2) % 360
    t = (
        1
        - 0.17 * cos(radians(mean_h - 30))
        + 0.24 * cos(radians(2 * mean_h))
        + 0.32 * cos(radians(3 * mean_h + 6))
        - 0.20 * cos(radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / sqrt(20 + (mean_l - 50) ** 2)
    s_c = 1 + 0.045 * mean_c
    s_h = 1 + 0.015 * mean_c * t
    r_c = 2 * sqrt(mean_c**7 / (mean_c**7 + 25**7))
    r_t = -r_c * sin(radians(60 * exp(-(((mean_h - 275) / 25) ** 2))))
    l_part, c_part, h_part = d_l / s_l, d_c / s_c, d_h / s_h
    return sqrt(l_part**2 + c_part**2 + h_part**2 + r_t * c_part * h_part)


def _light(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _times(matrix: tuple[Triple, Triple, Triple], value: Triple) -> Triple:
    x, y, z = (sum(m * v for m, v in zip(row, value, strict=True)) for row in matrix)
    return x, y, z


def _lab(rgb: Triple) -> Triple:
    """Light that no screen can show is cut off, as a screen would."""
    shown = tuple(min(max(each, 0.0), 1.0) for each in rgb)
    x, y, z = (
        _root(each / white)
        for each, white in zip(_times(_TO_XYZ, shown), _WHITE, strict=True)  # type: ignore[arg-type]
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(t: float) -> float:
    return t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29
