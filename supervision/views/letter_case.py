"""What a letter is about: a municipality, its assessment, and the decision if there is one."""

from __future__ import annotations

from dataclasses import dataclass

from supervision.domain.account import Account
from supervision.domain.decision import Measure, after
from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import Assessment
from supervision.domain.line import Line, Position
from supervision.domain.municipality import Municipality
from supervision.domain.ruleset import RuleSet
from supervision.storage.decisions import RecordedDecision
from supervision.storage.excuses import RecordedExcuse
from supervision.views.snapshot import Snapshot

_NOTHING_REPORTED = Position(None, None, final=False)


@dataclass(frozen=True)
class Case:
    """A municipality on the day of its assessment; `recorded` is None for a preventive letter.

    The assessment is the one that the decision rests on: the decision itself is not in it.
    """

    municipality: Municipality
    assessment: Assessment
    snapshot: Snapshot
    recorded: RecordedDecision | None = None

    @property
    def ruleset(self) -> RuleSet:
        """The rules under which it was assessed."""
        return self.snapshot.province.ruleset

    @property
    def measure(self) -> Measure:
        """The measure that the decision makes; without a decision the one in force."""
        if self.recorded is None:
            return self.assessment.measure
        return after(self.assessment.measure, self.recorded.decision)

    @property
    def running(self) -> HalfYear:
        """The half-year that runs on the day of the assessment."""
        return HalfYear.running_on(self.assessment.on)

    @property
    def deviates(self) -> bool:
        """Whether the decision is another one than proposed, or skips a step."""
        if self.recorded is None:
            return False
        to = self.recorded.decision.step_to
        return to != self.assessment.proposed_step or to > self.assessment.measure.step + 1

    def stand(self, half_year: HalfYear) -> tuple[Line | None, Position]:
        """Return a half-year as it stood on the day of the assessment; None where unknown."""
        code = self.municipality.code
        account = self.snapshot.province.accounts.get(code, Account(code))
        line = account.reaching(self.running).line(half_year)
        return line, _NOTHING_REPORTED if line is None else line.position(self.assessment.on)

    @property
    def to_house(self) -> int | None:
        """Persons still due in the running half-year, backlog included; None where unknown."""
        line, position = self.stand(self.running)
        if line is None or line.obligation is None:
            return None
        return max(line.obligation - (position.realised or 0), 0)

    @property
    def excuse(self) -> RecordedExcuse | None:
        """The excuse that holds on the day of the assessment; of several the one ending last."""
        snapshot = self.snapshot
        holding = [
            each
            for each in snapshot.excuses
            if each.code == self.municipality.code
            and each.counts_at(snapshot.known_until)
            and each.excuse.active_on(self.assessment.on)
        ]
        return max(holding, key=lambda each: each.excuse.valid_until, default=None)
