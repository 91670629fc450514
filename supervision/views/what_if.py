"""What would have been under other thresholds: who on which step when, against the rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from supervision.domain.simulation import Divergence, Tally
from supervision.domain.thresholds import thresholds_of
from supervision.views.compared import Compared
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words
from supervision.words.labels import step_name
from supervision.words.rules import quantity_text, threshold_text


@dataclass(frozen=True, slots=True)
class Bars:
    """How many municipalities were on each step on each date, from step 1 on."""

    title: str
    steps: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer to a what-if, which nothing of is stored.

    `message` says the outcome in one sentence, `changes` which thresholds differ, `bars` are
    those under the rules and under the variant, over the same `dates`.
    """

    message: str
    changes: tuple[str, ...]
    dates: tuple[str, ...]
    step_names: tuple[str, ...]
    bars: tuple[Bars, Bars]
    counts: Table
    municipalities: Table
    sample: bool


def what_if(found: Compared, t: Words) -> WhatIf:
    """Return the comparison as people read it."""
    ruleset, comparison = found.ruleset, found.comparison
    present = thresholds_of(ruleset)
    names = tuple(step_name(step.number, step.name, t) for step in ruleset.steps)
    return WhatIf(
        _message(found, t),
        tuple(
            t(
                "step {number}, {what}: {old} becomes {new}",
                number=place.step,
                what=quantity_text(place.quantity, t),
                old=threshold_text(present[place], t),
                new=threshold_text(number, t),
            )
            for place, number in found.changes.items()
        ),
        tuple(t.short_date(tally.on) for tally in comparison.tallies),
        names,
        (
            Bars(
                t("{id}, version {version}", id=ruleset.id, version=ruleset.version),
                tuple(tally.steps[1:] for tally in comparison.tallies),
            ),
            Bars(
                t("With the other thresholds"),
                tuple(tally.steps[1:] for tally in comparison.other_tallies),
            ),
        ),
        _counts(found, t),
        _municipalities(found, t),
        found.sample,
    )


def _message(found: Compared, t: Words) -> str:
    divergences = found.comparison.divergences
    lower = len({each.code for each in divergences if each.other_step < each.step})
    higher = len({each.code for each in divergences if each.other_step > each.step})
    if not divergences:
        return t("With these thresholds no municipality would ever have been on another step.")
    if not higher:
        return t(
            "These thresholds give a lower step on one or more reference dates for {lower}, and "
            "for none a higher one.",
            lower=_number_of(lower, t),
        )
    if not lower:
        return t(
            "These thresholds give a higher step on one or more reference dates for {higher}, and "
            "for none a lower one.",
            higher=_number_of(higher, t),
        )
    return t(
        "These thresholds give on one or more reference dates a lower step for {lower}, and a "
        "higher one for {higher}.",
        lower=_number_of(lower, t),
        higher=_number_of(higher, t),
    )


def _number_of(municipalities: int, t: Words) -> str:
    return t.plural("{n} municipality", "{n} municipalities", municipalities)


def _counts(found: Compared, t: Words) -> Table:
    """Date by step: the number under the rules, that under the variant, and the difference."""
    comparison = found.comparison
    unknown = any(tally.unknown for tally in (*comparison.tallies, *comparison.other_tallies))
    steps = range(len(found.ruleset.steps) + 1)
    headings = [t("step {number}", number=step) if step else t("off the ladder") for step in steps]
    if unknown:
        headings.append(t("no figure"))
    return Table(
        t("Municipalities per step on each reference date: under the rules → with the others"),
        (
            Column(t("Reference date"), ColumnKind.DATE),
            *(Column(heading, ColumnKind.NUMBER) for heading in headings),
        ),
        tuple(
            (tally.on, *_against(_all_of(tally, unknown), _all_of(other, unknown), t))
            for tally, other in zip(comparison.tallies, comparison.other_tallies, strict=True)
        ),
    )


def _all_of(tally: Tally, unknown: bool) -> tuple[int, ...]:
    return (*tally.steps, tally.unknown) if unknown else tally.steps


def _against(numbers: tuple[int, ...], others: tuple[int, ...], t: Words) -> list[str]:
    return [
        t.number(one)
        if one == other
        else f"{_from_to(t.number(one), t.number(other))} ({t.signed(other - one)})"
        for one, other in zip(numbers, others, strict=True)
    ]


def _municipalities(found: Compared, t: Words) -> Table:
    """Who differs, most often first, with the dates on which, and how."""
    by_code: dict[str, list[Divergence]] = defaultdict(list)
    for each in found.comparison.divergences:
        by_code[each.code].append(each)
    known = found.register.by_code
    ordered = sorted(by_code, key=lambda code: (-len(by_code[code]), known[code].name))
    return Table(
        t("Municipalities that would have been on another step"),
        (
            Column(t("Municipality"), ColumnKind.NAME),
            Column(t("Region"), ColumnKind.NAME),
            Column(t("Reference dates that differ"), ColumnKind.NUMBER),
            Column(t("Step under the rules → with the others"), ColumnKind.PROSE),
        ),
        tuple(
            (
                known[code].name,
                known[code].region,
                len(by_code[code]),
                "; ".join(
                    f"{t.short_date(each.on)}: {_from_to(each.step, each.other_step)}"
                    for each in by_code[code]
                ),
            )
            for code in ordered
        ),
    )


def _from_to(one: object, other: object) -> str:
    """Two numbers that stay together on one line."""
    return f"{one}\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}{other}"
