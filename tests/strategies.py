"""All hypothesis strategies of the suite: the inputs of the domain, as wild as files make them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from supervision.domain.decision import OFF_THE_LADDER, Decision, DecisionKind, Measure
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.figures import Facts, Realisation, Reporter, Source, Stated, Swap, Target
from supervision.domain.halfyear import HalfYear, half_years
from supervision.domain.municipality import Municipality, Register
from supervision.domain.ruleset import (
    Authority,
    Condition,
    Evidence,
    Rule,
    RuleSet,
    Step,
    StepKey,
    TermRule,
)
from supervision.domain.terms import Term
from supervision.domain.vintages import Attribution

OURS, OTHER = "GM1507", "GM0983"
SOMEWHERE = Source(1, 2)

attributions = st.sampled_from(Attribution)
any_half_year = st.builds(HalfYear, st.integers(2014, 2030), st.integers(1, 2))
_persons = st.integers(0, 40)
_balances = st.integers(-25, 25)


@st.composite
def spans(draw: st.DrawFn, shortest: int = 1, longest: int = 7) -> tuple[HalfYear, ...]:
    """Half-years in a row."""
    first = draw(any_half_year)
    last = first
    for _ in range(draw(st.integers(shortest, longest)) - 1):
        last = last.next
    return half_years(first, last)


@st.composite
def days_in(draw: st.DrawFn, span: Sequence[HalfYear]) -> date:
    """A day after the start of the span, up to its last reference date; edges more often."""
    edges = [each.reference_date for each in span]
    edges += [each - timedelta(days=1) for each in edges]
    length = (span[-1].reference_date - span[0].start).days
    anywhere = st.integers(1, length).map(lambda n: span[0].start + timedelta(days=n))
    return draw(st.sampled_from(edges) | anywhere)


def firsts_of_month(half_year: HalfYear) -> list[date]:
    """The six dates on which COA reports on a half-year, the reference date last."""
    months = [half_year.start.month + n for n in range(1, 6)]
    return [date(half_year.year, month, 1) for month in months] + [half_year.reference_date]


def _stated(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Stated]:
    return numbers.map(lambda persons: Stated(persons, SOMEWHERE))


@st.composite
def targets(draw: st.DrawFn) -> Target | None:
    """What files say of a target: nothing, net, corrected, both, with or without carry-over."""
    says = draw(st.sampled_from(["net", "net", "corrected", "both", "only carry-over", "nothing"]))
    if says == "nothing":
        return None
    net = draw(_stated(_persons)) if says in ("net", "both") else None
    corrected = draw(_stated(st.integers(-20, 60))) if says in ("corrected", "both") else None
    certain = says == "only carry-over"
    carry_over = draw(_stated(_balances) if certain else st.none() | _stated(_balances))
    return Target(net, corrected, carry_over)


@st.composite
def reports(draw: st.DrawFn, half_year: HalfYear) -> tuple[Realisation, ...]:
    """Reports on a half-year, in any order: cumulative, but free to go down, now and then none."""
    off_the_first = half_year.start + timedelta(days=draw(st.integers(1, 180)))
    usual = firsts_of_month(half_year)
    dates = draw(
        st.just(usual)
        | st.lists(st.sampled_from([*usual, off_the_first]), unique=True, max_size=4)
        | st.just([])
    )
    found = [Realisation(half_year, as_of, draw(_persons), SOMEWHERE) for as_of in dates]
    if draw(st.booleans()):
        own = Realisation(half_year, usual[2], draw(_persons), SOMEWHERE, Reporter.MUNICIPALITY)
        found.append(own)
    return tuple(draw(st.permutations(found)))


@st.composite
def swaps(draw: st.DrawFn, span: Sequence[HalfYear]) -> tuple[Swap, ...]:
    """Targets that went from us to the other municipality or back."""
    found = []
    for number in range(1, draw(st.integers(0, 2)) + 1):
        half_year = draw(st.sampled_from(span))
        giver, taker = draw(st.permutations([OURS, OTHER]))
        persons = draw(st.integers(1, 15))
        found.append(Swap(number, half_year, giver, taker, persons, half_year.start))
    return tuple(found)


@st.composite
def facts_over(draw: st.DrawFn, span: Sequence[HalfYear], code: str = OURS) -> Facts:
    """Facts with gaps, carry-overs, corrected-only targets, swaps and unknown openings.

    Of the last half-year there is always some figure, so that the account reaches it.
    """
    stated = {each: target for each in span if (target := draw(targets())) is not None}
    realised = {each: found for each in span if (found := draw(reports(each)))}
    openings = {each: draw(_stated(_balances)) for each in span if not draw(st.integers(0, 3))}
    if span[-1] not in stated.keys() | realised.keys() | openings.keys():
        stated[span[-1]] = Target(net=draw(_stated(_persons)))
    return Facts(code, stated, realised, openings, draw(swaps(span)))


@st.composite
def plain_facts_over(
    draw: st.DrawFn, span: Sequence[HalfYear], code: str = OURS, *, complete: bool = True
) -> Facts:
    """Net targets, an opening stated by the first file, and monthly reports that never go down.

    Unless `complete`, half-years without any figure occur.
    """
    stated, realised = {}, {}
    for half_year in span:
        carry_over = draw(_stated(_balances)) if half_year == span[0] else None
        stated[half_year] = Target(draw(_stated(_persons)), None, carry_over)
        if complete or draw(st.integers(0, 4)):
            so_far, found = 0, []
            for as_of in firsts_of_month(half_year):
                so_far += draw(st.integers(0, 8))
                found.append(Realisation(half_year, as_of, so_far, SOMEWHERE))
            realised[half_year] = tuple(found)
    return Facts(code, stated, realised, {}, draw(swaps(span)))


_numbers = st.integers(1, 30)
_shares = st.fractions(Fraction(1, 100), 1, max_denominator=100)
_true = st.just(True)
_THRESHOLDS: dict[Rule, st.SearchStrategy[int | Fraction | bool]] = {
    Rule.BACKLOG_PERSONS: _numbers,
    Rule.BACKLOG_SHARE: _shares,
    Rule.REALISED_SHARE_BELOW: _shares,
    Rule.MISSED_IN_A_ROW: st.integers(1, 4),
    Rule.BACKLOG_NOT_SHRINKING: _true,
    Rule.BEHIND_PACE: _true,
    Rule.FIRST_MONTH_BELOW_PACE: _true,
    Rule.AT_STEP: st.integers(1, 6),
    Rule.TERM_EXPIRED: _true,
}


@st.composite
def conditions(draw: st.DrawFn, without: frozenset[Rule]) -> tuple[Condition, ...]:
    """One to three conditions from the closed list."""
    allowed = [rule for rule in Rule if rule not in without]
    rules = draw(st.lists(st.sampled_from(allowed), min_size=1, max_size=3, unique=True))
    return tuple(Condition(rule, draw(_THRESHOLDS[rule]), Evidence.ASSUMED) for rule in rules)


term_rules = (
    st.none()
    | st.builds(TermRule, weeks=st.integers(1, 30))
    | st.builds(TermRule, half_years=st.integers(1, 3))
    | st.just(TermRule(next_reference_date=True))
)


@st.composite
def rulesets(draw: st.DrawFn, without: frozenset[Rule] = frozenset()) -> RuleSet:
    """Rule sets with random conditions and thresholds, of a shape that the loader accepts."""
    steps = tuple(
        Step(
            number,
            key,
            {"nl": key.value, "en": key.value},
            Authority.STAFF,
            "art.",
            "test",
            Evidence.ASSUMED,
            draw(conditions(without)),
            draw(term_rules),
            Evidence.ASSUMED,
        )
        for number, key in enumerate(StepKey, start=1)
    )
    return RuleSet(
        "random",
        "1",
        "Random rules",
        "test",
        "test",
        date(2013, 10, 1),
        date(2013, 10, 1),
        None,
        draw(attributions),
        draw(st.booleans()),
        steps,
        draw(conditions(without)),
    )


@st.composite
def measures(draw: st.DrawFn, span: Sequence[HalfYear], *, named: bool = False) -> Measure:
    """Nothing in force, or a step since some day, perhaps with a term.

    With `named` the decision names a number of persons, counted from a reference date.
    """
    step = draw(st.integers(0, 6))
    if step == 0:
        return OFF_THE_LADDER
    since = draw(days_in(span))
    until = since + timedelta(days=draw(st.integers(0, 400)))
    term = draw(
        st.none()
        | st.just(Term(until))
        | st.just(Term(HalfYear.of(since).reference_date, to_reference_date=True))
    )
    if not named:
        return Measure(step, since, term)
    counted_from = draw(st.sampled_from([span[0].start, *(each.reference_date for each in span)]))
    return Measure(step, since, term, draw(st.integers(1, 40)), counted_from)


@st.composite
def decision_lists(
    draw: st.DrawFn, span: Sequence[HalfYear], *, one_a_day: bool = False
) -> tuple[Decision, ...]:
    """Decisions about one municipality in the order of recording; with some, no term or number."""
    dates = draw(st.lists(days_in(span), max_size=8, unique=one_a_day))
    found = []
    for number, on in enumerate(dates, start=1):
        has_number = draw(st.booleans())
        found.append(
            Decision(
                number,
                OURS,
                DecisionKind.HOLD,
                0,
                draw(st.integers(0, 3)),
                on,
                draw(st.none() | st.just(Term(on + timedelta(days=draw(st.integers(1, 300)))))),
                draw(st.integers(1, 40)) if has_number else None,
                draw(days_in(span)) if has_number else None,
            )
        )
    return tuple(found)


@st.composite
def excuses(draw: st.DrawFn, span: Sequence[HalfYear]) -> tuple[Excuse, ...]:
    """No excuse, or one or two over part of the span."""
    found = []
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        begins = draw(days_in(span))
        ends = begins + timedelta(days=draw(st.integers(0, 300)))
        found.append(Excuse(draw(st.sampled_from(Cause)), begins, ends))
    return tuple(found)


@st.composite
def mergers(draw: st.DrawFn) -> tuple[Register, dict[str, Facts], HalfYear, tuple[HalfYear, ...]]:
    """Two to four municipalities that merge, one that stays, and the facts of all of them.

    Returns the register, the facts by code, the first half-year of the successor, the span.
    """
    span = draw(spans(shortest=2))
    begins = draw(st.sampled_from(span[1:]))
    before = tuple(each for each in span if each < begins)
    after = tuple(each for each in span if each >= begins)
    old = [f"GM900{n}" for n in range(draw(st.integers(2, 4)))]
    last_day = begins.start - timedelta(days=1)
    municipalities = [
        Municipality("GM9999", "Nieuw", "Zuid", valid_from=begins.start),
        Municipality("GM9998", "Blijft", "Zuid"),
        *(
            Municipality(code, code, "Zuid", valid_until=last_day, successor="GM9999")
            for code in old
        ),
    ]
    facts = {code: draw(plain_facts_over(before, code)) for code in old}
    facts["GM9999"] = draw(plain_facts_over(after, "GM9999"))
    facts["GM9998"] = draw(plain_facts_over(span, "GM9998"))
    return Register.of(municipalities), facts, begins, span
