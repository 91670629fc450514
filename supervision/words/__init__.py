"""The words: English in the code, Dutch in the gettext catalogues of `nl/`, notation by Babel.

`t = words("nl")`, then `t("Obligation")`, `t("{n} rows", n=3)`, `t.percent(...)`.
A test extracts every text from the code and fails when one has no Dutch.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from supervision.domain.halfyear import HalfYear

LANGUAGES = ("nl", "en")
TIME_ZONE = ZoneInfo("Europe/Amsterdam")
_HERE = Path(__file__).parent
_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_NO_BREAK = "\N{NO-BREAK SPACE}"
UNKNOWN = "–"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NUMBERS = 10_000
"""How many written numbers are kept."""


def mark(text: str) -> str:
    """Return `text` as it is; marks it for the catalogues where it is translated later."""
    return text


@dataclass(frozen=True)
class Words:
    """The texts and the notation of one language."""

    language: str
    _texts: dict[str, tuple[str, ...]] = field(repr=False)

    @property
    def locale(self) -> str:
        """The Babel locale: nl_NL or en_GB."""
        return _LOCALES[self.language]

    def __call__(self, text: str, /, **values: object) -> str:
        """Return `text` in this language, with the values filled in."""
        found = self._texts.get(text, (text,))[0]
        return found.format(**values) if values else found

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the singular for n = 1, else the plural, with `n` and the values filled in."""
        forms = self._texts.get(one, (one, many))
        return forms[0 if n == 1 else -1].format(n=self.number(n), **values)

    def number(self, value: int | None) -> str:
        """Return a whole number as it is written here (1.234), or a dash for unknown."""
        if value is None:
            return UNKNOWN
        return _whole(value, self.locale)

    def signed(self, value: int | None) -> str:
        """Return a whole number with its sign (+12, −16), or a dash for unknown."""
        return ("+" if value is not None and value > 0 else "") + self.number(value)

    def decimal(self, value: float | Fraction, digits: int = 1, *, grouped: bool = True) -> str:
        """Return a number with exactly `digits` decimals: 1.212,5, or ungrouped 1212,5."""
        return _decimal(value, digits, grouped, self.locale)

    def percent(self, share: Fraction | float | None, digits: int = 1) -> str:
        """Return a share of 1 as a percentage with a hard space (12,5 %), or a dash."""
        return UNKNOWN if share is None else self.decimal(share * 100, digits) + _NO_BREAK + "%"

    def date(self, day: dt.date | None) -> str:
        """Return a date in full (1 juli 2025), or a dash for unknown."""
        if day is None:
            return UNKNOWN
        return format_date(day, "d MMMM y", locale=self.locale)

    def short_date(self, day: dt.date | None) -> str:
        """Return a date in figures (01-07-2025), or a dash for unknown."""
        return UNKNOWN if day is None else format_date(day, "dd-MM-y", locale=self.locale)

    def day_in(self, text: str) -> str:
        """Return a text that is a day (2025-07-01) as a date in full; any other as it is."""
        try:
            return self.date(dt.date.fromisoformat(text)) if _DAY.fullmatch(text) else text
        except ValueError:  # 0000-00-00 and 2025-02-31 look like a day
            return text

    def moment(self, at: dt.datetime) -> str:
        """Return a moment in Dutch local time: 24 november 2026 om 09:30."""
        pattern = "d MMMM y 'om' HH:mm" if self.language == "nl" else "d MMMM y 'at' HH:mm"
        return format_datetime(at, pattern, tzinfo=TIME_ZONE, locale=self.locale)

    def short_moment(self, at: dt.datetime) -> str:
        """Return a moment in figures, in Dutch local time: 24-11-2026 09:30."""
        return format_datetime(at, "dd-MM-y HH:mm", tzinfo=TIME_ZONE, locale=self.locale)

    def half_year(self, half_year: HalfYear) -> str:
        """Return a half-year in words: eerste helft 2025."""
        text = (
            mark("first half of {year}") if half_year.half == 1 else mark("second half of {year}")
        )
        return self(text, year=half_year.year)


@cache
def words(language: str) -> Words:
    """Return the words of a language; Dutch for a language that is not there."""
    if language not in LANGUAGES:
        language = LANGUAGES[0]
    texts: dict[str, tuple[str, ...]] = {}
    for path in sorted((_HERE / language).glob("*.po")):
        texts |= _texts_of(_catalogue(path))
    return Words(language, texts)


def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def _texts_of(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    texts: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if message.id and message.string:
            one = message.id if isinstance(message.id, str) else message.id[0]
            forms = message.string
            texts[one] = (forms,) if isinstance(forms, str) else tuple(forms)
    return texts


# A page writes hundreds of numbers, most of which it has written before; Babel takes 20 µs each.
@lru_cache(maxsize=_NUMBERS)
def _whole(value: int, locale: str) -> str:
    return format_decimal(value, locale=locale).replace("-", "\N{MINUS SIGN}")


@lru_cache(maxsize=_NUMBERS)
def _decimal(value: float | Fraction, digits: int, grouped: bool, locale: str) -> str:
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    exact = _exact(value, digits)
    return format_decimal(exact, format=pattern, locale=locale, group_separator=grouped)


def _exact(value: float | Fraction, digits: int) -> float:
    """Round half up, exactly, as people do; Babel would round a float half to even."""
    scale = 10**digits
    scaled = Fraction(value) * scale
    sign = -1 if scaled < 0 else 1
    return float(sign * Fraction(int(abs(scaled) + Fraction(1, 2)), scale))
