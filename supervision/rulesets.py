"""Reads rule sets from TOML (format: data/rulesets/README.md) into domain values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    ValidationError,
    model_validator,
)

from supervision.domain.figures import Reporter
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
from supervision.domain.vintages import Attribution
from supervision.errors import NotFound, RuleSetInvalid
from supervision.reference import DATA

FOLDER = DATA / "rulesets"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a rule set file: where (`steps.2.enter.backlog_share`), what, which value."""

    where: str
    what: str
    value: str


@cache
def shipped() -> tuple[RuleSet, ...]:
    """Return the rule sets of the product; raises RuleSetInvalid for a faulty one."""
    return tuple(read_ruleset(path) for path in sorted(FOLDER.glob("*.toml")))


def find_ruleset(id_or_path: str) -> RuleSet:
    """Return the shipped rule set with this id, else the one in the file of that name.

    Raises NotFound where there is neither, RuleSetInvalid where the file has faults.
    """
    named = [ruleset for ruleset in shipped() if ruleset.id == id_or_path]
    if named:
        return max(named, key=lambda ruleset: ruleset.valid_from)
    path = Path(id_or_path)
    if not path.is_file():
        raise NotFound(kind="ruleset", key=id_or_path)
    return read_ruleset(path)


def find_version(id_: str, version: str) -> RuleSet:
    """Return the shipped rule set of this id and version; raises NotFound."""
    for ruleset in shipped():
        if (ruleset.id, str(ruleset.version)) == (id_, version):
            return ruleset
    raise NotFound(kind="ruleset", key=f"{id_} {version}")


def read_ruleset(path: Path) -> RuleSet:
    """Return the rule set in a TOML file; raises RuleSetInvalid with every fault at once."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
        return _File.model_validate(document).ruleset()
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleSetInvalid(file=path.name, faults=(Fault("", "toml", str(error)),)) from error
    except ValidationError as error:
        faults = tuple(
            Fault(".".join(str(part) for part in each["loc"]), each["type"], str(each["input"]))
            for each in error.errors(include_url=False)
        )
        raise RuleSetInvalid(file=path.name, faults=faults) from error


def _number(value: object) -> object:
    """A share is written as a number; pydantic would take text or true for one."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("a share is a number")
    return value


def _flag(value: object) -> object:
    """Only `true` will do; a condition that does not apply is left out. 1 is not true."""
    if value is not True:
        raise ValueError("write true, or leave the line out")
    return value


_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_Count = Annotated[int, Field(ge=1, strict=True)]
_Share = Annotated[Decimal, BeforeValidator(_number), Field(gt=0, le=1)]
_True = Annotated[Literal[True], BeforeValidator(_flag)]
_Date = Annotated[date, Field(strict=True)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")
    note: str = ""


class _Enter(BaseModel):
    """The closed list of conditions; an unknown one is a fault."""

    model_config = ConfigDict(extra="forbid")
    backlog_persons: _Count | None = None
    backlog_share: _Share | None = None
    realised_share_below: _Share | None = None
    missed_in_a_row: _Count | None = None
    backlog_not_shrinking: _True | None = None
    behind_pace: _True | None = None
    first_month_below_pace: _True | None = None
    at_step: Annotated[int, Field(ge=1, le=len(StepKey), strict=True)] | None = None
    term_expired: _True | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("a step without conditions would always be indicated")
        return self

    def conditions(self, evidence: Evidence, own: dict[Rule, Evidence]) -> tuple[Condition, ...]:
        thresholds = {rule: getattr(self, rule) for rule in Rule}
        return tuple(
            Condition(
                rule,
                Fraction(threshold) if isinstance(threshold, Decimal) else threshold,
                own.get(rule, evidence),
            )
            for rule, threshold in thresholds.items()
            if threshold is not None
        )


class _Term(BaseModel):
    model_config = ConfigDict(extra="forbid")
    weeks: _Count | None = None
    half_years: _Count | None = None
    next_reference_date: _True | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("a term is one of weeks, half_years and next_reference_date")
        return self

    def rule(self) -> TermRule:
        return TermRule(self.weeks, self.half_years, bool(self.next_reference_date))


class _Name(BaseModel):
    model_config = ConfigDict(extra="forbid")
    nl: _Text
    en: _Text


class _Step(_Table):
    number: _Count
    key: StepKey
    name: _Name
    actor: Authority
    legal_basis: _Text
    source: _Text
    evidence: Evidence
    enter: _Enter
    enter_evidence: dict[Rule, Evidence] = {}
    term: _Term | None = None
    term_evidence: Evidence | None = None

    @model_validator(mode="after")
    def _evidence_has_a_condition(self) -> Self:
        stray = self.enter_evidence.keys() - self.enter.model_fields_set
        if stray:
            raise ValueError(f"evidence without a condition: {', '.join(sorted(stray))}")
        return self

    def step(self) -> Step:
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


class _Preventive(_Table):
    enter: _Enter
    source: str = ""
    evidence: Evidence = Evidence.FRAMEWORK


class _File(_Table):
    id: _Text
    version: _Text | _Count
    title: _Text
    authority: _Text
    reference: _Text
    adopted: _Date
    valid_from: _Date
    valid_until: _Date | None = None
    attribution: Attribution
    may_skip: StrictBool
    reporter: Reporter = Reporter.COA
    preventive: _Preventive = _Preventive(enter=_Enter(behind_pace=True))
    steps: list[_Step]

    @model_validator(mode="after")
    def _ladder(self) -> Self:
        expected = list(enumerate(StepKey, start=1))
        found = [(step.number, step.key) for step in self.steps]
        if not found or found != expected[: len(found)]:
            ladder = ", ".join(f"{number} {key}" for number, key in expected)
            raise ValueError(f"the steps are, in this order: {ladder}")
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise ValueError("valid_until lies before valid_from")
        return self

    def ruleset(self) -> RuleSet:
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
            self.preventive.enter.conditions(self.preventive.evidence, {}),
            self.preventive.source,
            self.reporter,
            self.note,
        )
