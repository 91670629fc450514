"""The fields that a letter template can use, all of them text in Dutch notation.

Their names are Dutch, for people read them in Word; data/letters/README.md tells what each means.
Every template gets every field: what does not apply is empty, what is unknown is a dash.
"""

from __future__ import annotations

from collections.abc import Mapping

from supervision.domain.decision import FIRST_STEP_OF_THE_EXECUTIVE, Status
from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import share_of
from supervision.storage.decisions import RecordedDecision
from supervision.views.letter_case import Case
from supervision.views.letter_rows import rests_on_assumptions
from supervision.words import Words
from supervision.words import letters as wording
from supervision.words.labels import label

PERIODS = ("afgesloten", "lopend")
"""The last closed half-year and the running one; each field of `_FIGURES` exists for both."""
_FIGURES = (
    *("halfjaar", "halfjaar_woorden", "peildatum", "stand_per", "taakstelling", "beginstand"),
    *("opgave", "gerealiseerd", "saldo", "achterstand", "aandeel", "zin"),
)
NAMES = (
    *("gemeente", "gemeentecode", "regio", "datum", "voorbeeldgegevens"),
    *(f"{period}_{figure}" for period in PERIODS for figure in _FIGURES),
    *("verzoek", "nog_te_huisvesten", "termijn", "termijn_zin", "termijn_was", "termijn_was_zin"),
    *("genoemd_aantal", "geteld_vanaf", "voortgang"),
    *("trede", "trede_naam", "trede_was", "trede_was_naam", "voorstel"),
    *("uitgangspunt", "besluitnummer", "besluitstatus", "vervangt"),
    *("motivering", "afwijking", "spoed", "afschrift_raad"),
    *("verschoning_oorzaak", "verschoning_van", "verschoning_tot", "verschoning_toelichting"),
    "koppeling",
    *("grondslag", "kader", "kader_instantie", "kader_kenmerk", "kader_vastgesteld"),
    *("kader_id", "kader_versie", "beoordeeld_op", "revisie", "aangenomen"),
)
"""Every field; a template that names another one is refused."""


def fields_of(case: Case, t: Words) -> Mapping[str, str]:
    """Return every field of `NAMES`."""
    return (
        _subject(case, t)
        | _period("afgesloten", case.assessment.last_closed, case, t)
        | _period("lopend", case.running, case, t)
        | _asked(case, t)
        | _step(case, t)
        | _decided(case, t)
        | _excused(case, t)
        | _rules(case, t)
    )


def _subject(case: Case, t: Words) -> dict[str, str]:
    sample = t("Sample data: the realisations are made up and belong to no real municipality.")
    return {
        "gemeente": case.municipality.name,
        "gemeentecode": case.municipality.code,
        "regio": case.municipality.region,
        "datum": t.date(case.assessment.on),
        "voorbeeldgegevens": sample if case.snapshot.sample else "",
    }


def _period(period: str, half_year: HalfYear, case: Case, t: Words) -> dict[str, str]:
    """The figures of the last closed or the running half-year."""
    line, position = case.stand(half_year)
    obligation = None if line is None else line.obligation
    if half_year == case.running:
        sentence = wording.running_text(half_year, line, position, t)
    else:
        sentence = wording.closed_text(case.municipality.name, half_year, line, t)
    texts = (
        str(half_year),
        t.half_year(half_year),
        t.date(half_year.reference_date),
        t.date(position.as_of),
        t.number(line.target if line else None),
        t.signed(line.opening.persons if line else None),
        t.number(obligation),
        t.number(position.realised),
        t.signed(position.closing),
        t.number(position.backlog),
        t.percent(share_of(position.realised, obligation)),
        sentence,
    )
    return {f"{period}_{figure}": text for figure, text in zip(_FIGURES, texts, strict=True)}


def _asked(case: Case, t: Words) -> dict[str, str]:
    measure, before = case.measure, case.assessment.measure
    closed = case.assessment.closed_line
    backlog = None if closed is None else closed.latest.backlog
    day = case.running.reference_date
    return {
        "verzoek": wording.request_text(measure, backlog, case.to_house, day, t),
        "nog_te_huisvesten": wording.persons_text(case.to_house, t),
        "termijn": t.date(measure.term.until) if measure.term else "",
        "termijn_zin": wording.term_sentence(measure.term, t),
        "termijn_was": t.date(before.term.until) if before.term else "",
        "termijn_was_zin": wording.earlier_term_sentence(before.term, t),
        "genoemd_aantal": "" if measure.named is None else t.number(measure.named),
        "geteld_vanaf": t.date(measure.counted_from) if measure.counted_from else "",
        "voortgang": wording.housed_text(before, case.assessment.housed, t),
    }


def _step(case: Case, t: Words) -> dict[str, str]:
    before, to = case.assessment.measure, case.measure.step
    proposed = case.assessment.proposed_step
    copy = t("The municipal council receives a copy of this letter, as it did of earlier ones.")
    to_council = max(to, before.step) >= FIRST_STEP_OF_THE_EXECUTIVE
    name_before = _step_name(before.step, case, t)
    return {
        "trede": str(to),
        "trede_naam": _step_name(to, case, t),
        "trede_was": str(before.step),
        "trede_was_naam": name_before,
        "voorstel": t("step {number}", number=proposed) if proposed else t("off the ladder"),
        "uitgangspunt": wording.start_text(case.municipality.name, before, name_before, t),
        "afschrift_raad": copy if to_council else "",
    }


def _step_name(number: int, case: Case, t: Words) -> str:
    """The name of a step as it stands within a sentence."""
    if not number:
        return t("off the ladder")
    name = case.ruleset.step(number).name[t.language]
    return name[0].lower() + name[1:]


def _decided(case: Case, t: Words) -> dict[str, str]:
    recorded = case.recorded
    if recorded is None:
        names = ("besluitnummer", "besluitstatus", "vervangt", "motivering", "afwijking", "spoed")
        return dict.fromkeys(names, "")
    corrects = recorded.corrects
    replaces = t("This decision replaces decision {number}, which was wrong.", number=corrects)
    return {
        "besluitnummer": str(recorded.decision.number),
        "besluitstatus": _status(recorded, t),
        "vervangt": "" if corrects is None else replaces,
        "motivering": recorded.rationale,
        "afwijking": recorded.deviation if case.deviates else "",
        "spoed": recorded.urgency,
    }


def _status(recorded: RecordedDecision, t: Words) -> str:
    prepared = t.moment(recorded.recorded_at)
    if recorded.status is Status.DRAFT:
        return t("prepared on {date}, waits for confirmation by a second person", date=prepared)
    if recorded.verdict_at is None:
        return t("recorded on {date}", date=prepared)
    return t(
        "prepared on {date}, confirmed by a second person on {confirmed}",
        date=prepared,
        confirmed=t.moment(recorded.verdict_at),
    )


def _excused(case: Case, t: Words) -> dict[str, str]:
    found = case.excuse
    linked = (wording.linked_text(each, t) for each in case.assessment.shortfalls)
    return {
        "verschoning_oorzaak": label(found.excuse.cause, t) if found else "",
        "verschoning_van": t.date(found.excuse.valid_from) if found else "",
        "verschoning_tot": t.date(found.excuse.valid_until) if found else "",
        "verschoning_toelichting": found.note if found else "",
        "koppeling": " ".join(linked),
    }


def _rules(case: Case, t: Words) -> dict[str, str]:
    ruleset = case.ruleset
    step = case.measure.step or case.assessment.measure.step or 1
    assumed = t(
        "Thresholds or terms marked as assumed do not follow from a public text; the Province "
        "has still to confirm them."
    )
    return {
        "grondslag": ruleset.step(step).legal_basis,
        "kader": ruleset.title,
        "kader_instantie": ruleset.authority,
        "kader_kenmerk": ruleset.reference,
        "kader_vastgesteld": t.date(ruleset.adopted),
        "kader_id": ruleset.id,
        "kader_versie": str(ruleset.version),
        "beoordeeld_op": t.date(case.assessment.on),
        "revisie": str(case.recorded.revision if case.recorded else case.snapshot.revision),
        "aangenomen": assumed if rests_on_assumptions(case, t) else "",
    }
