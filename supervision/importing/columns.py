"""Which column holds what: the one list of headings as Dutch offices write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from supervision.importing.dates import without_half_years
from supervision.importing.grid import as_text
from supervision.importing.records import Field, Row

HEADINGS: Mapping[Field, tuple[str, ...]] = {
    Field.CODE: (
        "Gemeentecode",
        "Code",
        "Code gemeente",
        "CBS-code",
        "CBS-gemeentecode",
        "GM-code",
        "GM",
        "Gemeentenummer",
        "Gemeentenr",
        "Statcode",
        "Municipality code",
    ),
    Field.NAME: ("Gemeente", "Gemeentenaam", "Naam", "Naam gemeente", "Statnaam", "Municipality"),
    Field.PROVINCE: ("Provincie", "Provincienaam", "Naam provincie", "Province"),
    Field.HALF_YEAR: ("Halfjaar", "Periode", "Taakstellingsperiode", "Half-year"),
    Field.TARGET: (
        "Taakstelling",
        "Halfjaartaakstelling",
        "Taakstelling huisvesting",
        "Taakstelling halfjaar",
        "Target",
    ),
    Field.NET: (
        "Netto taakstelling",
        "Taakstelling netto",
        "Nieuwe taakstelling",
        "Taakstelling exclusief achterstand",
        "Taakstelling excl. achterstand",
        "Taakstelling excl. achterstand/voorsprong",
        "Taakstelling exclusief achterstand/voorsprong",
        "Net target",
    ),
    Field.CARRY_OVER: (
        "Achterstand/voorsprong",
        "Achterstand/voorstand",
        "Achterstand of voorsprong",
        "Achterstand en voorsprong",
        "Stand vorige periode",
        "Stand vorig halfjaar",
        "Doorwerking",
        "Doorwerking vorige periode",
        "Doorwerking vorig halfjaar",
        "Beginstand",
        "Carry-over",
    ),
    Field.BACKLOG: (
        "Achterstand",
        "Achterstand vorige periode",
        "Achterstand vorig halfjaar",
        "Backlog",
    ),
    Field.LEAD: (
        "Voorsprong",
        "Voorstand",
        "Voorsprong vorige periode",
        "Voorsprong vorig halfjaar",
        "Lead",
    ),
    Field.OBLIGATION: (
        "Opgave",
        "Totaalopgave",
        "Totale opgave",
        "Gecorrigeerde taakstelling",
        "Taakstelling gecorrigeerd",
        "Totale taakstelling",
        "Taakstelling inclusief achterstand",
        "Taakstelling incl. achterstand",
        "Taakstelling incl. achterstand/voorsprong",
        "Taakstelling inclusief achterstand/voorsprong",
        "Taakstelling incl. voorsprong/achterstand",
        "Taakstelling inclusief voorsprong/achterstand",
        "Obligation",
        "Corrected target",
    ),
    Field.REALISED: (
        "Gerealiseerd",
        "Realisatie",
        "Gehuisvest",
        "Gehuisveste",
        "Gerealiseerde taakstelling",
        "Gerealiseerde huisvesting",
        "Gehuisvest cumulatief",
        "Realisatie cumulatief",
        "Realised",
    ),
    Field.LINKED: (
        "Gekoppeld",
        "Gekoppelde",
        "Koppelingen",
        "Gekoppeld nog niet gehuisvest",
        "Linked",
    ),
    Field.AS_OF: ("Peildatum", "Stand per", "Stand op", "Datum peiling", "Per datum", "As of"),
    Field.SOURCE: ("Bron", "Opgegeven door", "Aangeleverd door", "Source"),
}

_TWO_THINGS: Mapping[tuple[Field, ...], tuple[str, ...]] = {
    (Field.CARRY_OVER, Field.UNUSED): (
        "Saldo",
        "Saldo vorige periode",
        "Saldo vorig halfjaar",
        "Stand",
        # The order of the words says that plus is a lead here, or nothing at all.
        "Voorsprong/achterstand",
        "Voorstand/achterstand",
        "Voor-/achterstand",
        "Voorsprong of achterstand",
    ),
    (Field.NET, Field.OBLIGATION): ("Bijgestelde taakstelling", "Herziene taakstelling"),
    (Field.TARGET, Field.REALISED): ("", "Gemeentelijke huisvesting", "Huisvesting"),
    (Field.REALISED, Field.LINKED): (
        "Gerealiseerd/gekoppeld",
        "Gekoppeld/gerealiseerd",
        "Gehuisvest/gekoppeld",
        "Gekoppeld/gehuisvest",
        "Gehuisvest of gekoppeld",
        "Gekoppeld of gehuisvest",
    ),
    (Field.AS_OF, Field.UNUSED): ("Datum",),
}
"""Headings that fit more than one thing; "" stands for a heading like *Aantal personen*."""

_STATED_SIGN = re.compile(
    r"\+\s*(?:=|is)\s*(?:een\s+)?(?:achterstand|backlog)"
    r"|[-−]\s*(?:=|is)\s*(?:een\s+)?(?:voorsprong|lead)",
    re.IGNORECASE,
)
"""The heading says itself that positive is a backlog."""
_REVERSED_SIGN = re.compile(r"achterstand\s*(?:\(\s*)?-|voorsprong\s*(?:\(\s*)?\+", re.IGNORECASE)
_NOISE = frozenset(
    [
        "aantal",
        "aantallen",
        "personen",
        "in",
        "de",
        "het",
        "per",
        "op",
        "tot",
        "en",
        "met",
        "t",
        "m",
        "cijfers",
        "vergunninghouders",
        "statushouders",
        "verblijfsgerechtigden",
    ]
)


_COUNTED = frozenset({"aantal", "aantallen", "personen"})


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """Return a heading as it is compared: no case, diacritics, punctuation or line breaks.

    The per cent sign stays, as a word: *% gerealiseerd* is another column than *Gerealiseerd*.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("%", " procent "))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def squeezed(text: str) -> str:
    """Return a heading without any space, so that *Gemeente-code* is *Gemeentecode*."""
    return normalised(text).replace(" ", "")


_FIELDS: dict[str, tuple[Field, ...]] = {
    squeezed(heading): fields
    for fields, headings in (
        *(((field,), headings) for field, headings in HEADINGS.items()),
        *_TWO_THINGS.items(),
    )
    for heading in headings
}


@lru_cache(maxsize=4096)
def fields_of(heading: str) -> tuple[Field, ...]:
    """Return the field that a heading names; none where it is not known, several where it is asked.

    *Taakstelling 2025-1* and *Aantal gehuisvest per 1 april 2025* are read like *Taakstelling* and
    *Gehuisvest*.
    """
    words = squeezed(heading)
    if not words:
        return ()
    if _STATED_SIGN.search(heading):
        return (Field.CARRY_OVER,)
    if _REVERSED_SIGN.search(heading):
        return (Field.CARRY_OVER, Field.UNUSED)
    if words in _FIELDS:
        return _FIELDS[words]
    bare = normalised(without_half_years(heading)).split()
    core = "".join(word for word in bare if word not in _NOISE)
    if not core and not _COUNTED.intersection(bare):
        return ()
    fields = _FIELDS.get("".join(bare)) or _FIELDS.get(core, ())
    # A date in the heading is that of the numbers below: *Stand per 1 april 2025* has no dates.
    return (Field.REALISED, Field.UNUSED) if fields == (Field.AS_OF,) else fields


def recognised(row: Row | list[str]) -> int:
    """Return how many different things the cells of a row name, were it the header."""
    return len({fields for cell in row if (fields := fields_of(as_text(cell)))})
