"""Short ways to tell the history of a municipality in a test."""

from __future__ import annotations

from datetime import date

from supervision.domain.account import Account, build_account
from supervision.domain.figures import Facts, Realisation, Reporter, Source, Stated, Swap, Target
from supervision.domain.halfyear import HalfYear
from supervision.domain.vintages import Attribution

HORST, VENLO = "GM1507", "GM0983"
LETTER, OVERVIEW, PERSON = Source(1, 5), Source(2, 7), Source(9)


def half(text: str) -> HalfYear:
    """2025-1."""
    return HalfYear.parse(text)


def day(text: str) -> date:
    """2025-07-01."""
    return date.fromisoformat(text)


def target(
    net: int | None = None, corrected: int | None = None, carry_over: int | None = None
) -> Target:
    """What the files of one half-year say."""
    said = (
        None if persons is None else Stated(persons, LETTER)
        for persons in (net, corrected, carry_over)
    )
    return Target(*said)


def report(as_of: str, realised: int, reporter: Reporter = Reporter.COA) -> Realisation:
    """Persons housed up to a date, in the half-year to which that date belongs."""
    return Realisation(HalfYear.of(day(as_of)), day(as_of), realised, OVERVIEW, reporter)


def facts(
    targets: dict[str, Target],
    reports: dict[str, int] | None = None,
    openings: dict[str, int] | None = None,
    swaps: tuple[Swap, ...] = (),
    code: str = HORST,
) -> Facts:
    """Targets by half-year, persons housed by as-of date, openings that a person stated."""
    realisations: dict[HalfYear, tuple[Realisation, ...]] = {}
    for as_of, realised in (reports or {}).items():
        found = report(as_of, realised)
        realisations[found.half_year] = (*realisations.get(found.half_year, ()), found)
    return Facts(
        code,
        {half(text): each for text, each in targets.items()},
        realisations,
        {half(text): Stated(persons, PERSON) for text, persons in (openings or {}).items()},
        swaps,
    )


def history(
    first: str,
    *periods: tuple[int, int | None],
    opening: int = 0,
    attribution: Attribution = Attribution.CURRENT_FIRST,
    running: dict[str, int] | None = None,
) -> Account:
    """The account after half-years of (net target, persons housed at the reference date).

    None is a half-year of which no figure came in; `running` adds reports by as-of date.
    """
    targets, reports = {}, dict(running or {})
    half_year = half(first)
    for index, (net, realised) in enumerate(periods):
        targets[str(half_year)] = target(net, carry_over=None if index else opening)
        if realised is not None:
            reports[half_year.reference_date.isoformat()] = realised
        half_year = half_year.next
    return build_account(facts(targets, reports), attribution)
