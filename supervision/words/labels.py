"""The names of states, steps and other closed lists, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from supervision.domain.decision import DecisionKind, Status
from supervision.domain.excuse import Cause
from supervision.domain.ladder import State
from supervision.domain.line import Mismatch, Origin
from supervision.domain.ruleset import Authority, Evidence
from supervision.importing import Field, FileKind
from supervision.importing.changes import ChangeKind
from supervision.words import Words, mark

_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    State: {
        State.MET: mark("met"),
        State.ON_PACE: mark("on pace"),
        State.BEHIND_PACE: mark("behind pace"),
        State.MISSED: mark("missed"),
        State.MISSING: mark("figure or obligation unknown"),
        State.NOT_APPLICABLE: mark("nothing due"),
    },
    Evidence: {
        Evidence.FRAMEWORK: mark("framework"),
        Evidence.NATIONAL: mark("national"),
        Evidence.PRACTICE: mark("practice"),
        Evidence.ASSUMED: mark("assumed, to be confirmed by the Province"),
    },
    Authority: {
        Authority.STAFF: mark("staff"),
        Authority.DEPUTY: mark("deputy"),
        Authority.EXECUTIVE: mark("Provincial Executive"),
    },
    DecisionKind: {
        DecisionKind.ESCALATE: mark("step up"),
        DecisionKind.HOLD: mark("hold"),
        DecisionKind.DE_ESCALATE: mark("step down"),
        DecisionKind.LAPSE: mark("lapse"),
        DecisionKind.FREEZE: mark("freeze"),
        DecisionKind.EXTEND: mark("extend the term"),
    },
    Status: {
        Status.DRAFT: mark("draft, waits for a second person"),
        Status.FINAL: mark("final"),
        Status.REJECTED: mark("rejected"),
        Status.CORRECTED: mark("corrected by a later decision"),
    },
    Cause: {
        Cause.LINKED_TOO_FEW: mark("COA linked too few persons"),
        Cause.OFFER_MISMATCH: mark("the offer of COA does not fit"),
        Cause.RECOVERY_PLAN: mark("agreed recovery plan"),
        Cause.FORCE_MAJEURE: mark("force majeure"),
        Cause.OTHER: mark("other cause"),
    },
    Origin: {
        Origin.ACCOUNT: mark("closing of the half-year before"),
        Origin.MERGER: mark("sum of the merged municipalities"),
        Origin.FILE: mark("stated in a file"),
        Origin.PERSON: mark("stated by a person"),
        Origin.CORRECTED: mark("corrected target minus net target"),
    },
    FileKind: {
        FileKind.TARGETS: mark("targets"),
        FileKind.REALISATION: mark("realisation"),
    },
    ChangeKind: {
        ChangeKind.NEW: mark("new"),
        ChangeKind.CHANGED: mark("changed"),
        ChangeKind.UNCHANGED: mark("unchanged"),
        ChangeKind.ABSENT: mark("absent"),
    },
    Mismatch: {
        Mismatch.CARRY_OVER: mark("carry-over stated in the file"),
        Mismatch.CORRECTED: mark("corrected target stated in the file"),
    },
}


def state_label(state: State, final: bool, t: Words) -> str:
    """Return how a half-year stands; missed without its closing figure is provisional."""
    if state is State.MISSED and not final:
        return t("missed so far (closing figure not in)")
    return label(state, t)


def label(value: StrEnum, t: Words) -> str:
    """Return the name of a member of a closed list."""
    return t(_LABELS[type(value)][value])


_FIGURES: Mapping[str, str] = {
    "target": mark("Target"),
    "obligation": mark("Obligation (corrected target)"),
    "opening": mark("Opening"),
    "swap": mark("Swap, in the target"),
    "realised": mark("Realised"),
}


_FIELDS: Mapping[str, str] = {
    Field.CODE.value: mark("municipality code"),
    Field.NAME.value: mark("municipality name"),
    Field.PROVINCE.value: mark("province"),
    Field.HALF_YEAR.value: mark("half-year"),
    Field.TARGET.value: mark("target"),
    Field.NET.value: mark("net target"),
    "corrected": mark("corrected target"),
    Field.CARRY_OVER.value: mark("carry-over (+ backlog, − lead)"),
    Field.BACKLOG.value: mark("backlog carried over"),
    Field.LEAD.value: mark("lead carried over"),
    Field.OBLIGATION.value: mark("obligation (corrected target)"),
    Field.REALISED.value: mark("realised"),
    Field.LINKED.value: mark("linked"),
    Field.AS_OF.value: mark("as of"),
    Field.SOURCE.value: mark("source"),
    Field.UNUSED.value: mark("not used"),
    "realised_municipality": mark("realised, as the municipality reports"),
    "linked_municipality": mark("linked, as the municipality reports"),
}


def field_name(name: str, t: Words) -> str:
    """Return the name of a column of a file, or of a figure in it."""
    return t(_FIELDS[str(name)])


def figure_name(figure: str, t: Words) -> str:
    """Return the name of a figure of which the source is shown."""
    return t(_FIGURES[figure])


def step_name(number: int, names: Mapping[str, str], t: Words) -> str:
    """Return a step as `2 informatie opvragen`; step 0 is off the ladder."""
    return f"{number} {names[t.language]}" if number else t("off the ladder")
