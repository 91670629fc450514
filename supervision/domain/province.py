"""The province as a whole: the accounts of all municipalities, and sums that are never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from supervision.domain.account import Account, build_account, inheritance
from supervision.domain.decision import OFF_THE_LADDER, Decision, in_force
from supervision.domain.excuse import Excuse
from supervision.domain.figures import Facts, Reporter
from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import Assessment, assess
from supervision.domain.municipality import Municipality, Register
from supervision.domain.ruleset import RuleSet
from supervision.domain.vintages import Attribution


def build_accounts(
    facts: Mapping[str, Facts],
    register: Register,
    attribution: Attribution,
    reporter: Reporter = Reporter.COA,
) -> dict[str, Account]:
    """Return the account of every municipality in the register, by code.

    The opening of a municipality that came out of a merger is the sum of its predecessors'
    closings, so provincial totals are conserved.
    """
    accounts: dict[str, Account] = {}

    def build(municipality: Municipality) -> Account:
        code = municipality.code
        if code not in accounts:
            predecessors = tuple(build(each) for each in register.predecessors(code))
            since = municipality.valid_from
            begins = None if since is None else HalfYear.running_on(since)
            inherited = inheritance(predecessors, begins) if begins else None
            own = facts.get(code, Facts(code))
            accounts[code] = build_account(own, attribution, inherited, reporter)
        return accounts[code]

    for municipality in register.municipalities:
        build(municipality)
    return accounts


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over municipalities in persons, and how many of them have no figure.

    `persons` is None when no municipality has a figure: missing is never zero.
    """

    persons: int | None
    unknown: int

    @classmethod
    def of(cls, numbers: Iterable[int | None]) -> Sum:
        """Return the sum of the known numbers and the count of the unknown ones."""
        numbers = tuple(numbers)
        known = [number for number in numbers if number is not None]
        return cls(sum(known) if known else None, len(numbers) - len(known))


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a group of municipalities for the half-year shown; persons.

    `comparable_realised` and `comparable_obligation` sum only those of which both are known,
    so that their ratio compares like with like.
    """

    municipalities: int
    target: Sum
    opening: Sum
    obligation: Sum
    realised: Sum
    closing: Sum
    backlog: Sum
    lead: Sum
    comparable_realised: int
    comparable_obligation: int

    @classmethod
    def of(cls, assessments: Iterable[Assessment]) -> Totals:
        """Return the totals of the assessments; the order does not matter."""
        group = tuple(assessments)
        comparable = [
            (each.position.realised, each.obligation)
            for each in group
            if each.position.realised is not None and each.obligation is not None
        ]
        return cls(
            len(group),
            Sum.of(each.line.target if each.line else None for each in group),
            Sum.of(each.line.opening.persons if each.line else None for each in group),
            Sum.of(each.obligation for each in group),
            Sum.of(each.position.realised for each in group),
            Sum.of(each.position.closing for each in group),
            Sum.of(each.position.backlog for each in group),
            Sum.of(each.position.lead for each in group),
            sum(realised for realised, _ in comparable),
            sum(obligation for _, obligation in comparable),
        )


@dataclass(frozen=True)
class Province:
    """All municipalities of one half-year, assessed on one date under one rule set.

    `excuses` are those that count, by code.
    """

    on: date
    half_year: HalfYear
    ruleset: RuleSet
    municipalities: tuple[Municipality, ...]
    accounts: Mapping[str, Account]
    assessments: Mapping[str, Assessment]
    excuses: Mapping[str, Sequence[Excuse]] = field(default_factory=dict)


_UNDECIDED: Mapping[str, Sequence[Decision]] = {}
_UNEXCUSED: Mapping[str, Sequence[Excuse]] = {}


def assess_province(
    accounts: Mapping[str, Account],
    register: Register,
    on: date,
    ruleset: RuleSet,
    decisions: Mapping[str, Sequence[Decision]] = _UNDECIDED,
    excuses: Mapping[str, Sequence[Excuse]] = _UNEXCUSED,
) -> Province:
    """Return the assessment of each municipality that existed in the half-year of `on`.

    `decisions` and `excuses` are those that count, by code.
    """
    half_year = HalfYear.of(on)
    municipalities = register.in_half_year(half_year)
    assessments = {
        each.code: assess(
            accounts.get(each.code, Account(each.code)),
            on,
            ruleset,
            in_force(decisions.get(each.code, ()), on) if each.exists_on(on) else OFF_THE_LADDER,
            excuses.get(each.code, ()),
        )
        for each in municipalities
    }
    return Province(on, half_year, ruleset, municipalities, accounts, assessments, excuses)
