"""Letters: which ones go with a decision, and everything that is filled into their templates.

The text is in the Word templates of data/letters/; the numbers come from the assessment that the
decision rests on, those of a preventive letter from the province as it stands on a date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from supervision.domain.decision import Decision, DecisionKind
from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import Assessment
from supervision.domain.municipality import Register
from supervision.storage.decisions import RecordedDecision
from supervision.views.decided import last_that_counts, undecided_step, waiting_for
from supervision.views.letter_case import Case
from supervision.views.letter_fields import NAMES, fields_of
from supervision.views.letter_rows import COLUMNS, Row, rows_of
from supervision.views.snapshot import Snapshot
from supervision.words import Words

PREVENTIVE = "preventief"
OFF_THE_LADDER = "afloop"

STEPS: Mapping[int, tuple[str, ...]] = {
    1: ("trede-1-signaleren",),
    2: ("trede-2-informatie",),
    3: ("trede-3-actief-toezicht",),
    4: ("trede-4-vooraankondiging", "trede-4-gemeenteblad", "trede-4-gemeenteraad"),
    5: ("trede-5-indeplaatsstelling", "trede-5-gemeenteblad", "trede-5-gemeenteraad"),
    6: ("trede-6-uitvoering",),
}
"""The templates of a step up, the letter to the municipality first.

Intention and decision are announced in the gemeenteblad with a copy to the council (Gemeentewet
art. 124).
"""

KINDS: Mapping[DecisionKind, str] = {
    DecisionKind.LAPSE: OFF_THE_LADDER,
    DecisionKind.DE_ESCALATE: "afschaling",
    DecisionKind.HOLD: "voortzetting",
    DecisionKind.FREEZE: "bevriezen",
    DecisionKind.EXTEND: "verlenging",
}
"""The template of every other decision."""

MADE_UP = "_voorbeeldgegevens"
"""What the name of a file says of sample data."""

TEMPLATES = (PREVENTIVE, *(name for names in STEPS.values() for name in names), *KINDS.values())


@dataclass(frozen=True)
class Letter:
    """One letter, to be filled into a template; `fields` and `rows` are text only.

    `on` is the date of the decision, or of the assessment where there is no decision.
    """

    template: str
    code: str
    name: str
    on: date
    decision: int | None
    sample: bool
    fields: Mapping[str, str]
    rows: Mapping[str, tuple[Row, ...]]

    @property
    def file_name(self) -> str:
        """The name of the file, readable and safe: 2026-11-24_Venlo_trede-2_concept.docx."""
        return file_name(self.template, self.name, self.on, sample=self.sample)


@dataclass(frozen=True, slots=True)
class Matter:
    """What there is to write to a municipality about: a decision, or None for the flag."""

    code: str
    decision: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One of the documents about a matter, by its template, and the name of its file."""

    template: str
    file_name: str


def file_name(template: str, name: str, on: date, *, sample: bool) -> str:
    """Return the name of the file of a letter; a letter with sample data says so in its name."""
    main = [each for each, *_ in STEPS.values()]
    what = "-".join(template.split("-")[:2]) if template in main else template
    place = re.sub(r"\W+", "-", name).strip("-")
    made_up = MADE_UP if sample else ""
    return f"{on.isoformat()}_{place}_{what}_concept{made_up}.docx"


def templates_for(decision: Decision, corrects: int | None = None) -> tuple[str, ...]:
    """Return the templates that go with a decision, the letter to the municipality first."""
    if decision.step_from == decision.step_to == 0 and corrects is None:
        return ()  # no measure began, none ended
    if decision.step_to == 0:
        return (OFF_THE_LADDER,)
    if decision.kind is DecisionKind.ESCALATE:
        return STEPS[decision.step_to]
    return (KINDS[decision.kind],)


def documents_about(matter: Matter, snapshot: Snapshot, register: Register) -> tuple[Document, ...]:
    """Return which documents there are about a matter, before any of them is made."""
    on: date = snapshot.province.on
    templates: tuple[str, ...] = (PREVENTIVE,)
    if matter.decision is not None:
        decisions = {each.decision.number: each for each in snapshot.decisions}
        on = decisions[matter.decision].decision.decided_on
        found = decisions[matter.decision]
        templates = templates_for(found.decision, found.corrects)
    name = register.by_code[matter.code].name
    return tuple(
        Document(each, file_name(each, name, on, sample=snapshot.sample)) for each in templates
    )


def matter_of(snapshot: Snapshot, code: str) -> Matter | None:
    """Return what there is to write to a municipality about on the date of the snapshot.

    A draft that waits goes first, then the last decision that counts, then the preventive flag. A
    decision off the ladder is written about in the half-year in which it was taken. Where a step
    is proposed there is no preventive letter: the letter of that step follows the decision.
    """
    on = snapshot.province.on
    last = waiting_for(snapshot, code)
    if last is None or last.decision.decided_on > on:
        last = last_that_counts(snapshot, code)
    if last is not None and (last.decision.step_to or _ended(last, on)):
        return Matter(code, last.decision.number)
    found = snapshot.province.assessments.get(code)
    if found is None or not found.preventive or undecided_step(snapshot, code) is not None:
        return None
    return Matter(code)


def _ended(recorded: RecordedDecision, on: date) -> bool:
    """Whether the decision ended a measure in the half-year of `on`."""
    recent = HalfYear.running_on(recorded.decision.decided_on) == HalfYear.running_on(on)
    return recent and bool(templates_for(recorded.decision, recorded.corrects))


def letters_about(
    recorded: RecordedDecision,
    assessment: Assessment,
    snapshot: Snapshot,
    register: Register,
    t: Words,
) -> tuple[Letter, ...]:
    """Return the letters that go with a decision, with the figures that it rests on."""
    municipality = register.by_code[recorded.decision.code]
    case = Case(municipality, assessment, snapshot, recorded)
    return tuple(
        letter_view(name, case, t) for name in templates_for(recorded.decision, recorded.corrects)
    )


def preventive_letter(code: str, snapshot: Snapshot, register: Register, t: Words) -> Letter:
    """Return the letter that asks for attention early; the municipality is in the snapshot."""
    case = Case(register.by_code[code], snapshot.province.assessments[code], snapshot)
    return letter_view(PREVENTIVE, case, t)


def letter_view(template: str, case: Case, t: Words) -> Letter:
    """Return one letter about a case."""
    recorded = case.recorded
    return Letter(
        template,
        case.municipality.code,
        case.municipality.name,
        case.assessment.on,
        None if recorded is None else recorded.decision.number,
        case.snapshot.sample,
        fields_of(case, t),
        rows_of(case, t),
    )


def specimen(template: str) -> Letter:
    """Return a letter in which every field is filled, to try a template on."""
    rows = {name: (dict.fromkeys(columns, "x"),) for name, columns in COLUMNS.items()}
    return Letter(template, "", "x", date(2000, 1, 1), None, True, dict.fromkeys(NAMES, "x"), rows)
