"""Notation as Dutch and English readers write it, and a Dutch text for every English one."""

from __future__ import annotations

import ast
import string
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import supervision
from supervision.domain.halfyear import HalfYear
from supervision.words import mark, words

HARD_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DUTCH, ENGLISH = words("nl"), words("en")
PACKAGE = Path(supervision.__file__).parent
ROOT = PACKAGE.parent


# --- notation -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [
        (0, "0", "0"),
        (1234, "1.234", "1,234"),
        (1_234_567, "1.234.567", "1,234,567"),
        (-16, f"{MINUS}16", f"{MINUS}16"),
        (None, "–", "–"),
    ],
)
def test_a_whole_number(number: int | None, dutch: str, english: str) -> None:
    assert (DUTCH.number(number), ENGLISH.number(number)) == (dutch, english)


@pytest.mark.parametrize(
    ("number", "text"), [(12, "+12"), (0, "0"), (-16, f"{MINUS}16"), (None, "–")]
)
def test_a_balance_shows_its_sign(number: int | None, text: str) -> None:
    assert DUTCH.signed(number) == text


@pytest.mark.parametrize(
    ("share", "dutch", "english"),
    [
        (Fraction(1, 8), f"12,5{HARD_SPACE}%", f"12.5{HARD_SPACE}%"),
        (Fraction(1, 2), f"50,0{HARD_SPACE}%", f"50.0{HARD_SPACE}%"),
        (Fraction(0), f"0,0{HARD_SPACE}%", f"0.0{HARD_SPACE}%"),
        (Fraction(22, 6), f"366,7{HARD_SPACE}%", f"366.7{HARD_SPACE}%"),
        (Fraction(1, 2000), f"0,1{HARD_SPACE}%", f"0.1{HARD_SPACE}%"),
        (None, "–", "–"),
    ],
    ids=["an eighth", "a half", "nothing", "more than all", "half of a tenth is up", "unknown"],
)
def test_a_share(share: Fraction | None, dutch: str, english: str) -> None:
    assert (DUTCH.percent(share), ENGLISH.percent(share)) == (dutch, english)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (Fraction(1, 4), 1, "0,3"),
        (Fraction(3, 20), 1, "0,2"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(7, 2), 0, "4"),
        (Fraction(1234), 2, "1.234,00"),
        (0.5, 1, "0,5"),
    ],
)
def test_a_half_is_rounded_up_as_people_do(value: Fraction, digits: int, text: str) -> None:
    assert DUTCH.decimal(value, digits) == text


def test_dates_in_full_and_in_figures() -> None:
    day = date(2025, 7, 1)
    assert (DUTCH.date(day), ENGLISH.date(day)) == ("1 juli 2025", "1 July 2025")
    assert DUTCH.short_date(day) == "01-07-2025"
    assert DUTCH.date(None) == DUTCH.short_date(None) == "–"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-07-01", "1 juli 2025"),
        ("2024-02-29", "29 februari 2024"),
        *((same, same) for same in ("2025-02-29", "0000-00-00", "20250701", "2025-W27-2")),
        *((same, same) for same in ("", "Horst", "2025-1", "2025-07-01 ", "٢٠٢٥-07-01")),
    ],
)
def test_a_text_that_is_a_day_is_said_in_full_and_any_other_stays(text: str, said: str) -> None:
    assert DUTCH.day_in(text) == said


@pytest.mark.parametrize(
    ("at", "dutch"),
    [
        (datetime(2026, 11, 24, 8, 30, tzinfo=UTC), "24 november 2026 om 09:30"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2 juli 2026 om 00:30"),
    ],
    ids=["winter", "summer, and the next day here"],
)
def test_a_moment_is_shown_in_local_time(at: datetime, dutch: str) -> None:
    assert DUTCH.moment(at) == dutch
    assert " at " in ENGLISH.moment(at)


def test_half_years_are_written_out() -> None:
    assert DUTCH.half_year(HalfYear(2025, 1)) == "eerste helft 2025"
    assert DUTCH.half_year(HalfYear(2025, 2)) == "tweede helft 2025"
    assert ENGLISH.half_year(HalfYear(2025, 2)) == "second half of 2025"


def test_one_is_singular_and_none_and_many_are_plural() -> None:
    said = [ENGLISH.plural("{n} person", "{n} persons", n) for n in (0, 1, 2, 1234)]
    assert said == ["0 persons", "1 person", "2 persons", "1,234 persons"]


def test_an_unknown_language_is_dutch_and_an_unknown_text_stays_english() -> None:
    assert words("fr").language == "nl"
    assert DUTCH("no such text {n}", n=3) == "no such text 3"
    assert mark("as it is {n}") == "as it is {n}"


# --- the catalogues -------------------------------------------------------------------------

SAID = {"t", "mark"}
"""Functions of which the first argument is a text to translate."""


def texts_of(path: Path) -> Iterator[tuple[str, ...]]:
    """The texts that a module says: one, or singular and plural."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        literal = [
            each.value
            for each in node.args
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        if isinstance(node.func, ast.Name) and node.func.id in SAID:
            yield from ((text,) for text in literal[:1])
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "plural":
            yield tuple(literal[:2])


def texts() -> dict[tuple[str, ...], Path]:
    """Every text that the product says, and where."""
    modules = [*PACKAGE.rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    return {
        text: path.relative_to(ROOT)
        for path in modules
        if path.is_file()
        for text in texts_of(path)
        if text
    }


def catalogues() -> list[tuple[Path, list[Message]]]:
    found = []
    for path in sorted((PACKAGE / "words" / "nl").glob("*.po")):
        with path.open("rb") as file:
            found.append((path, [each for each in read_po(file, abort_invalid=True) if each.id]))
    return found


MESSAGES = [message for _, messages in catalogues() for message in messages]


def both(forms: str | tuple[str, ...]) -> tuple[str, ...]:
    return (forms,) if isinstance(forms, str) else tuple(forms)


def test_every_text_of_the_product_has_dutch() -> None:
    known = {both(message.id)[0] for message in MESSAGES if all(both(message.string))}
    missing = sorted(
        f"{where}: {text[0]}" for text, where in texts().items() if text[0] not in known
    )
    assert missing == []


def test_no_text_is_translated_in_two_ways_or_doubtfully() -> None:
    said: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for message in MESSAGES:
        said[both(message.id)[0]].add(both(message.string))
    assert {text: dutch for text, dutch in said.items() if len(dutch) > 1} == {}
    assert [message.id for message in MESSAGES if message.fuzzy] == []


def test_dutch_has_the_same_values_to_fill_in() -> None:
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    different = [
        message.id
        for message in MESSAGES
        for english, dutch in zip(both(message.id), both(message.string), strict=False)
        if values(english) != values(dutch)
    ]
    assert different == []


def test_a_plural_in_the_code_is_a_plural_in_the_catalogue() -> None:
    forms = {both(message.id)[0]: len(both(message.string)) for message in MESSAGES}
    single = [
        text
        for text in texts()
        if len(text) == 2 and text[0] in forms and forms[text[0]] != len(text)
    ]
    assert single == []
