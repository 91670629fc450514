"""How fast all expectations and their back-test are made; `make bench` prints it.

31 municipalities × 26 half-years. Only the number of results is asserted.
"""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.account import Account
from supervision.domain.backtest import Trial, trials
from supervision.domain.history import History
from supervision.domain.outlook import alerts
from supervision.domain.province import assess_province, build_accounts
from tests.benchmarks.conftest import Say
from tests.benchmarks.test_history import LIMBURG, PROVINCE, ROUNDS, SPAN, best_of, made_up, ours

NOVEMBER, LATE = date(2026, 11, 24), date(2027, 1, 1)


def tried(accounts: dict[str, Account]) -> tuple[Trial, ...]:
    return trials(accounts.values(), History.of(accounts.values()), LATE)


@pytest.mark.benchmark
def test_all_expectations_of_the_province(say: Say) -> None:
    facts = made_up()
    accounts = build_accounts(facts, PROVINCE, LIMBURG.attribution)
    province = assess_province(accounts, PROVINCE, NOVEMBER, LIMBURG)

    def warn() -> int:
        return len(alerts(province, History.of(accounts.values())))

    both, _ = best_of(ROUNDS, lambda: (ours(facts), tried(accounts)))
    backtest, found = best_of(ROUNDS, lambda: tried(accounts))
    today, _ = best_of(ROUNDS, warn)
    say(
        f"assessed and back-tested, 31 municipalities x 26 half-years: {both:.0f} ms (best "
        f"of {ROUNDS}); back-test alone {backtest:.0f} ms, {len(found)} expectations; alerts "
        f"of one day with the history they rest on {today:.0f} ms"
    )
    assert {each.half_year for each in found} == set(SPAN[6:])
