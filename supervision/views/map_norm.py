"""Where the pace norm lies on the scale of the map, and on which side of it a municipality is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supervision.reference import map_classes
from supervision.views.map_classes import Shown, place_of
from supervision.views.map_layers import Layer
from supervision.views.standing import Standing
from supervision.words import Words


@dataclass(frozen=True, slots=True)
class NormMark:
    """The class in which the norm lies, by number, and what the legend says of it there.

    `inside` tells that municipalities of that class lie on both sides of it; else the class
    begins with the norm.
    """

    place: int
    text: str
    inside: bool


def norm_mark(layer: Layer, every: Sequence[Shown], t: Words) -> NormMark | None:
    """Return where the norm lies; None where there is not one for all, or the half-year closed."""
    if layer is not Layer.SHARE:
        return None
    norms = {each.row.pace_norm for each in every if _is_measured(each.row)}
    if len(norms) != 1 or any(each.row.final for each in every):
        return None
    (norm,) = norms
    if norm is None:
        return None
    at = place_of(layer, norm)
    share = t.percent(norm, 0 if (norm * 100).denominator == 1 else 1)
    if norm in map_classes()[layer].limits:
        return NormMark(at, t("from the norm of {norm} on", norm=share), inside=False)
    return NormMark(at, t("norm {norm}", norm=share), inside=True)


def side_of_norm(row: Standing, t: Words) -> str:
    """Return on which side of the norm a municipality is; empty where it has no figure."""
    share, norm = row.realised_share, row.pace_norm
    if share is None or norm is None or not _is_measured(row):
        return ""
    if share == norm:
        return t("on it")
    return t("below") if share < norm else t("above")


def _is_measured(row: Standing) -> bool:
    """In a half-year that runs, with a share to hold against the norm."""
    return not row.final and row.realised_share is not None
