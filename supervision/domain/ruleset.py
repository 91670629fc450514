"""Rule sets: the ladder of intervention as dated data.

`supervision.rulesets` reads them from TOML. A rule set is never edited after use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from supervision.domain.figures import Reporter
from supervision.domain.vintages import Attribution
from supervision.errors import NotFound

Threshold = int | Fraction | bool


class Rule(StrEnum):
    """The closed list of conditions that a rule set can use (DESIGN.md, section 3)."""

    BACKLOG_PERSONS = "backlog_persons"
    BACKLOG_SHARE = "backlog_share"
    REALISED_SHARE_BELOW = "realised_share_below"
    MISSED_IN_A_ROW = "missed_in_a_row"
    BACKLOG_NOT_SHRINKING = "backlog_not_shrinking"
    BEHIND_PACE = "behind_pace"
    FIRST_MONTH_BELOW_PACE = "first_month_below_pace"
    AT_STEP = "at_step"
    TERM_EXPIRED = "term_expired"


class StepKey(StrEnum):
    """The six steps of the national ladder, in order."""

    SIGNAL = "signal"
    INFORMATION = "information"
    ACTIVE_SUPERVISION = "active_supervision"
    ADVANCE_NOTICE = "advance_notice"
    SUBSTITUTION_ORDER = "substitution_order"
    SUBSTITUTION = "substitution"


class Evidence(StrEnum):
    """What a rule rests on; what is assumed has still to be confirmed by the Province."""

    FRAMEWORK = "framework"
    NATIONAL = "national"
    PRACTICE = "practice"
    ASSUMED = "assumed"


class Authority(StrEnum):
    """Who acts on a step."""

    STAFF = "staff"
    DEPUTY = "deputy"
    EXECUTIVE = "executive"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a step: the rule, its threshold and what that threshold rests on."""

    rule: Rule
    threshold: Threshold
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class TermRule:
    """How long a step gives: exactly one of the three."""

    weeks: int | None = None
    half_years: int | None = None
    next_reference_date: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder; it is indicated when all conditions of `enter` hold.

    `name` is per language (nl, en).
    """

    number: int
    key: StepKey
    name: Mapping[str, str]
    actor: Authority
    legal_basis: str
    source: str
    evidence: Evidence
    enter: tuple[Condition, ...]
    term: TermRule | None
    term_evidence: Evidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A dated version of the rules; `preventive` holds the conditions of the flag before step 1.

    `reporter` is whose realisations count.
    """

    id: str
    version: str | int
    title: str
    authority: str
    reference: str
    adopted: date
    valid_from: date
    valid_until: date | None
    attribution: Attribution
    may_skip: bool
    steps: tuple[Step, ...]
    preventive: tuple[Condition, ...]
    preventive_source: str = ""
    reporter: Reporter = Reporter.COA
    note: str = ""

    def in_force_on(self, day: date) -> bool:
        """Tell whether these rules apply on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def step(self, number: int) -> Step:
        """Return the step with this number, 1 to 6."""
        return self.steps[number - 1]


def in_force(rulesets: Iterable[RuleSet], day: date) -> RuleSet:
    """Return the rule set that applies on `day`; raises NotFound where none does.

    Of several the one that took effect last applies. Before all of them the error names the day
    on which the `first` took effect.
    """
    rulesets = tuple(rulesets)
    applying = [each for each in rulesets if each.in_force_on(day)]
    if not applying:
        first = min((each.valid_from for each in rulesets), default=day)
        raise NotFound(
            kind="ruleset_on",
            key=day.isoformat(),
            first=first.isoformat() if day < first else None,
        )
    return max(applying, key=lambda each: each.valid_from)
