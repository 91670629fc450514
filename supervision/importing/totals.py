"""Total rows: recognised, compared with the sum of the rows they add up, never stored."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from supervision.importing.columns import normalised
from supervision.importing.records import Field

PROVINCE = "Limburg"
PROVINCE_CODE = "PV31"
_TOTAL = re.compile(r"(?:sub|eind|provincie)?\s*tota(?:al|le)?\b.*|som\b.*|sum\b.*", re.IGNORECASE)
_TOTAL_WORD = re.compile(r"(?:sub|eind|provincie)?totaal|totale|som|provincie|regio")
_OTHER_PROVINCE = re.compile(r"PV[0-9]{2}|LD[0-9]{2}|NL(?:00|01)?|provincie\b.*", re.IGNORECASE)


class Scope(StrEnum):
    """Which rows a total adds up."""

    EVERYTHING = "everything"
    PROVINCE = "province"
    REGION = "region"
    OTHER = "other"


@dataclass(frozen=True)
class Label:
    """What a total row calls itself; `region` for a regional one."""

    scope: Scope
    region: str | None = None


@dataclass(frozen=True)
class Counted:
    """The numbers of one row that could be read, in persons; `region` None for a row outside."""

    row: int
    region: str | None
    persons: Mapping[Field, int]


def says_total(text: str) -> bool:
    """Tell whether a text calls itself a total outright: *Totaal Limburg*, not *Limburg*."""
    return bool(_TOTAL.fullmatch(text.strip()))


def total_label(texts: Sequence[str], regions: Collection[str]) -> Label | None:
    """Return what a row totals, by its code and name cells; None for an ordinary row."""
    for text in filter(None, texts):
        words = normalised(text)
        bare = " ".join(word for word in words.split() if not _TOTAL_WORD.fullmatch(word))
        total = says_total(text)
        for region in regions:
            if bare == normalised(region):
                return Label(Scope.REGION, region)
        if bare == normalised(PROVINCE) or text.strip().upper() == PROVINCE_CODE:
            return Label(Scope.PROVINCE)
        if total and bare in ("", "generaal", "alle gemeenten", "gemeenten"):
            return Label(Scope.EVERYTHING)
        if total or words == "nederland" or _OTHER_PROVINCE.fullmatch(text.strip()):
            return Label(Scope.OTHER)
    return None


def differences(
    totals: Sequence[tuple[Label, Counted]], rows: Sequence[Counted]
) -> Iterator[tuple[Counted, Field, int]]:
    """Yield each total that is not the sum of its rows, with the field and that sum in persons.

    A plain *Totaal* may add up the province, the whole file or the rows since the total before it:
    any of them will do.
    """
    above = 0
    for label, total in totals:
        block = [each for each in rows if above < each.row < total.row]
        above = total.row
        for field, stated in total.persons.items():
            sums = [_sum(field, part) for part in _parts(label, rows, block)]
            if sums and stated not in sums:
                yield total, field, sums[0]


def _parts(
    label: Label, rows: Sequence[Counted], block: Sequence[Counted]
) -> list[Sequence[Counted]]:
    inside = [each for each in rows if each.region is not None]
    if label.scope is Scope.REGION:
        return [[each for each in inside if each.region == label.region]]
    if label.scope is Scope.PROVINCE:
        return [inside]
    return [inside, rows, block] if label.scope is Scope.EVERYTHING else []


def _sum(field: Field, rows: Sequence[Counted]) -> int:
    return sum(each.persons.get(field, 0) for each in rows)
