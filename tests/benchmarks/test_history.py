"""How fast the whole history of the province is assessed; `make bench` prints it.

31 municipalities × 26 half-years: all accounts built, and each assessed on every reference
date. Only the results are asserted, the milliseconds are for reading.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from time import perf_counter
from typing import Any

import pytest

from supervision.domain.decision import OFF_THE_LADDER
from supervision.domain.figures import Facts, Realisation, Source, Stated, Target
from supervision.domain.halfyear import HalfYear, half_years
from supervision.domain.ladder import Assessment
from supervision.domain.municipality import Municipality, Register
from supervision.domain.province import assess_province, build_accounts
from supervision.reference import register
from supervision.rulesets import find_ruleset
from tests.benchmarks.conftest import Say
from tests.domain import naive
from tests.strategies import firsts_of_month

LIMBURG = find_ruleset("limburg-2013")
SPAN = half_years(HalfYear(2014, 1), HalfYear(2026, 2))
TODAY = register().in_half_year(SPAN[-1])
# Without mergers, so that there are 31 from the first half-year on.
PROVINCE = Register.of(Municipality(each.code, each.name, each.region) for each in TODAY)
DATES = [each.reference_date for each in SPAN]
ROUNDS = 7


def made_up() -> dict[str, Facts]:
    """Monthly figures of 31 municipalities from a fixed seed, some half-years missing."""
    random = Random(2013)
    source = Source(1, 2)
    facts = {}
    for municipality in PROVINCE.municipalities:
        targets, realisations = {}, {}
        for half_year in SPAN:
            net = random.randint(5, 80)
            carry_over = Stated(random.randint(-9, 9), source) if half_year == SPAN[0] else None
            targets[half_year] = Target(Stated(net, source), None, carry_over)
            if random.random() < 0.02:
                continue
            housed = [random.randint(0, net // 3) for _ in range(6)]
            realisations[half_year] = tuple(
                Realisation(half_year, as_of, sum(housed[: month + 1]), source)
                for month, as_of in enumerate(firsts_of_month(half_year))
            )
        facts[municipality.code] = Facts(municipality.code, targets, realisations)
    return facts


def ours(facts: dict[str, Facts]) -> list[dict[str, Assessment]]:
    accounts = build_accounts(facts, PROVINCE, LIMBURG.attribution)
    return [dict(assess_province(accounts, PROVINCE, on, LIMBURG).assessments) for on in DATES]


def naively(facts: dict[str, Facts]) -> list[dict[str, Any]]:
    accounts = {code: naive.account(each, LIMBURG.attribution) for code, each in facts.items()}
    return [
        {
            # A reference date has no report of the next half-year yet; the account may.
            code: naive.assess_account(
                [line for line in lines if naive.reference_date(line["number"]) <= on],
                on,
                LIMBURG,
                OFF_THE_LADDER,
            )(())
            for code, lines in accounts.items()
        }
        for on in DATES
    ]


def best_of(rounds: int, function: Callable[[], Any]) -> tuple[float, Any]:
    """The shortest of several runs in milliseconds, and the result."""
    shortest, result = float("inf"), None
    for _ in range(rounds):
        start = perf_counter()
        result = function()
        shortest = min(shortest, perf_counter() - start)
    return shortest * 1000, result


@pytest.mark.benchmark
def test_the_whole_history_of_the_province(say: Say) -> None:
    facts = made_up()
    milliseconds, found = best_of(ROUNDS, lambda: ours(facts))
    accounts_only, _ = best_of(ROUNDS, lambda: build_accounts(facts, PROVINCE, LIMBURG.attribution))
    naive_milliseconds, expected = best_of(2, lambda: naively(facts))
    say(
        f"31 municipalities x 26 half-years: {milliseconds:.1f} ms (best of {ROUNDS}; "
        f"accounts {accounts_only:.1f} ms), naive {naive_milliseconds:.0f} ms, "
        f"ratio {naive_milliseconds / milliseconds:.1f}"
    )
    assert sum(len(each) for each in found) == 31 * 26
    for on, by_code, by_code_naive in zip(DATES, found, expected, strict=True):
        for code, assessment in by_code.items():
            told = by_code_naive[code]
            where = (on, code)
            assert assessment.position.closing == told["closing"], where
            assert assessment.state == told["state"], where
            assert assessment.streak.missed == told["missed_in_a_row"], where
            assert assessment.preventive == told["preventive"], where
            assert assessment.indicated_step == told["indicated"], where
            assert assessment.proposed_step == told["proposed"], where
