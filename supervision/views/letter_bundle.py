"""The letters to a selection: what is in the file, and which letters wait for a decision."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.domain.municipality import Register
from supervision.views.decided import undecided_step
from supervision.views.letters import MADE_UP, PREVENTIVE
from supervision.views.snapshot import Snapshot
from supervision.words import Words


def bundle_name(snapshot: Snapshot) -> str:
    """Return the name of a zip file with letters; sample data says so in the name."""
    made_up = MADE_UP if snapshot.sample else ""
    return f"{snapshot.province.on.isoformat()}_brieven_concept{made_up}.zip"


def bundle_label(templates: Sequence[str], t: Words) -> str:
    """Return the words on the button for a zip with letters of these templates, by kind."""
    preventive = sum(each == PREVENTIVE for each in templates)
    decided = len(templates) - preventive
    early = t.plural(
        "Download {n} preventive letter (zip)", "Download {n} preventive letters (zip)", preventive
    )
    of_decisions = t.plural(
        "Download {n} letter about decisions (zip)",
        "Download {n} letters about decisions (zip)",
        decided,
    )
    if not decided:
        return early
    if not preventive:
        return of_decisions
    return t(
        "Download {n} letters (zip): {preventive} preventive, {decided} about decisions",
        n=t.number(len(templates)),
        preventive=t.number(preventive),
        decided=t.number(decided),
    )


def letters_to_come(snapshot: Snapshot, codes: Sequence[str], register: Register, t: Words) -> str:
    """Return of whom the letter waits for a decision on the step proposed; "" if of nobody.

    One municipality is not named, a selection is, by step.
    """
    steps = {code: undecided_step(snapshot, code) for code in codes}
    told = []
    for step in sorted({each for each in steps.values() if each is not None}):
        names = [register.by_code[code].name for code in codes if steps[code] == step]
        text = t("The letter of step {step} follows the decision", step=step)
        told.append(f"{text}." if len(codes) == 1 else f"{text}: {', '.join(names)}.")
    return " ".join(told)
