"""No bytes whatever crash the reader: it answers with records or with problems that can be said."""

from __future__ import annotations

import io
import random
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.words import words
from supervision.words.problems import message
from tests.importing.dialects import Dialect, as_ods, as_xls, as_xlsx
from tests.importing.test_dialects import REALISATION, TARGETS

MANY = settings(deadline=None, max_examples=5 * settings.default.max_examples)
SOME = settings(deadline=None, max_examples=settings.default.max_examples)
TEXTS = [Dialect(";", "utf-8", "\n").write(rows) for rows in (TARGETS, REALISATION)]
BOOKS = {
    f"bestand{number}{suffix}": write(rows)
    for suffix, write in ((".xlsx", as_xlsx), (".xls", as_xls), (".ods", as_ods))
    for number, rows in enumerate((TARGETS, REALISATION))
}
NAMES = ("bestand.csv", "bestand.xlsx", "bestand.xls", "2025-1", "", "realisatie_2025-04-01.csv")
CELLS = st.text(max_size=12) | st.sampled_from(
    [
        "Gemeente",
        "Beek",
        "Bergen",
        "Totaal",
        "1.234",
        "12,5",
        "-",
        "2025-1",
        "1-4-2025",
        "Taakstelling",
    ]
)


def answers(reading):
    """Check that a reading is whole: records or problems, and each problem can be said."""
    assert reading.accepted or not (reading.targets or reading.realisations)
    for problem in (*reading.problems, *reading.warnings):
        for language in ("nl", "en"):
            assert message(problem, words(language))


def mutated(data, seed):
    """Return the bytes with some of them changed, cut out or repeated."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(changed))
        action = chance.choice(("change", "change", "cut", "repeat"))
        if action == "change":
            changed[place] = chance.randrange(256)
        elif action == "cut":
            del changed[place : place + chance.randint(1, 30)]
        else:
            changed[place:place] = changed[place : place + chance.randint(1, 30)]
        if not changed:
            break
    return bytes(changed)


@MANY
@given(data=st.binary(max_size=400), name=st.sampled_from(NAMES))
def test_random_bytes_are_answered(read, data, name):
    answers(read(data, name))


@MANY
@given(seed=st.integers(0, 2**32), text=st.sampled_from(TEXTS))
def test_a_text_with_changed_bytes_is_answered(read, seed, text):
    answers(read(mutated(text, seed)))


@MANY
@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=8), name=st.sampled_from(NAMES))
def test_any_cells_anywhere_are_answered(read, rows, name):
    header = [["Gemeente", "Taakstelling", "Achterstand", "Peildatum", "Gerealiseerd"]]
    answers(read(Dialect(";", "utf-8", "\n").write([*header, *rows]), name))


def repacked(book, seed):
    """Return a zipped spreadsheet with bytes changed inside a member: it still unpacks."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = random.Random(seed).choice([name for name in members if name.endswith(".xml")])
    members[chosen] = mutated(members[chosen], seed)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


@SOME
@given(
    seed=st.integers(0, 2**32),
    name=st.sampled_from([each for each in BOOKS if not each.endswith("xls")]),
)
def test_a_spreadsheet_with_changed_xml_is_answered(read, seed, name):
    answers(read(repacked(BOOKS[name], seed), name))


@SOME
@given(seed=st.integers(0, 2**32), name=st.sampled_from(list(BOOKS)))
def test_a_spreadsheet_with_changed_bytes_is_answered(read, seed, name):
    answers(read(mutated(BOOKS[name], seed), name))
