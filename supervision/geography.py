"""The only geopandas: makes the boundaries that the map draws from a file of CBS/Kadaster."""

from __future__ import annotations

import json
from pathlib import Path

from supervision.config import ROOT, settings
from supervision.errors import InvalidRequest
from supervision.reference import DATA

SOURCE = DATA / "limburg.geojson"
PUBLISHED = ROOT / "static" / "limburg.geojson"
"""What the maps on screen and on paper are drawn from until others are loaded; from SOURCE."""

_DECIMALS = 5
"""Of a degree: about a metre."""
_TOLERANCE = 0.0001
"""Degrees: about ten metres, invisible at the scale of the province."""


def published_file() -> Path:
    """Return the file with the boundaries that hold: those that were loaded, else PUBLISHED."""
    loaded = settings().boundaries_file
    return loaded if loaded.is_file() else PUBLISHED


def published() -> str:
    """Return the boundaries that the map draws, as GeoJSON; the file may be renewed any time."""
    return published_file().read_text(encoding="utf-8")


def boundaries(source: Path, codes: frozenset[str]) -> str:
    """Return the boundaries in `source` as GeoJSON for the map: WGS 84, code, name and region.

    Neighbours keep their common border when lines are simplified. Raises InvalidRequest where
    the file cannot be read or does not hold exactly the municipalities in `codes`.
    """
    import geopandas as gpd  # half a second: only who loads boundaries pays it

    try:
        frame = gpd.read_file(source)
    except Exception as error:
        raise InvalidRequest(name="FILE", value=source, reason="unreadable") from error
    if "statcode" not in frame or set(frame["statcode"]) != codes:
        raise InvalidRequest(name="FILE", value=source, reason="other_municipalities")
    frame = frame.to_crs(4326)
    frame["geometry"] = frame.geometry.simplify_coverage(_TOLERANCE)
    frame["geometry"] = frame.geometry.set_precision(10**-_DECIMALS)
    frame["geometry"] = frame.geometry.orient_polygons(exterior_cw=True)
    columns = [each for each in ("statcode", "statnaam", "regio") if each in frame]
    document = json.loads(frame[[*columns, "geometry"]].sort_values("statcode").to_json())
    for feature in document["features"]:
        feature.pop("id", None)
    return json.dumps(_rounded(document), ensure_ascii=False, separators=(",", ":")) + "\n"


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return value
