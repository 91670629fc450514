"""The format of a rule set file (data/rulesets/README.md) as pydantic models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from supervision.domain.figures import Reporter
from supervision.domain.halfyear import FIRST_YEAR, LAST_YEAR
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
from supervision.domain.thresholds import COUNTS, SHARE_DECIMALS, Quantity, is_possible
from supervision.domain.vintages import Attribution


def _share(value: object) -> Fraction:
    """A share is written as a number; pydantic would take text or true for one."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("share", "a share is a number")
    number = Decimal(value)
    # The exponent first: a fraction of 1e-999999999 would not fit in memory.
    if not number.is_finite() or abs(number.adjusted()) > SHARE_DECIMALS:
        raise PydanticCustomError("share", "a share is a number of some size")
    share = Fraction(number)
    if not is_possible(Quantity.BACKLOG_SHARE, share):
        raise PydanticCustomError("share", "a share is above 0 and at most 1")
    return share


def _flag(value: object) -> object:
    """Only `true` will do; a condition that does not apply is left out. 1 is not true."""
    if value is not True:
        raise PydanticCustomError("flag", "write true, or leave the line out")
    return value


def _day(value: object) -> object:
    """A date without a time of day, in years that a term can be counted from."""
    in_range = isinstance(value, date) and FIRST_YEAR < value.year < LAST_YEAR
    if not in_range or isinstance(value, datetime):
        raise PydanticCustomError("date_type", "a date")
    return value


def _version(value: object) -> object:
    named = isinstance(value, str) and value.strip()
    numbered = type(value) is int and 0 < value < 10**6
    if not named and not numbered:
        raise PydanticCustomError("version", "a text or a number")
    return value.strip() if isinstance(value, str) else value


def _count(quantity: Quantity) -> Callable[[object], object]:
    """A whole number within the limits of what it counts; 1.0 and true are none."""
    limits = COUNTS[quantity]

    def check(value: object) -> object:
        if type(value) is not int:
            raise PydanticCustomError("int_type", "a whole number")
        if not limits.least <= value <= limits.most:
            expected = {"least": limits.least, "most": limits.most}
            raise PydanticCustomError("out_of_range", "outside its limits", expected)
        return value

    return check


_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_Persons = Annotated[int, BeforeValidator(_count(Quantity.BACKLOG_PERSONS))]
_Missed = Annotated[int, BeforeValidator(_count(Quantity.MISSED_IN_A_ROW))]
_Weeks = Annotated[int, BeforeValidator(_count(Quantity.TERM_WEEKS))]
_HalfYears = Annotated[int, BeforeValidator(_count(Quantity.TERM_HALF_YEARS))]
_StepNumber = Annotated[int, Field(ge=1, le=len(StepKey), strict=True)]
_Share = Annotated[Fraction, BeforeValidator(_share)]
_True = Annotated[Literal[True], BeforeValidator(_flag)]
_Date = Annotated[date, BeforeValidator(_day)]
_Version = Annotated[str | int, BeforeValidator(_version)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class Enter(_Table):
    """The closed list of conditions; an unknown one is a fault."""

    backlog_persons: _Persons | None = None
    backlog_share: _Share | None = None
    realised_share_below: _Share | None = None
    missed_in_a_row: _Missed | None = None
    backlog_not_shrinking: _True | None = None
    behind_pace: _True | None = None
    first_month_below_pace: _True | None = None
    at_step: _StepNumber | None = None
    term_expired: _True | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("no_conditions", "it would always be indicated")
        return self

    def conditions(self, evidence: Evidence, own: dict[Rule, Evidence]) -> tuple[Condition, ...]:
        """Return the conditions, each with its own evidence or else that of the step."""
        thresholds = {rule: getattr(self, rule) for rule in Rule}
        return tuple(
            Condition(rule, threshold, own.get(rule, evidence))
            for rule, threshold in thresholds.items()
            if threshold is not None
        )


class Term(_Table):
    """How long a step gives."""

    weeks: _Weeks | None = None
    half_years: _HalfYears | None = None
    next_reference_date: _True | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("one_term", "exactly one of the three")
        return self

    def rule(self) -> TermRule:
        """Return the term as the domain knows it."""
        return TermRule(self.weeks, self.half_years, bool(self.next_reference_date))


class Name(_Table):
    """The name of a step in both languages."""

    nl: _Text
    en: _Text


class StepTable(_Table):
    """One step of the ladder."""

    number: _StepNumber
    key: StepKey
    name: Name
    actor: Authority
    legal_basis: _Text
    source: _Text
    evidence: Evidence
    enter: Enter
    enter_evidence: dict[Rule, Evidence] = {}
    term: Term | None = None
    term_evidence: Evidence | None = None
    note: str = ""

    def step(self) -> Step:
        """Return the step as the domain knows it."""
        return Step(
            self.number,
            self.key,
            self.name.model_dump(),
            self.actor,
            self.legal_basis,
            self.source,
            self.evidence,
            self.enter.conditions(self.evidence, self.enter_evidence),
            self.term.rule() if self.term else None,
            self.term_evidence or self.evidence,
            self.note,
        )


class Preventive(_Table):
    """The flag before step 1."""

    enter: Enter
    source: _Text
    evidence: Evidence
    note: str = ""


class Document(_Table):
    """A rule set file. What its tables say of each other is checked in `reading`."""

    id: _Text
    version: _Version
    title: _Text
    authority: _Text
    reference: _Text
    adopted: _Date
    valid_from: _Date
    valid_until: _Date | None = None
    attribution: Attribution
    may_skip: StrictBool
    reporter: Reporter = Reporter.COA
    note: str = ""
    preventive: Preventive | None = None
    steps: list[StepTable]

    def ruleset(self) -> RuleSet:
        """Return the rule set as the domain knows it."""
        return RuleSet(
            self.id,
            self.version,
            self.title,
            self.authority,
            self.reference,
            self.adopted,
            self.valid_from,
            self.valid_until,
            self.attribution,
            self.may_skip,
            tuple(step.step() for step in self.steps),
            self.preventive.enter.conditions(self.preventive.evidence, {})
            if self.preventive
            else (Condition(Rule.BEHIND_PACE, True, Evidence.FRAMEWORK),),
            self.preventive.source if self.preventive else "",
            self.reporter,
            self.note,
        )


TABLES: Mapping[str, type[BaseModel]] = {
    "": Document,
    "steps": StepTable,
    "enter": Enter,
    "term": Term,
    "name": Name,
    "preventive": Preventive,
}
"""The model of each table, by its name in the file."""
