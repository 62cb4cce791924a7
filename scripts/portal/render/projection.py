"""The Equal Earth projection: it shows land masses in their true proportions to each other.

Source: Bojan Šavrič, Tom Patterson and Bernhard Jenny, "The Equal Earth map projection", International Journal of
Geographical Information Science 33 (2019) 3, 454–465, https://doi.org/10.1080/13658816.2018.1504949.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF = sqrt(3) / 2


def equal_earth(lon: float, lat: float) -> Point:
    """A place in degrees on a flat map of a globe with radius 1: x to the east, y to the north.

    With the parametric latitude t, sin t = √3/2 · sin(lat):
    x = lon · cos t / (√3/2 · (9·A4·t⁸ + 7·A3·t⁶ + 3·A2·t² + A1)), y = A4·t⁹ + A3·t⁷ + A2·t³ + A1·t
    """
    t = asin(HALF * sin(radians(lat)))
    x = radians(lon) * cos(t) / (HALF * (9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1))
    return x, A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t


WIDEST = equal_earth(180, 0)[0]  # half of the equator
