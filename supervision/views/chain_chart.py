"""The chain of half-years as bars on paper: what was due, what was housed, what stayed open."""

from __future__ import annotations

from supervision.views.chain import ChainLine
from supervision.views.document import Bar, BarGroup, Chart
from supervision.words import UNKNOWN, Words

SHOWN = 8
"""Half-years; with more the figures at the bars would be too small to read on paper."""


def chain_chart(title: str, lines: tuple[ChainLine, ...], t: Words) -> Chart | None:
    """Return the last half-years as bars, oldest first; None where nothing is known of any.

    `title` says what the figures come to. A figure that is not known has no bar.
    """
    last = lines[-SHOWN:]
    if not any(_known(line) for line in last):
        return None
    return Chart(
        title,
        (t("Obligation"), t("Realised"), t("Closing")),
        t("provisional"),
        tuple(_group(line, t) for line in last),
        "; ".join(_told(line, t) for line in last),
        tuple(_notes(lines, t)),
    )


def _known(line: ChainLine) -> bool:
    return any(value is not None for value in (line.obligation, line.realised, line.closing))


def _group(line: ChainLine, t: Words) -> BarGroup:
    return BarGroup(
        str(line.half_year),
        (
            Bar(line.obligation, t.number(line.obligation), line.obligation_provisional),
            Bar(line.realised, t.number(line.realised), not line.final),
            Bar(line.closing, t.signed(line.closing), line.provisional or not line.final),
        ),
    )


def _told(line: ChainLine, t: Words) -> str:
    told = t(
        "{half_year}: obligation {obligation}, realised {realised}, closing {closing}",
        half_year=line.half_year,
        obligation=t.number(line.obligation),
        realised=t.number(line.realised),
        closing=t.signed(line.closing),
    )
    provisional = line.obligation_provisional or (
        line.realised is not None and (line.provisional or not line.final)
    )
    return t("{told} (provisional)", told=told) if provisional else told


def _notes(lines: tuple[ChainLine, ...], t: Words) -> list[str]:
    notes = [t("Persons. A closing above the line is a backlog (+), below it a lead (−).")]
    if any(None in (line.obligation, line.realised, line.closing) for line in lines[-SHOWN:]):
        notes.append(t("{unknown} stands for a figure that is not known.", unknown=UNKNOWN))
    if len(lines) > SHOWN:
        notes.append(
            t(
                "The chart shows the last {n} of {all} half-years; the table has them all.",
                n=SHOWN,
                all=len(lines),
            )
        )
    return notes
