"""Histories with a figure every month: told in a line, simulated, or as wild as can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import exp
from random import Random

from supervision.domain.account import Account, build_account
from supervision.domain.figures import Facts, Realisation, Source, Stated, Target
from supervision.domain.halfyear import HalfYear, half_years
from tests.domain.stories import HORST, facts, half, target
from tests.strategies import firsts_of_month

EVEN = (10, 20, 30, 40, 50, 60)
"""Ten persons a month."""
Figures = Sequence[int | None]


def paced(
    first: str, *periods: tuple[int, Figures], code: str = HORST, opening: int = 0
) -> Account:
    """The account of half-years of (net target, figures of the firsts of the month; None: none)."""
    return build_account(told(first, *periods, code=code, opening=opening))


def told(first: str, *periods: tuple[int, Figures], code: str = HORST, opening: int = 0) -> Facts:
    """The facts of such half-years."""
    targets, reports = {}, {}
    half_year = half(first)
    for index, (net, figures) in enumerate(periods):
        targets[str(half_year)] = target(net, carry_over=None if index else opening)
        for as_of, realised in zip(firsts_of_month(half_year), figures, strict=False):
            if realised is not None:
                reports[as_of.isoformat()] = realised
        half_year = half_year.next
    return facts(targets, reports, code=code)


def simulated(seed: int, size: int = 31, length: int = 22) -> list[Account]:
    """A province in which nothing changes but by chance, and targets now and then.

    Each municipality houses at a pace of its own, at random moments (Poisson), a share of what
    is due.
    """
    random = Random(seed)
    span = half_years(HalfYear(2014, 1), _later(HalfYear(2014, 1), length - 1))
    country = [random.uniform(0.6, 1.5) for _ in span]
    accounts = []
    for number in range(size):
        usual, willing = exp(random.uniform(1.5, 4.2)), random.gauss(1, 0.1)
        closing, periods = 0, []
        for scale in country:
            net = max(round(usual * scale), 1)
            pace = (max(net + closing, 0) * 0.9 + net * 0.1) * max(willing, 0.5) / 6
            figures = [0]
            for _ in range(6):
                figures.append(figures[-1] + _poisson(random, pace))
            periods.append((net, figures[1:]))
            closing += net - figures[-1]
        accounts.append(paced(str(span[0]), *periods, code=f"GM{number:04}"))
    return accounts


def _poisson(random: Random, mean: float) -> int:
    limit, product, count = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def wild(seed: int, size: int = 4, length: int = 14) -> list[Facts]:
    """A province as files can make it: gaps, days off the first, figures that go down, leads."""
    random = Random(seed)
    source = Source(1, 2)
    span = half_years(HalfYear(2019, 1), _later(HalfYear(2019, 1), length - 1))
    found = []
    for number in range(size):
        targets, realisations = {}, {}
        for half_year in span:
            if random.random() > 0.04:
                carry_over = Stated(random.randint(-30, 30), source)
                targets[half_year] = Target(
                    Stated(random.randint(0, 40), source),
                    carry_over=carry_over if half_year == span[0] else None,
                )
            reports, so_far = [], 0
            for as_of in _days(random, half_year):
                so_far = max(so_far + random.choice([-4, 0, 0, 1, 3, 6, 12]), 0)
                reports.append(Realisation(half_year, as_of, so_far, source))
            realisations[half_year] = tuple(reports)
        found.append(Facts(f"GM{number:04}", targets, realisations))
    return found


def _days(random: Random, half_year: HalfYear) -> list[date]:
    days = {each for each in firsts_of_month(half_year) if random.random() > 0.07}
    if not random.randrange(3):
        days.add(half_year.start + timedelta(days=random.randint(1, 180)))
    return sorted(days)


def _later(half_year: HalfYear, count: int) -> HalfYear:
    for _ in range(count):
        half_year = half_year.next
    return half_year


def accounts_of(found: Iterable[Facts]) -> list[Account]:
    return [build_account(each) for each in found]
