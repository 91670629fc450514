"""How each municipality stands: the one row model behind table, map, list and download."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import Assessment, State
from supervision.domain.municipality import Municipality
from supervision.domain.province import Totals
from supervision.domain.ruleset import Authority, RuleSet
from supervision.storage.decisions import RecordedDecision
from supervision.views.decided import last_that_counts, waiting_for
from supervision.views.provenance import tracer
from supervision.views.reasons import Reason, reasons_of
from supervision.views.snapshot import Snapshot
from supervision.words import Words
from supervision.words.labels import state_label


@dataclass(frozen=True, slots=True)
class Standing:
    """One municipality on the date of the assessment; persons, None where unknown.

    Field by field the object of `assess --json` (DESIGN.md, section 6). `actor` is who acts on
    the step proposed, or the one that it leaves; `decided` the last decision that counts,
    `waiting` the draft that waits for a second person, `backlog_since` the half-year in which
    the oldest part of the backlog on the last reference date arose. `provisional` says that the
    closing is not final, `obligation_provisional` that the obligation may still change, for it
    rests on an earlier one that is not.
    """

    code: str
    name: str
    region: str
    half_year: HalfYear
    as_of: date | None
    target: int | None
    opening: int | None
    obligation: int | None
    realised: int | None
    closing: int | None
    backlog: int | None
    lead: int | None
    realised_share: Fraction | None
    pace_norm: Fraction | None
    behind_pace: bool | None
    state: State
    missed_in_a_row: int
    excused: bool
    preventive: bool
    current_step: int
    indicated_step: int
    proposed_step: int
    term_until: date | None
    provisional: bool
    final: bool
    flagged: bool
    gap: HalfYear | None
    reasons: tuple[Reason, ...]
    actor: Authority
    decided: RecordedDecision | None
    waiting: RecordedDecision | None
    backlog_since: HalfYear | None
    obligation_provisional: bool = False

    @property
    def to_house(self) -> int | None:
        """Persons still to be housed in the half-year shown; 0 where the obligation is met."""
        return self.backlog

    @property
    def decisive(self) -> tuple[Reason, ...]:
        """The reasons that hold: why the municipality is flagged.

        A condition of another step than the one indicated decides nothing.
        """
        return tuple(
            reason
            for reason in self.reasons
            if reason.holds and reason.step in (0, self.indicated_step)
        )


@dataclass(frozen=True, slots=True)
class Standings:
    """The municipalities of the province on a date, in order of name, with their totals."""

    on: date
    half_year: HalfYear
    ruleset: RuleSet
    revision: int
    sample: bool
    known_on: date | None
    rows: tuple[Standing, ...]
    totals: Totals

    def row(self, code: str) -> Standing:
        """Return the row of a municipality that is in the list."""
        return next(row for row in self.rows if row.code == code)


def standings(snapshot: Snapshot, t: Words) -> Standings:
    """Return how every municipality stands, with the reasons in the language of `t`."""
    province = snapshot.province
    return Standings(
        province.on,
        province.half_year,
        province.ruleset,
        snapshot.revision,
        snapshot.sample,
        snapshot.known_on,
        tuple(
            _standing(each, province.assessments[each.code], snapshot, t)
            for each in province.municipalities
        ),
        Totals.of(province.assessments.values()),
    )


def _standing(
    municipality: Municipality, found: Assessment, snapshot: Snapshot, t: Words
) -> Standing:
    line, position = found.line, found.position
    ruleset, step = snapshot.province.ruleset, found.proposed_step or found.measure.step
    return Standing(
        municipality.code,
        municipality.name,
        municipality.region,
        found.half_year,
        position.as_of,
        line.target if line else None,
        line.opening.persons if line else None,
        found.obligation,
        position.realised,
        position.closing,
        position.backlog,
        position.lead,
        found.realised_share,
        found.norm,
        found.behind_pace,
        found.state,
        found.streak.missed,
        found.excused,
        found.preventive,
        found.measure.step,
        found.indicated_step,
        found.proposed_step,
        found.measure.term.until if found.measure.term else None,
        line is not None and (line.opening.provisional or not position.final),
        position.final,
        found.flagged,
        found.streak.gap,
        reasons_of(found, ruleset, t, tracer(found, snapshot)),
        ruleset.step(step).actor if step else Authority.STAFF,
        last_that_counts(snapshot, found.code),
        waiting_for(snapshot, found.code),
        _oldest(found),
        line is not None and line.obligation_provisional,
    )


def state_text(row: Standing, t: Words) -> str:
    """Return how a municipality stands in words, marked where its obligation may still change."""
    return marked_provisional(state_label(row.state, row.final, t), row, t)


def marked_provisional(text: str, row: Standing, t: Words) -> str:
    """Return `text` with a mark behind it where the opening rests on a provisional balance."""
    return t("{text} (obligation provisional)", text=text) if row.obligation_provisional else text


def provisional_legend(rows: Iterable[Standing], t: Words) -> str:
    """Return the sentence that explains the mark; empty where no row has it."""
    if not any(row.obligation_provisional for row in rows):
        return ""
    return t(
        "Obligation provisional: its opening rests on an earlier half-year of which the closing "
        "figure is not in yet."
    )


def _oldest(found: Assessment) -> HalfYear | None:
    closed = found.closed_line
    ages = () if closed is None or closed.vintages is None else closed.vintages.by_half_year
    return min(ages, default=None)
