"""The reader of files: whatever comes in, it answers with records that fit or problems in words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random

from supervision.domain.halfyear import HalfYear
from supervision.exports.fixed_zip import files_in, zip_of
from supervision.importing import Field, FileKind, Reading, Request, read_file
from supervision.importing.changes import changes
from supervision.reference import national_names, register
from supervision.usecases.setup import sample_files
from supervision.words import words
from supervision.words.problems import message
from tests.fuzz import mutations
from tests.importing.dialects import as_ods, as_xls, as_xlsx, dialects
from tests.importing.test_dialects import REALISATION, TARGETS

TODAY = date(2026, 11, 24)
GOLDEN = Path(__file__).parent.parent / "golden" / "broken"
LARGEST_SEED = 200_000
"""Bytes of a golden file to start from; with larger ones little is tried in a minute."""
NAMES = ("bestand.csv", "bestand.xlsx", "bestand.xls", "realisatie_2025-04-01.csv", "2025-1", "")
OPTIONS: Mapping[str, tuple[object, ...]] = {
    "kind": (None, None, FileKind.TARGETS, FileKind.REALISATION),
    "half_year": (None, None, HalfYear(2025, 1), HalfYear(2099, 2)),
    "as_of": (None, None, date(2025, 4, 1), date(2026, 12, 1)),
    "basis": (None, None, "net", "corrected"),
    "columns": ({}, {}, {"Gemeente": Field.NAME}, {"Taakstelling": Field.REALISED, "x": Field.NET}),
}


@dataclass(frozen=True)
class Delivery:
    """A file as it comes in, with what was said of it."""

    data: bytes = field(repr=False)
    name: str
    said: Mapping[str, object]

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix or ".csv"


class Reader:
    """Makes deliveries and looks at what the reader says of them."""

    name = "reader"

    @cached_property
    def _seeds(self) -> list[tuple[bytes, str]]:
        found = [(path.read_bytes(), path.name) for path in sorted(GOLDEN.iterdir())]
        found += [(path.read_bytes(), path.name) for path in sample_files()[-8:]]
        for rows in (TARGETS, REALISATION):
            found += [(write(rows), f"bestand{suffix}") for suffix, write in _BOOKS.items()]
        return [each for each in found if len(each[0]) < LARGEST_SEED]

    def _seed(self, chance: Random) -> tuple[bytes, str]:
        """Mostly text: a spreadsheet takes a process of its own, and so ten times as long."""
        while True:
            data, name = chance.choice(self._seeds)
            if not name.endswith(tuple(_BOOKS)) or chance.random() < 0.3:
                return data, name

    def make(self, chance: Random) -> Delivery:
        """A delivery that is a little wrong, or very."""
        said = {name: chance.choice(values) for name, values in OPTIONS.items()}
        if chance.random() < 0.5:
            data, name = self._table(chance)
        else:
            seed, name = self._seed(chance)
            others = [data for data, _ in chance.choices(self._seeds, k=3)]
            zipped = seed.startswith(b"PK") and chance.random() < 0.7
            data = (
                mutations.members_changed(seed, chance)
                if zipped
                else mutations.bytes_changed(seed, chance, others)
            )
        return Delivery(data, chance.choice((name, name, name, *NAMES)), said)

    def check(self, delivery: Delivery) -> None:
        """Raise AssertionError, or whatever it raises, where an answer is not what it has to be."""
        request = Request(
            delivery.name,
            TODAY,
            register(),
            national_names(),
            **delivery.said,  # type: ignore[arg-type]
        )
        reading = read_file(delivery.data, request)
        if len(delivery.data) % 4 == 0:  # as good as any
            assert read_file(delivery.data, request) == reading, "the same is read differently"
        _in_words(reading)
        _whole_or_not_at_all(reading)
        changes(reading, {}, register())

    def _table(self, chance: Random) -> tuple[bytes, str]:
        rows = mutations.cells_changed(
            [list(r) for r in chance.choice((TARGETS, REALISATION))], chance
        )
        suffix = chance.choice((*[".csv"] * 9, ".xlsx", ".xls", ".ods"))
        if suffix == ".csv":
            dialect = chance.choice(list(dialects()))
            try:
                return dialect.write(rows), "bestand.csv"
            except UnicodeEncodeError:
                plain = dataclasses.replace(dialect, encoding="utf-8")
                return plain.write(rows), "bestand.csv"
        try:
            return _BOOKS[suffix](rows), f"bestand{suffix}"
        except Exception:  # what the writer cannot write, nobody sends in this form
            return dialect_of_last_resort(rows), "bestand.csv"


_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def _same_each_time(write: Callable[[mutations.Rows], bytes]) -> Callable[[mutations.Rows], bytes]:
    """A writer of spreadsheets that leaves out when: else a seed would make other bytes later."""

    def written(rows: mutations.Rows) -> bytes:
        parts = files_in(write(rows))
        return zip_of((name, _MOMENT.sub(b"2026-11-24T00:00:00", part)) for name, part in parts)

    return written


_BOOKS: Mapping[str, Callable[[mutations.Rows], bytes]] = {
    ".xlsx": _same_each_time(as_xlsx),
    ".xls": as_xls,
    ".ods": _same_each_time(as_ods),
}


def dialect_of_last_resort(rows: mutations.Rows) -> bytes:
    return next(dialects()).write(rows)


def _in_words(reading: Reading) -> None:
    for problem in (*reading.problems, *reading.warnings):
        for language in ("nl", "en"):
            assert message(problem, words(language)).strip()


def _whole_or_not_at_all(reading: Reading) -> None:
    """With a problem there is no record; without one each fits the store."""
    if not reading.accepted:
        assert not reading.targets
        assert not reading.realisations
        return
    assert reading.kind is not None
    assert reading.half_year is not None
    codes = {each.code for each in register().in_half_year(reading.half_year)}
    seen = [each.code for each in reading.targets]
    assert len(seen) == len(set(seen))
    reported = [(each.code, each.reporter) for each in reading.realisations]
    assert len(reported) == len(set(reported))
    assert {*seen, *(code for code, _ in reported)} <= codes
    for target in reading.targets:
        assert target.net is None or 0 <= target.net < 2**31
        assert {target.net, target.corrected, target.carry_over} != {None}
        assert all(abs(x or 0) < 2**31 for x in (target.corrected, target.carry_over))
    if reading.realisations:
        assert reading.as_of is not None
        assert reading.as_of <= TODAY
    for each in reading.realisations:
        assert 0 <= each.realised < 2**31
        assert each.linked is None or 0 <= each.linked < 2**31
