"""Says what was refused and how to mend it: one sentence per error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import cast

from supervision import errors
from supervision.domain.deciding import Objection
from supervision.words import Words, mark
from supervision.words.decisions import objection_text
from supervision.words.faults import fault_text, setting_text
from supervision.words.login import denial_text, unsafe_text
from supervision.words.recovery import backup_fault_text, trouble_text

_KINDS: Mapping[str, str] = {
    "municipality": mark("municipality"),
    "batch": mark("import"),
    "ruleset": mark("rule set"),
    "draft": mark("upload"),
    "swap": mark("swap"),
    "decision": mark("decision"),
    "excuse": mark("excuse"),
}

_FIELDS: Mapping[str, str] = {
    "evidence": mark("Evidence given"),
    "note": mark("Note"),
    "origin": mark("Origin of the number"),
    "reason": mark("Reason"),
    "until": mark("Last day"),
    "persons": mark("Persons"),
    "code": mark("Municipality"),
}
"""Fields of a form, as it names them; what is not here is written as the command line has it."""

_REASONS: Mapping[str, str] = {
    "empty": mark("{name} is not filled in. Write in a few words why."),
    "too_short": mark("{name}: '{value}' is too short. Write in a few words why."),
    "opening_known": mark(
        "The opening of {value} is already known from the account or a file. "
        "Correct the file that states it instead."
    ),
    "not_a_half_year": mark("{name}: '{value}' is not a half-year. Write it like 2025-1."),
    "not_a_date": mark("{name}: '{value}' is not a date. Write it like 2025-04-01."),
    "unreadable": mark("{name}: '{value}' cannot be read. Check that the file is there."),
    "not_a_field": mark("{name}: '{value}' is not understood. Write it like \"Heading=field\"."),
    "other_municipalities": mark(
        "{name}: '{value}' does not hold exactly the municipalities of Limburg, by `statcode`."
    ),
    "not_in_half_year": mark("{name}: {value} did not exist in that half-year."),
    "no_target": mark("{name}: the target of {value} in that half-year is not known."),
    "same_municipality": mark("{name}: a swap is between two different municipalities."),
    "more_than_target": mark(
        "{name}: {value} is not possible. A swap moves at least one person, and no more than "
        "the target of the municipality that hands over."
    ),
    "too_many_persons": mark("{name}: {value} is more than a municipality can have. Check it."),
    "too_far_ahead": mark("{name}: {value} lies too far ahead. Targets are not known so early."),
    "not_here": mark("{name}: {value} does not go with this export. Leave it out."),
    "ends_too_early": mark("{name}: {value} lies before the first day of the period."),
    "too_long": mark("{name}: {value} lies too many years after the first day. Check the year."),
    "not_on_that_day": mark("{name}: {value} did not exist on that day."),
    "in_the_future": mark("{name}: {value} lies in the future."),
    "extension": mark("{name}: '{value}' must end in .csv or .xlsx."),
    "not_a_report": mark("{name}: '{value}' must end in .pdf or .xlsx."),
    "not_a_dossier": mark("{name}: '{value}' must end in .pdf."),
    "needed": mark("{name} is needed once for this export."),
    "not_a_letter": mark("{name}: '{value}' must end in .docx or .zip."),
    "one_letter": mark("{name}: '{value}' holds one letter. Choose a name that ends in .zip."),
    "no_letter": mark(
        "{name}: {value} has no decision to write about and no flag. There is no letter."
    ),
    "letter_follows": mark(
        "{name}: a step is proposed for {value}. Its letter follows the decision on that step."
    ),
    "no_longer_counts": mark(
        "{name}: {value} was rejected or corrected. There is no letter about it."
    ),
    "not_a_user": mark("{name}: '{value}' cannot be the name of a user."),
    "own_role": mark("{name}: nobody changes their own role. Ask another administrator."),
    "unwritable": mark("{name}: '{value}' cannot be written. Choose another folder."),
    "exists": mark(
        "{name}: '{value}' exists already. Choose another name, or add --force to overwrite it."
    ),
    "taken": mark("{name}: '{value}' exists already. Choose another name."),
    "not_empty": mark(
        "{name}: the store {value} is not empty. Add --replace to put the backup in its place; "
        "what is there is then backed up first."
    ),
}


_TEMPLATE_FAULTS: Mapping[str, str] = {
    "missing": mark("There is no letter template {template} in {value}."),
    "unreadable": mark("The letter template {template} is not a Word file (.docx): {value}."),
    "unknown_field": mark(
        "The letter template {template} names a field that does not exist: {value}. "
        "data/letters/README.md lists the fields."
    ),
    "tags": mark(
        "The letter template {template} cannot be filled in: {value}. "
        "Look at what stands between braces."
    ),
    "no_concept": mark(
        "The letter template {template} does not say {value} at the top and in every header. "
        "Put it back in."
    ),
}


def message(error: errors.SupervisionError, t: Words) -> str:
    """Return what to tell the user; every error class has its words (a test sees to it)."""
    return WORDINGS[type(error)](error, t)


def messages(error: errors.SupervisionError, t: Words) -> tuple[tuple[str, str], ...]:
    """Return the code and the text of every objection; one pair for an error that has but one."""
    if isinstance(error, errors.DecisionRefused):
        shortest = error.fields["shortest"]
        return tuple(
            (each, objection_text(Objection(each), t, shortest))  # type: ignore[arg-type]
            for each in error.fields["objections"]  # type: ignore[attr-defined]
        )
    if isinstance(error, errors.ThresholdsRefused):
        objections = cast("Iterable[errors.Fault]", error.fields["objections"])
        return tuple((each.what, setting_text(each, t)) for each in objections)
    return ((type(error).__name__, message(error, t)),)


def _not_found(error: errors.SupervisionError, t: Words) -> str:
    if error.fields["kind"] == "ruleset_on":
        return _no_rules(str(error.fields["key"]), error.fields.get("first"), t)
    kind = t(_KINDS[str(error.fields["kind"])])
    return t("There is no {kind} {key}.", kind=kind, key=error.fields["key"])


def _no_rules(day: str, first: object, t: Words) -> str:
    if first is not None:
        return t(
            "On {day} no rules were in force yet; the first took effect on {first}. "
            "Choose a later day.",
            day=t.day_in(day),
            first=t.day_in(str(first)),
        )
    return t(
        "On {day} no rules were in force. Choose another day, or add the rules of then to "
        "data/rulesets.",
        day=t.day_in(day),
    )


def _not_allowed(error: errors.SupervisionError, t: Words) -> str:
    return t(
        "{actor} may not do this. Ask the administrator for another role.",
        actor=error.fields["actor"],
    )


def _not_admitted(error: errors.SupervisionError, t: Words) -> str:
    return denial_text(str(error.fields["reason"]), str(error.fields["name"]), t)


def _settings_invalid(error: errors.SupervisionError, t: Words) -> str:
    fields = error.fields
    return unsafe_text(str(fields["reason"]), str(fields["name"]), str(fields["value"]), t)


def _invalid_request(error: errors.SupervisionError, t: Words) -> str:
    name, value = str(error.fields["name"]), error.fields["value"]
    reason = str(error.fields["reason"])
    if reason == "too_short" and not str(value).strip():
        reason = "empty"
    return t(
        _REASONS[reason],
        name=t(_FIELDS[name]) if name in _FIELDS else name,
        value=t.date(value) if isinstance(value, date) else value,
    )


def _already_withdrawn(error: errors.SupervisionError, t: Words) -> str:
    kind = t(_KINDS[str(error.fields["kind"])])
    return t("The {kind} {key} has been withdrawn before.", kind=kind, key=error.fields["key"])


def _decision_refused(error: errors.SupervisionError, t: Words) -> str:
    return " ".join(text for _, text in messages(error, t))


def _same_person(error: errors.SupervisionError, t: Words) -> str:
    return t(
        "{actor} prepared decision {key}. Another person has to confirm it.",
        actor=error.fields["actor"],
        key=error.fields["key"],
    )


def _basis_altered(error: errors.SupervisionError, t: Words) -> str:
    return t(
        "What decision {key} rests on no longer follows from the store: figures or rules were "
        "altered behind the back of the product. See verify-log, and tell the administrator.",
        key=error.fields["key"],
    )


def _not_waiting(error: errors.SupervisionError, t: Words) -> str:
    return t("Decision {key} does not wait for a second person.", key=error.fields["key"])


def _overtaken(error: errors.SupervisionError, t: Words) -> str:
    return t("Somebody else changed the figures meanwhile. Look again and confirm once more.")


def _ruleset_invalid(error: errors.SupervisionError, t: Words) -> str:
    said = t("The rules cannot be used. Mend the file; data/rulesets/README.md says how.")
    faults = cast("Iterable[errors.Fault]", error.fields["faults"])
    return "\n".join([said, *(f"- {fault_text(each, t)}" for each in faults)])


def _thresholds_refused(error: errors.SupervisionError, t: Words) -> str:
    said = t("These thresholds are not possible:")
    return "\n".join([said, *(f"- {text}" for _, text in messages(error, t))])


def _letter_template_invalid(error: errors.SupervisionError, t: Words) -> str:
    fields = error.fields
    text = _TEMPLATE_FAULTS[str(fields["reason"])]
    return t(text, template=fields["template"], value=fields["value"])


def _store_unusable(error: errors.SupervisionError, t: Words) -> str:
    fields = error.fields
    trouble = str(fields.get("trouble", errors.StoreTrouble.OTHER))
    return trouble_text(trouble, str(fields["url"]), str(fields["reason"]), t)


def _backup_invalid(error: errors.SupervisionError, t: Words) -> str:
    fields = error.fields
    return backup_fault_text(str(fields["reason"]), str(fields["file"]), str(fields["value"]), t)


def _store_not_ready(error: errors.SupervisionError, t: Words) -> str:
    return t(
        "The store {url} has not been made yet, or is of another version. "
        "Make it ready with: python -m supervision init",
        url=error.fields["url"],
    )


def _refused(error: errors.SupervisionError, t: Words) -> str:
    return t("This cannot be done.")


WORDINGS: Mapping[type[errors.SupervisionError], Callable[[errors.SupervisionError, Words], str]]
WORDINGS = {
    errors.SupervisionError: _refused,
    errors.Refused: _refused,
    errors.NotFound: _not_found,
    errors.NotAllowed: _not_allowed,
    errors.NotAdmitted: _not_admitted,
    errors.InvalidRequest: _invalid_request,
    errors.AlreadyWithdrawn: _already_withdrawn,
    errors.DecisionRefused: _decision_refused,
    errors.SamePerson: _same_person,
    errors.BasisAltered: _basis_altered,
    errors.NotWaiting: _not_waiting,
    errors.Overtaken: _overtaken,
    errors.RuleSetInvalid: _ruleset_invalid,
    errors.ThresholdsRefused: _thresholds_refused,
    errors.LetterTemplateInvalid: _letter_template_invalid,
    errors.SettingsInvalid: _settings_invalid,
    errors.BackupInvalid: _backup_invalid,
    errors.StoreUnusable: _store_unusable,
    errors.StoreNotReady: _store_not_ready,
}
"""How each error is worded."""
