"""Files as a Dutch office sends them: BOM, semicolons, a title line, a total row.

The figures follow a formula, so that a test can say what every screen must show.
"""

from __future__ import annotations

from dataclasses import dataclass

from supervision.domain.halfyear import HalfYear
from supervision.reference import register

HALF_YEAR = HalfYear(2025, 1)
BROKEN_NAME = "realisatie april.csv"
BROKEN = (
    "\ufeffRealisatie per 1 april 2025\r\n"
    "Gemeente;Gerealiseerd\r\n"
    "Beek;twaalf\r\n"
    "Bergn;3\r\n"
    "Venlo;\r\n"
    "Weert;4\r\n"
).encode()
MISTAKES = (("3", "Gerealiseerd", "twaalf"), ("4", "Gemeente", "Bergn"), ("5", "Gerealiseerd", "–"))
"""Row, column and value of the three mistakes in BROKEN."""


@dataclass(frozen=True)
class Delivered:
    """What the files say of one municipality."""

    code: str
    name: str
    target: int
    carry_over: int
    realised: int

    @property
    def obligation(self) -> int:
        return self.target + self.carry_over

    @property
    def to_house(self) -> int:
        return max(self.obligation - self.realised, 0)


def delivered(*, more: int = 0) -> tuple[Delivered, ...]:
    """The figures of all municipalities; `more` persons housed in each."""
    return tuple(
        Delivered(each.code, each.name, 20 + 3 * n, n % 9 - 4, (n * 11) % (26 + 3 * n) + more)
        for n, each in enumerate(register().in_half_year(HALF_YEAR))
    )


TARGETS_NAME = "Taakstelling 2025-1.csv"
REALISATION_NAME = "Realisatie per 1 juli 2025.csv"


def targets() -> bytes:
    """The targets of the first half of 2025, with the carry-over."""
    lines = ["Taakstelling huisvesting vergunninghouders, eerste helft 2025", ""]
    lines.append("Gemeentecode;Gemeente;Netto taakstelling;Achterstand/voorsprong")
    lines += [f"{d.code};{d.name};{d.target};{d.carry_over}" for d in delivered()]
    lines.append(f";Totaal;{sum(d.target for d in delivered())};")
    return _encoded(lines)


def realisation(*, more: int = 0) -> bytes:
    """What had been realised on 1 July 2025."""
    lines = ["Huisvesting vergunninghouders, stand per 1 juli 2025", ""]
    lines.append("Gemeentecode;Gemeente;Gerealiseerd")
    lines += [f"{d.code};{d.name};{d.realised}" for d in delivered(more=more)]
    lines.append(f";Totaal;{sum(d.realised for d in delivered(more=more))}")
    return _encoded(lines)


def _encoded(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
