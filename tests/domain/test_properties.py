"""What holds for every history, and the oracle: two implementations, one answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.account import Account, build_account
from supervision.domain.decision import OFF_THE_LADDER, Measure
from supervision.domain.figures import Facts, Stated
from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import Assessment, assess
from supervision.domain.province import Sum, Totals, assess_province, build_accounts
from supervision.domain.ruleset import Rule, RuleSet
from supervision.domain.simulation import follow, simulate
from supervision.domain.vintages import Attribution
from tests import strategies
from tests.domain import naive

data = st.data()


def plain(account: Account) -> list[dict[str, Any]]:
    """The account in the words of the oracle."""
    return [
        {
            "half_year": str(line.half_year),
            "target": line.target,
            "opening": line.opening.persons,
            "opening_provisional": line.opening.provisional,
            "obligation": line.obligation,
            "realised": line.latest.realised,
            "as_of": line.latest.as_of,
            "final": line.latest.final,
            "closing": line.latest.closing,
            "provisional": line.provisional,
            "vintages": None
            if line.vintages is None
            else {str(half_year): n for half_year, n in line.vintages.by_half_year.items()},
            "lead": None if line.vintages is None else line.vintages.lead,
            "missed": line.streak.missed,
            "gap": None if line.streak.gap is None else str(line.streak.gap),
            "differences": [(each.kind, each.stated, each.computed) for each in line.differences],
        }
        for line in account.lines
    ]


def same_fields(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of the oracle without what only the oracle needs."""
    return [
        {key: value for key, value in line.items() if key not in ("number", "reports", "ages")}
        for line in lines
    ]


def verdict(assessment: Assessment) -> dict[str, Any]:
    """The assessment in the words of the oracle."""
    return {
        "half_year": str(assessment.half_year),
        "obligation": assessment.obligation,
        "realised": assessment.position.realised,
        "as_of": assessment.position.as_of,
        "closing": assessment.position.closing,
        "norm": assessment.norm,
        "behind_pace": assessment.behind_pace,
        "state": assessment.state,
        "missed_in_a_row": assessment.streak.missed,
        "gap": None if assessment.streak.gap is None else str(assessment.streak.gap),
        "excused": assessment.excused,
        "holds": {
            number: [finding.holds for finding in found]
            for number, found in enumerate(assessment.findings, start=1)
        },
        "preventive": assessment.preventive,
        "indicated": assessment.indicated_step,
        "proposed": assessment.proposed_step,
        "outcome": assessment.outcome,
    }


# --- the account ----------------------------------------------------------------------------


@given(data, strategies.attributions)
def test_the_account_equals_that_of_the_oracle(
    data: st.DataObject, attribution: Attribution
) -> None:
    facts = data.draw(strategies.facts_over(data.draw(strategies.spans())))
    expected = same_fields(naive.account(facts, attribution))
    assert plain(build_account(facts, attribution)) == expected


@given(data, strategies.attributions)
def test_closing_is_opening_plus_target_minus_realised(
    data: st.DataObject, attribution: Attribution
) -> None:
    facts = data.draw(strategies.facts_over(data.draw(strategies.spans())))
    for line in build_account(facts, attribution).lines:
        numbers = (line.opening.persons, line.target, line.latest.realised)
        if None not in numbers:
            opening, target, realised = numbers
            assert line.latest.closing == opening + target - realised
            assert line.latest.closing == line.latest.backlog - line.latest.lead
            assert 0 in (line.latest.backlog, line.latest.lead)


@given(data, strategies.attributions)
def test_open_vintages_minus_lead_is_closing_under_both_attributions(
    data: st.DataObject, attribution: Attribution
) -> None:
    facts = data.draw(strategies.facts_over(data.draw(strategies.spans())))
    for line in build_account(facts, attribution).lines:
        if line.vintages is None:
            assert None in (line.opening.persons, line.target, line.latest.realised)
            continue
        assert line.vintages.closing == line.latest.closing
        assert sum(line.vintages.by_half_year.values()) == line.latest.backlog
        assert line.vintages.lead == line.latest.lead
        assert all(persons > 0 for persons in line.vintages.by_half_year.values())
        ages = list(line.vintages.by_half_year)
        assert ages == sorted(ages)
        assert all(age <= line.half_year for age in ages)


@given(data)
def test_the_attribution_changes_no_closing(data: st.DataObject) -> None:
    facts = data.draw(strategies.facts_over(data.draw(strategies.spans())))
    one, other = (build_account(facts, each) for each in Attribution)
    assert [line.latest for line in one.lines] == [line.latest for line in other.lines]


@given(data, strategies.attributions)
def test_the_order_of_the_facts_does_not_matter(
    data: st.DataObject, attribution: Attribution
) -> None:
    facts = data.draw(strategies.facts_over(data.draw(strategies.spans())))
    shuffled = Facts(
        facts.code,
        dict(data.draw(st.permutations(list(facts.targets.items())))),
        {
            half_year: tuple(data.draw(st.permutations(reports)))
            for half_year, reports in reversed(facts.realisations.items())
        },
        dict(reversed(facts.openings.items())),
        tuple(data.draw(st.permutations(facts.swaps))),
    )
    one, other = build_account(facts, attribution), build_account(shuffled, attribution)
    assert plain(one) == plain(other)


# --- two halves of a history ----------------------------------------------------------------


LOOKING_BACK = frozenset({Rule.MISSED_IN_A_ROW, Rule.BACKLOG_NOT_SHRINKING})
"""What these see before the second half is lost when only its opening is stated."""


@st.composite
def histories_cut_in_two(draw: st.DrawFn) -> tuple[Facts, Facts, tuple[HalfYear, ...]]:
    """The whole, its second half with the opening stated by a person, and the second span."""
    span = draw(strategies.spans(shortest=2))
    whole = draw(strategies.plain_facts_over(span))
    cut = draw(st.integers(1, len(span) - 1))
    opening = build_account(whole).lines[cut - 1].latest.closing
    second = span[cut:]
    assert opening is not None
    rest = Facts(
        whole.code,
        {half_year: whole.targets[half_year] for half_year in second},
        {half_year: whole.realisations[half_year] for half_year in second},
        {second[0]: Stated(opening, strategies.SOMEWHERE)},
        whole.swaps,
    )
    return whole, rest, second


@given(histories_cut_in_two(), strategies.rulesets(without=LOOKING_BACK), data)
def test_assessing_a_history_in_two_halves_equals_assessing_it_at_once(
    cut: tuple[Facts, Facts, tuple[HalfYear, ...]], ruleset: RuleSet, data: st.DataObject
) -> None:
    whole, rest, second = cut
    at_once = build_account(whole, ruleset.attribution)
    halved = build_account(rest, ruleset.attribution)
    for line in halved.lines:
        twin = at_once.line(line.half_year)
        assert twin is not None
        assert (line.target, line.obligation, line.latest) == (
            twin.target,
            twin.obligation,
            twin.latest,
        )
    measure = data.draw(strategies.measures(second))
    # Before the first closing of the second half the backlog conditions have nothing to look at.
    days = strategies.days_in(second).filter(lambda day: day >= second[0].reference_date)
    on = data.draw(days | st.just(second[-1].reference_date))
    found = verdict(assess(halved, on, ruleset, measure))
    expected = verdict(assess(at_once, on, ruleset, measure))
    for looking_back in ("missed_in_a_row", "gap"):
        del found[looking_back], expected[looking_back]
    assert found == expected


@given(data)
def test_importing_a_history_in_two_halves_gives_the_account_of_one_go(
    data: st.DataObject,
) -> None:
    span = data.draw(strategies.spans(shortest=2))
    facts = data.draw(strategies.facts_over(span))
    last = data.draw(st.sampled_from(span[:-1]))
    first_half = Facts(
        facts.code,
        {half_year: each for half_year, each in facts.targets.items() if half_year <= last},
        {half_year: each for half_year, each in facts.realisations.items() if half_year <= last},
        {half_year: each for half_year, each in facts.openings.items() if half_year <= last},
        facts.swaps,
    )
    before = plain(build_account(first_half))
    assert plain(build_account(facts))[: len(before)] == before


@given(data, strategies.rulesets())
def test_a_simulation_in_two_parts_equals_one_in_one_go(
    data: st.DataObject, ruleset: RuleSet
) -> None:
    span = data.draw(strategies.spans(shortest=2))
    account = build_account(data.draw(strategies.facts_over(span)), ruleset.attribution)
    dates = [each.reference_date for each in span]
    path = simulate(account, ruleset, dates, never)
    measure = OFF_THE_LADDER
    for on, at_once in zip(dates, path, strict=True):
        assessment = assess(account, on, ruleset, measure)
        assert assessment == at_once
        measure = follow(assessment, ruleset, never)


def never(day: date) -> bool:
    """No day is a holiday."""
    return False


# --- the assessment -------------------------------------------------------------------------


@given(data, strategies.rulesets())
def test_the_assessment_equals_that_of_the_oracle(data: st.DataObject, ruleset: RuleSet) -> None:
    span = data.draw(strategies.spans())
    facts = data.draw(strategies.facts_over(span))
    on = data.draw(strategies.days_in(span))
    measure = data.draw(strategies.measures(span))
    excuses = data.draw(strategies.excuses(span))
    account = build_account(facts, ruleset.attribution)
    expected = naive.assess(facts, on, ruleset, measure, excuses)
    assert verdict(assess(account, on, ruleset, measure, excuses)) == expected


@given(data, strategies.rulesets())
def test_the_assessment_with_a_named_number_equals_that_of_the_oracle(
    data: st.DataObject, ruleset: RuleSet
) -> None:
    span = data.draw(strategies.spans())
    facts = data.draw(strategies.plain_facts_over(span))
    on = data.draw(st.sampled_from([day for each in span for day in months(each)]))
    measure = data.draw(strategies.measures(span, named=True))
    account = build_account(facts, ruleset.attribution)
    if measure.counted_from is None or measure.counted_from <= on:
        expected = naive.assess(facts, on, ruleset, measure)
        assert verdict(assess(account, on, ruleset, measure)) == expected


months = strategies.firsts_of_month


@given(data, strategies.rulesets())
def test_reports_after_the_date_of_the_assessment_never_matter(
    data: st.DataObject, ruleset: RuleSet
) -> None:
    span = data.draw(strategies.spans())
    facts = data.draw(strategies.facts_over(span))
    on = data.draw(strategies.days_in(span))
    measure = data.draw(strategies.measures(span))
    known = {
        half_year: tuple(report for report in reports if report.as_of <= on)
        for half_year, reports in facts.realisations.items()
    }
    as_it_stood = build_account(replace(facts, realisations=known), ruleset.attribution)
    with_later = build_account(facts, ruleset.attribution)
    found, expected = (
        verdict(assess(account, on, ruleset, measure)) for account in (with_later, as_it_stood)
    )
    assert found == expected


@given(data, strategies.rulesets())
def test_the_half_years_after_the_one_that_runs_never_matter(
    data: st.DataObject, ruleset: RuleSet
) -> None:
    span = data.draw(strategies.spans(shortest=2))
    facts = data.draw(strategies.facts_over(span))
    last = data.draw(st.sampled_from(sorted(facts.targets.keys() | facts.realisations.keys())))
    on = data.draw(st.sampled_from([*months(last)[:-1]]))
    until = Facts(
        facts.code,
        {half_year: each for half_year, each in facts.targets.items() if half_year <= last},
        {half_year: each for half_year, each in facts.realisations.items() if half_year <= last},
        {half_year: each for half_year, each in facts.openings.items() if half_year <= last},
        facts.swaps,
    )
    found, expected = (
        verdict(assess(build_account(each, ruleset.attribution), on, ruleset))
        for each in (facts, until)
    )
    assert found == expected


def with_more_housed(facts: Facts, half_year: HalfYear, since: date, more: int) -> Facts:
    """The same facts, but from the report of `since` on `more` persons were housed."""
    changed = tuple(
        replace(each, realised=each.realised + more) if each.as_of >= since else each
        for each in facts.realisations[half_year]
    )
    return replace(facts, realisations={**facts.realisations, half_year: changed})


@given(data, strategies.rulesets(), st.integers(1, 20))
def test_more_realised_anywhere_in_the_past_never_raises_a_step(
    data: st.DataObject, ruleset: RuleSet, more: int
) -> None:
    span = data.draw(strategies.spans())
    facts = data.draw(strategies.plain_facts_over(span, complete=data.draw(st.booleans())))
    measure = data.draw(strategies.measures(span, named=data.draw(st.booleans())))
    excuses = data.draw(strategies.excuses(span))
    on = data.draw(strategies.days_in(span))
    if not facts.realisations:
        return
    half_year = data.draw(st.sampled_from(sorted(facts.realisations)))
    since = data.draw(st.sampled_from(months(half_year)))
    richer = with_more_housed(facts, half_year, since, more)
    assert_no_step_is_raised(facts, richer, on, ruleset, measure, excuses)


@given(data, strategies.rulesets(), st.integers(1, 20))
def test_more_realised_of_late_never_raises_a_step_whatever_the_files_state(
    data: st.DataObject, ruleset: RuleSet, more: int
) -> None:
    span = data.draw(strategies.spans())
    facts = data.draw(strategies.facts_over(span))
    measure = data.draw(strategies.measures(span))
    on = data.draw(strategies.days_in(span))
    recent = {HalfYear.last_closed_on(on), HalfYear.running_on(on)} & facts.realisations.keys()
    if not recent:
        return
    half_year = data.draw(st.sampled_from(sorted(recent)))
    since = data.draw(st.sampled_from(months(half_year)))
    richer = with_more_housed(facts, half_year, since, more)
    assert_no_step_is_raised(facts, richer, on, ruleset, measure, ())


def assert_no_step_is_raised(
    facts: Facts, richer: Facts, on: date, ruleset: RuleSet, measure: Measure, excuses: Any
) -> None:
    before, after = (
        assess(build_account(each, ruleset.attribution), on, ruleset, measure, excuses)
        for each in (facts, richer)
    )
    assert after.indicated_step <= before.indicated_step
    assert after.proposed_step <= before.proposed_step


@given(data, strategies.rulesets())
def test_the_proposal_is_one_step_up_at_most_unless_skipping_is_allowed(
    data: st.DataObject, ruleset: RuleSet
) -> None:
    span = data.draw(strategies.spans())
    facts = data.draw(strategies.facts_over(span))
    on = data.draw(strategies.days_in(span))
    measure = data.draw(strategies.measures(span))
    found = assess(build_account(facts), on, replace(ruleset, may_skip=False), measure)
    assert found.proposed_step in (0, measure.step, measure.step + 1)
    frozen = assess(build_account(facts), on, ruleset, measure, data.draw(strategies.excuses(span)))
    assert not frozen.excused or frozen.proposed_step in (0, measure.step)


# --- the province ---------------------------------------------------------------------------


def summed(numbers: list[int | None]) -> Sum:
    known = [number for number in numbers if number is not None]
    return Sum(sum(known) if known else None, len(numbers) - len(known))


@given(strategies.mergers(), strategies.rulesets(), data)
def test_the_province_is_the_sum_of_its_municipalities(
    merger: Any, ruleset: RuleSet, data: st.DataObject
) -> None:
    register, facts, _, span = merger
    on = data.draw(strategies.days_in(span))
    accounts = build_accounts(facts, register, ruleset.attribution)
    province = assess_province(accounts, register, on, ruleset)
    rows = list(province.assessments.values())
    totals = Totals.of(data.draw(st.permutations(rows)))
    assert totals.municipalities == len(province.municipalities) == len(rows)
    assert totals.obligation == summed([each.obligation for each in rows])
    assert totals.realised == summed([each.position.realised for each in rows])
    assert totals.closing == summed([each.position.closing for each in rows])
    assert totals.backlog == summed([each.position.backlog for each in rows])
    assert totals.lead == summed([each.position.lead for each in rows])
    if totals.closing.persons is not None:
        assert totals.closing.persons == totals.backlog.persons - totals.lead.persons


@given(strategies.mergers(), strategies.attributions)
def test_a_merger_conserves_the_totals_of_the_province(
    merger: Any, attribution: Attribution
) -> None:
    register, facts, begins, _ = merger
    accounts = build_accounts(facts, register, attribution)
    before = [accounts[each.code] for each in register.in_half_year(begins.previous)]
    after = [accounts[each.code] for each in register.in_half_year(begins)]
    closings = [account.line(begins.previous).latest.closing for account in before]
    openings = [account.line(begins).opening.persons for account in after]
    assert None not in closings
    assert sum(openings) == sum(closings)


@given(strategies.mergers(), strategies.attributions)
def test_the_accounts_of_a_province_equal_those_of_the_oracle(
    merger: Any, attribution: Attribution
) -> None:
    register, facts, _, _ = merger
    found = build_accounts(facts, register, attribution)
    expected = naive.accounts(facts, register.municipalities, attribution)
    assert {code: plain(account) for code, account in found.items()} == {
        code: same_fields(lines) for code, lines in expected.items()
    }


@given(strategies.any_half_year, strategies.any_half_year)
def test_half_years_sort_as_their_dates_do(one: HalfYear, other: HalfYear) -> None:
    assert (one < other) == (one.start < other.start)
    assert (one < other) == (str(one) < str(other))
    assert one.next.previous == one == one.previous.next
    assert HalfYear.parse(str(one)) == one
    assert HalfYear.of(one.reference_date) == one
    assert HalfYear.last_closed_on(one.reference_date) == one
    assert HalfYear.running_on(one.reference_date) == one.next
