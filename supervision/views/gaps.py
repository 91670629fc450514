"""Which half-years closed before the one shown lack their closing figure, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervision.domain.account import Account
from supervision.domain.halfyear import HalfYear, half_years
from supervision.domain.municipality import Municipality, Register
from supervision.words import Words


def missing_closings(
    accounts: Mapping[str, Account], register: Register, before: HalfYear, t: Words
) -> tuple[str, ...]:
    """Return a sentence for each group of municipalities that lacks the same closing figures.

    Looked at are the half-years before `before` that an account reaches; a municipality merged
    since is named by the name it had. The oldest half-year comes first.
    """
    groups: dict[tuple[str, ...], list[HalfYear]] = {}
    for half_year, names in _lacking(accounts, register, before, t):
        groups.setdefault(names, []).append(half_year)
    return tuple(
        t(
            "No closing figure of {half_years}: {names}. What is carried over from it is "
            "provisional or unknown.",
            half_years=", ".join(str(each) for each in lacked),
            names=", ".join(names),
        )
        for names, lacked in groups.items()
    )


def _lacking(
    accounts: Mapping[str, Account], register: Register, before: HalfYear, t: Words
) -> Iterator[tuple[HalfYear, tuple[str, ...]]]:
    starts = [each.lines[0].half_year for each in accounts.values() if each.lines]
    first = min(starts, default=before)
    for half_year in half_years(first, before.previous) if first < before else ():
        kept = [
            each for each in register.in_half_year(half_year) if _reaches(accounts, each, half_year)
        ]
        without = [each.name for each in kept if not _closed(accounts[each.code], half_year)]
        if without and len(without) == len(kept):
            yield half_year, (t("all municipalities"),)
        elif without:
            yield half_year, tuple(without)


def _reaches(
    accounts: Mapping[str, Account], municipality: Municipality, half_year: HalfYear
) -> bool:
    lines = accounts.get(municipality.code, Account(municipality.code)).lines
    return bool(lines) and lines[0].half_year <= half_year


def _closed(account: Account, half_year: HalfYear) -> bool:
    """An account that ends earlier lacks what came after, up to the half-year shown."""
    line = account.line(half_year)
    return line is not None and line.latest.final
