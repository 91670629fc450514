"""The half-yearly report as a document: the answer first, then the map, tables and explanation."""

from __future__ import annotations

from dataclasses import replace

from supervision.domain.figures import Reporter
from supervision.domain.ruleset import RuleSet
from supervision.views.document import Document, Figure, Part, Picture
from supervision.views.escalation import SAMPLE, assumptions
from supervision.views.map import MapView
from supervision.views.report import Report, report_file_name
from supervision.views.report_selection import (
    of_all,
    remark_of_all,
    selection_sentences,
    selection_text,
)
from supervision.views.rules import preventive_table, rules_table
from supervision.views.standing import provisional_legend
from supervision.views.table import Table
from supervision.words import Words
from supervision.words.rules import attribution_text


def report_document(view: Report, t: Words) -> Document:
    """Return the report as a document in the language of `t`."""
    found = view.found
    return Document(
        t("Half-yearly report on the housing of permit holders"),
        _subtitle(view, t),
        t.language,
        found.on,
        t(SAMPLE) if found.sample else "",
        _answer(view, t),
        _figures(view, t),
        view.facts,
        _parts(view, t),
        report_file_name(found, t, view.chosen),
    )


def _subtitle(view: Report, t: Words) -> str:
    half_year = t.half_year(view.found.half_year)
    text = t("Supervision of the municipalities, {half_year}", half_year=half_year)
    if not view.filtered:
        return text
    return t("{text}; selection: {selection}", text=text, selection=selection_text(view.chosen, t))


def _answer(view: Report, t: Words) -> tuple[str, ...]:
    counted = {each.step: each.indicated for each in view.overview.steps if each.step}
    steps = "; ".join(
        t.plural(
            "step {step}: {n} municipality", "step {step}: {n} municipalities", count, step=step
        )
        for step, count in counted.items()
        if count
    )
    text = []
    if steps:
        text.append(t("Steps indicated by the rules: {steps}.", steps=steps))
    text.append(
        t.plural(
            "{n} decision about a step was taken in this half-year.",
            "{n} decisions about a step were taken in this half-year.",
            view.decided,
        )
    )
    return (
        *selection_sentences(view, t),
        view.overview.sentence,
        *of_all(view, text, t),
    )


def _figures(view: Report, t: Words) -> tuple[Figure, ...]:
    seen = view.overview
    as_of = "" if seen.as_of is None else t("as of {date}", date=t.date(seen.as_of))
    norm = "" if seen.norm is None else t("norm {norm}", norm=t.percent(seen.norm, 0))
    return (
        Figure(t.number(seen.obligation), t("Obligation"), remark_of_all(view, "", t)),
        Figure(t.number(seen.realised), t("Realised"), remark_of_all(view, as_of, t)),
        Figure(t.percent(seen.share), t("Share realised"), remark_of_all(view, norm, t)),
        Figure(t.number(seen.to_house), t("Still to house"), remark_of_all(view, "", t)),
    )


def _parts(view: Report, t: Words) -> tuple[Part, ...]:
    listed = _listed(view, t)
    return (
        Part(
            t("What is missing"),
            ()
            if view.overview.missing
            else (t("Nothing: all figures that were due have come in."),),
            view.overview.missing,
        ),
        Part(t("Map"), picture=_picture(view, t), fresh=True),
        Part(
            view.regions.title,
            table=view.regions,
            total=view.province,
            notes=(
                t("A dash: unknown, or not applicable because nothing was due."),
                t(
                    "Still to house is the sum of the backlogs: the lead of one municipality is "
                    "not set off against the backlog of another."
                ),
            ),
            fresh=True,
        ),
        Part(
            view.course.table.title,
            (f"{view.course.title}.",),
            table=view.course.table,
            level=2,
        ),
        Part(
            view.steps.title,
            (
                t(
                    "Indicated: the highest step of which all conditions hold. Current: the step "
                    "on which a decision put the municipality."
                ),
            ),
            table=view.steps,
            level=2,
        ),
        Part(
            view.municipalities.title,
            (*listed, *_about_groups(view, t)),
        ),
        *(
            Part(each.table.title, table=each.table, total=each.together, level=2)
            for each in view.groups
        ),
        Part(
            view.escalation.title,
            (
                *listed,
                t("The most urgent first. The system proposes a step; a person decides."),
            ),
            table=view.escalation,
            empty=t("Nobody is on this list."),
            notes=(t("Step 0: not on the ladder; then the list gives an early signal."),),
        ),
        Part(
            view.decisions.title,
            listed,
            table=view.decisions,
            empty=t("No decision was taken in this half-year."),
        ),
        Part(
            view.excuses.title,
            listed,
            table=view.excuses,
            empty=t("No excuse holds in this half-year."),
            level=2,
        ),
        Part(t("How it is calculated"), method(view.found.ruleset, t)),
        *ladder_parts(view.found.ruleset, t),
        Part(
            t("Sources"),
            (view.older,) if view.older else (),
            table=view.imports,
            empty=t("Nothing has been imported of these half-years."),
        ),
    )


def _about_groups(view: Report, t: Words) -> tuple[str, ...]:
    if not view.groups:
        return (t("No municipality passes the filters."),)
    rows = (row for row in view.found.rows if view.chosen.passes(row))
    return tuple(filter(None, (provisional_legend(rows, t),)))


def _listed(view: Report, t: Words) -> tuple[str, ...]:
    """What a list leaves out."""
    if not view.filtered:
        return ()
    return (
        t(
            "Only the municipalities of the selection on the first page; the map and the sums of "
            "province and regions are of all of Limburg."
        ),
    )


def _picture(view: Report, t: Words) -> Picture:
    return Picture(
        view.map,
        {row.code: t.percent(row.realised_share, 0) for row in view.found.rows},
        _in_words(view.map, t),
        t("Boundaries: CBS/Kadaster, 2022, generalised."),
    )


def _in_words(view: MapView, t: Words) -> str:
    """The map for who does not see it: every class with its municipalities."""
    classes = "; ".join(
        f"{each.name}: {', '.join(row.name for row in each.rows)}"
        for each in view.classes
        if each.rows
    )
    return t("Map of Limburg. {title}. {classes}.", title=view.title, classes=classes)


def method(ruleset: RuleSet, t: Words) -> tuple[str, ...]:
    """Return how the numbers come about, one paragraph each."""
    reporter = (
        t("Realised is what COA reports as housed in the half-year, cumulative.")
        if ruleset.reporter is Reporter.COA
        else t("Realised is what the municipality reports as housed in the half-year, cumulative.")
    )
    return (
        t(
            "The obligation of a half-year is its target plus the opening: a backlog is added, a "
            "lead is taken off. All numbers are persons."
        ),
        reporter,
        t(
            "The share realised is realised / obligation, of the municipalities of which both "
            "are known. What is missing never counts as zero."
        ),
        t(
            "The pace norm is the share of the half-year that has passed: whole months on the "
            "first of a month (1 November: 4 of 6), days on any other day."
        ),
        t(
            "Each backlog keeps the half-year in which it arose. Housed persons count first "
            "towards: {order}.",
            order=attribution_text(ruleset.attribution, t),
        ),
        t(
            "Until the figure of the reference date is in, a closing is provisional, and so is "
            "what follows from it."
        ),
    )


def ladder_parts(ruleset: RuleSet, t: Words) -> tuple[Part, ...]:
    """Return the rules in short, and which of their thresholds are still assumed."""
    found, flag = assumptions(ruleset, t), preventive_table(ruleset, t)
    return (
        Part(
            t("The rules in short"),
            tuple(text for text in (ruleset.title, ruleset.note) if text),
            table=_in_short(rules_table(ruleset, t)),
            notes=tuple(
                t("Source of step {number}: {source}", number=step.number, source=step.source)
                for step in ruleset.steps
            ),
        ),
        Part(flag.title, table=flag, level=2),
        Part(
            t("Assumptions"),
            (
                t("What is assumed has still to be confirmed by the Province.")
                if found
                else t("None of the thresholds is assumed."),
            ),
            tuple(text for _, text in found),
            level=2,
        ),
    )


def _in_short(table: Table) -> Table:
    """The ladder without its last column, the sources: they stand below the table."""
    return replace(table, columns=table.columns[:-1], rows=tuple(row[:-1] for row in table.rows))
