"""The oracle: accounts and assessments once more, the slow and boring way.

Written from DESIGN.md, sections 2 and 3, not from the code that it checks. It takes the value
classes as input and shares nothing else: loops, plain dicts, one person at a time.
A half-year is here a number: 2025-1 is 4050, 2025-2 is 4051.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction
from typing import Any

Plain = dict[str, Any]


# --- the calendar ---------------------------------------------------------------------------


def number_of(half_year: Any) -> int:
    return half_year.year * 2 + half_year.half - 1


def name_of(number: int) -> str:
    return f"{number // 2}-{number % 2 + 1}"


def first_day(number: int) -> date:
    return date(number // 2, 1 if number % 2 == 0 else 7, 1)


def reference_date(number: int) -> date:
    return first_day(number + 1)


def running_on(day: date) -> int:
    number = day.year * 2
    while reference_date(number) <= day:
        number += 1
    return number


def norm_on(number: int, as_of: date) -> Fraction:
    """The first of a month counts in months, any other day in days."""
    if as_of == reference_date(number):
        return Fraction(1)
    if as_of.day == 1:
        return Fraction(as_of.month - first_day(number).month, 6)
    elapsed = (as_of - first_day(number)).days
    in_all = sum(
        monthrange(number // 2, month)[1]
        for month in ((1, 2, 3, 4, 5, 6) if number % 2 == 0 else (7, 8, 9, 10, 11, 12))
    )
    return Fraction(elapsed, in_all)


# --- the account ----------------------------------------------------------------------------


def account(
    facts: Any,
    attribution: str,
    *,
    begins: int | None = None,
    taken_over: tuple[int | None, bool, Any] | None = None,
    until: date | None = None,
) -> list[Plain]:
    """One dict per half-year, oldest first; with `until` no report after that day is looked at.

    `taken_over` is what the predecessors leave to a successor in `begins`: persons, provisional,
    and the age of each open person with the lead.
    """
    numbers = set() if taken_over is None else {begins}
    for by_half_year in (facts.targets, facts.realisations, facts.openings):
        for half_year in by_half_year:
            if begins is None or number_of(half_year) >= begins:
                numbers.add(number_of(half_year))
    if not numbers:
        return []
    first = begins if taken_over is not None and begins is not None else min(numbers)
    lines: list[Plain] = []
    for number in range(first, max(numbers) + 1):
        lines.append(_line(facts, number, lines, attribution, taken_over, until))
    return lines


def _line(
    facts: Any,
    number: int,
    earlier: list[Plain],
    attribution: str,
    taken_over: tuple[int | None, bool, Any] | None,
    until: date | None,
) -> Plain:
    net = corrected = stated_carry_over = by_person = None
    for half_year, target in facts.targets.items():
        if number_of(half_year) == number:
            net = target.net.persons if target.net else None
            corrected = target.corrected.persons if target.corrected else None
            stated_carry_over = target.carry_over.persons if target.carry_over else None
    for half_year, stated in facts.openings.items():
        if number_of(half_year) == number:
            by_person = stated.persons
    moved = 0
    for swap in facts.swaps:
        if number_of(swap.half_year) == number:
            if swap.taker == facts.code:
                moved += swap.persons
            if swap.giver == facts.code:
                moved -= swap.persons

    # What the account itself carries over from the half-year before.
    carried, carried_provisional = None, False
    if earlier:
        carried = earlier[-1]["closing"]
        if carried is not None:
            carried_provisional = earlier[-1]["provisional"]
    elif taken_over is not None:
        carried, carried_provisional, _ = taken_over

    # With only a corrected target its own carry-over goes before the account's.
    opening, opening_provisional = None, False
    if net is None and corrected is not None and stated_carry_over is not None:
        opening = stated_carry_over
    elif carried is not None:
        opening, opening_provisional = carried, carried_provisional
    elif stated_carry_over is not None:
        opening = stated_carry_over
    elif by_person is not None:
        opening = by_person
    elif net is not None and corrected is not None:
        opening = corrected - net

    target = obligation = None
    if net is not None:
        target = net + moved
        if opening is not None:
            obligation = target + opening
    elif corrected is not None:
        obligation = corrected + moved
        if opening is not None:
            target = obligation - opening

    reports = {}
    for half_year, found in facts.realisations.items():
        for report in found:
            known = until is None or report.as_of <= until
            if known and number_of(half_year) == number and report.reporter == "coa":
                reports[report.as_of] = report.realised
    as_of = max(reports) if reports else None
    realised = reports[as_of] if as_of else None
    final = as_of == reference_date(number)
    closing = None
    if obligation is not None and realised is not None:
        closing = obligation - realised

    differences = []
    if stated_carry_over is not None and carried is not None and stated_carry_over != carried:
        differences.append(("carry_over", stated_carry_over, carried))
    if net is not None and corrected is not None and opening is not None:
        # A corrected number may or may not have the swaps in it already.
        possible = (net + opening, net + moved + opening)
        if corrected not in possible:
            differences.append(("corrected", corrected, net + opening))

    open_persons = None
    if opening is not None and target is not None and realised is not None:
        ages = earlier[-1]["ages"] if earlier else taken_over[2] if taken_over else None
        ages = ages if ages is not None else ([], 0)
        open_persons = _ages(ages, number, opening, target, realised, attribution)

    missed, gap = 0, None
    for line in [*earlier, {"number": number, "closing": closing}]:
        if line["closing"] is None:
            missed, gap = 0, line["number"]
        elif line["closing"] <= 0:
            missed, gap = 0, None
        else:
            missed += 1

    return {
        "number": number,
        "half_year": name_of(number),
        "target": target,
        "opening": opening,
        "obligation": obligation,
        "reports": reports,
        "realised": realised,
        "as_of": as_of,
        "final": final,
        "closing": closing,
        "provisional": not final or opening_provisional,
        "opening_provisional": opening_provisional,
        "differences": differences,
        "ages": open_persons,
        "vintages": None if open_persons is None else _counted(open_persons[0]),
        "lead": None if open_persons is None else open_persons[1],
        "missed": missed,
        "gap": None if gap is None else name_of(gap),
    }


def _ages(
    before: tuple[list[int], int],
    number: int,
    opening: int,
    target: int,
    realised: int,
    attribution: str,
) -> tuple[list[int], int]:
    """Every open person is one entry: the half-year in which the backlog arose. Plus the lead."""
    waiting, lead = list(before[0]), before[1]
    # An opening stated otherwise: more is of unknown age, counted as of the half-year before;
    # less pays the oldest.
    while len(waiting) - lead < opening:
        if lead > 0:
            lead -= 1
        else:
            waiting.append(number - 1)
    while len(waiting) - lead > opening:
        if waiting:
            waiting.remove(min(waiting))
        else:
            lead += 1
    # The running target asks; persons housed earlier in advance count as housed now.
    waiting.extend([number] * max(target, 0))
    housed = realised + lead + (-target if target < 0 else 0)
    lead = 0
    for _ in range(housed):
        if not waiting:
            lead += 1
        elif attribution == "current-first" and number in waiting:
            waiting.remove(number)
        else:
            waiting.remove(min(waiting))
    return waiting, lead


def _counted(waiting: list[int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for number in sorted(waiting):
        counts[name_of(number)] = counts.get(name_of(number), 0) + 1
    return counts


def accounts(facts: Any, municipalities: Any, attribution: str) -> dict[str, list[Plain]]:
    """The accounts of a province; predecessors are looked up and built first, each time anew."""
    by_code = {}
    for municipality in municipalities:
        by_code[municipality.code] = _with_predecessors(
            facts, municipalities, municipality, attribution
        )
    return by_code


def _with_predecessors(
    facts: Any, municipalities: Any, municipality: Any, attribution: str
) -> list[Plain]:
    own = facts.get(municipality.code)
    if own is None:
        return []
    if municipality.valid_from is None:
        return account(own, attribution)
    begins = running_on(municipality.valid_from)
    total, provisional, found, complete = 0, False, False, True
    waiting, lead, aged = [], 0, True
    for other in municipalities:
        if other.successor == municipality.code:
            last = None
            for line in _with_predecessors(facts, municipalities, other, attribution):
                if line["number"] == begins - 1:
                    last = line
            if last is None:
                complete, provisional, aged = False, True, False
                continue
            found = True
            if last["ages"] is None:
                aged = False
            else:
                waiting, lead = waiting + last["ages"][0], lead + last["ages"][1]
            provisional = provisional or last["provisional"]
            if last["closing"] is None:
                complete = False
            else:
                total += last["closing"]
    # A lead of one pays the oldest backlog of the others.
    waiting.sort()
    while waiting and lead:
        waiting, lead = waiting[1:], lead - 1
    ages = (waiting, lead) if aged else None
    taken_over = (total if complete else None, provisional, ages) if found else None
    return account(own, attribution, begins=begins, taken_over=taken_over)


# --- the assessment -------------------------------------------------------------------------


def assess(facts: Any, on: date, ruleset: Any, measure: Any, excuses: Any = ()) -> Plain:
    """What the rules make of the facts on a day; looks at no report after that day."""
    return assess_account(account(facts, ruleset.attribution, until=on), on, ruleset, measure)(
        excuses
    )


def assess_account(lines: list[Plain], on: date, ruleset: Any, measure: Any) -> Any:
    """The same from an account in which no report is later than `on`."""
    running = running_on(on)
    closed = running - 1
    shown = closed if on == first_day(running) else running
    by_number = {line["number"]: line for line in lines}
    nothing = dict.fromkeys(("opening", "obligation", "realised", "as_of", "closing"))
    nothing |= {"missed": 0, "gap": name_of(closed), "reports": {}}
    line = by_number.get(shown, nothing)
    closed_line = by_number.get(closed, nothing)

    holds_of_step = {}
    indicated = 0
    for step in ruleset.steps:
        found = [
            _holds(condition, by_number, nothing, on, running, measure) for condition in step.enter
        ]
        holds_of_step[step.number] = found
        if all(found):
            indicated = max(indicated, step.number)
    preventive = [
        _holds(condition, by_number, nothing, on, running, measure)
        for condition in ruleset.preventive
    ]

    def proposal(excuses: Any) -> Plain:
        excused = False
        for excuse in excuses:
            if excuse.valid_from <= on <= excuse.valid_until:
                excused = True
        current = measure.step
        if current > 0 and _is_cleared(lines, on, running, measure):
            outcome, proposed = "cleared", 0
        elif excused:
            outcome, proposed = "frozen", current
        elif indicated > current:
            outcome, proposed = "escalate", indicated if ruleset.may_skip else current + 1
        else:
            outcome, proposed = "stay", current
        return {
            "half_year": name_of(shown),
            "obligation": line["obligation"],
            "realised": line["realised"],
            "as_of": line["as_of"],
            "closing": line["closing"],
            "norm": None if line["as_of"] is None else norm_on(shown, line["as_of"]),
            "behind_pace": _behind(shown, line["obligation"], line["realised"], line["as_of"]),
            "state": _state(shown == closed, shown, line),
            "missed_in_a_row": closed_line["missed"],
            "gap": closed_line["gap"],
            "excused": excused,
            "holds": holds_of_step,
            "preventive": all(preventive),
            "indicated": indicated,
            "proposed": proposed,
            "outcome": outcome,
        }

    return proposal


def _behind(
    number: int, obligation: int | None, realised: int | None, as_of: date | None
) -> bool | None:
    if obligation is None or realised is None or as_of is None:
        return None
    return realised < norm_on(number, as_of) * obligation


def _state(is_closed: bool, number: int, line: Plain) -> str:
    if line["obligation"] is None:
        return "missing"
    if line["obligation"] <= 0:
        return "not_applicable"
    if line["realised"] is None:
        return "missing"
    if line["realised"] >= line["obligation"]:
        return "met"
    if is_closed:
        return "missed"
    behind = _behind(number, line["obligation"], line["realised"], line["as_of"])
    return "behind_pace" if behind else "on_pace"


def _holds(
    condition: Any,
    by_number: dict[int, Plain],
    nothing: Plain,
    on: date,
    running: int,
    measure: Any,
) -> bool | None:
    """Yes, no, or None for what cannot be known."""
    closed = running - 1
    closed_line = by_number.get(closed, nothing)
    running_line = by_number.get(running, nothing)
    closing = closed_line["closing"]
    backlog = None if closing is None else max(closing, 0)
    rule, threshold = str(condition.rule), condition.threshold

    if rule == "backlog_persons":
        return None if backlog is None else backlog >= threshold
    if rule == "backlog_share":
        if backlog is None:
            return None
        if closed_line["obligation"] <= 0:
            return threshold <= 0
        return backlog >= threshold * closed_line["obligation"]
    if rule == "realised_share_below":
        line = closed_line if on == first_day(running) else running_line
        if line["obligation"] is not None and line["obligation"] <= 0:
            return False
        if line["obligation"] is None or line["realised"] is None:
            return None
        return line["realised"] < threshold * line["obligation"]
    if rule == "missed_in_a_row":
        return None if closing is None else closed_line["missed"] >= threshold
    if rule == "backlog_not_shrinking":
        # For the first half-year of an account the opening is the closing before it.
        before = by_number.get(closed - 1, nothing)["closing"]
        if closed - 1 not in by_number:
            before = closed_line["opening"]
        return None if closing is None or before is None else closing >= before
    if rule == "behind_pace":
        return _behind(
            running, running_line["obligation"], running_line["realised"], running_line["as_of"]
        )
    if rule == "first_month_below_pace":
        if not running_line["reports"]:
            return None
        first = min(running_line["reports"])
        return _behind(running, running_line["obligation"], running_line["reports"][first], first)
    if rule == "at_step":
        return bool(measure.step >= threshold)
    if rule == "term_expired":
        if measure.term is None or not _lapsed(measure.term, on):
            return False
        if measure.named is not None:
            housed = _housed(by_number, measure.counted_from, on)
            return None if housed is None else housed < measure.named
        return None if backlog is None else backlog > 0
    raise AssertionError(rule)


def _lapsed(term: Any, on: date) -> bool:
    """The day after the term; where it was set to a reference date, on that date itself."""
    return on >= term.until if term.to_reference_date else on > term.until


def _is_cleared(lines: list[Plain], on: date, running: int, measure: Any) -> bool:
    for line in lines:
        if line["closing"] is None or line["closing"] > 0 or line["number"] >= running:
            continue
        if line["number"] == running - 1 or reference_date(line["number"]) > measure.since:
            return True
    if measure.named is None:
        return False
    housed = _housed({line["number"]: line for line in lines}, measure.counted_from, on)
    return housed is not None and housed >= measure.named


def _housed(by_number: dict[int, Plain], since: date, on: date) -> int | None:
    """Persons housed after the reference date `since` up to `on`; all reports have to be in."""
    total = 0
    number = running_on(since)
    while first_day(number) < on:
        line = by_number.get(number)
        if line is None and (not by_number or number < min(by_number)):
            return None
        if reference_date(number) <= on and (line is None or not line["final"]):
            return None
        total += (line["realised"] or 0) if line is not None else 0
        number += 1
    return total
