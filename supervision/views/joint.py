"""The joint solution of a region: swaps to discuss, what they would change, what was agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from supervision.domain.account import Account
from supervision.domain.halfyear import HalfYear
from supervision.domain.joint import Move, Plan
from supervision.domain.ladder import Assessment
from supervision.domain.proposals import BeforeAfter, Consequence, Proposals
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standing, Standings
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words


@dataclass(frozen=True, slots=True)
class Joint:
    """What a region could do together in a half-year.

    `title` says what swaps could do, or why none are proposed; `notes` what that rests on.
    `effect` says in a sentence what the table of effects shows. `options` are the moves as they
    are read in a form, `agreed` the swaps that were recorded.
    """

    half_year: HalfYear
    title: str
    notes: tuple[str, ...]
    moves: Table
    effect: str
    effects: Table
    options: Mapping[str, Move]
    agreed: Table


def joint(
    region: str,
    rows: Sequence[Standing],
    found: Standings,
    snapshot: Snapshot,
    proposals: Proposals,
    t: Words,
) -> Joint:
    """Return the joint solution of the region with the municipalities in `rows`."""
    names = {row.code: row.name for row in found.rows}
    plan = proposals.plans.get(region, Plan((), 0, 0, optimal=True))
    effects = _taking_part(plan, proposals, names)
    return Joint(
        found.half_year,
        _title(region, rows, plan, proposals, t),
        tuple(_notes(rows, plan, proposals, t)),
        _moves(plan, names, t),
        _effect(effects, names, proposals, t) if effects else "",
        _effects(effects, names, proposals, t),
        {
            t(
                "{giver} hands over {n} to {taker}",
                giver=names[move.giver],
                taker=names[move.taker],
                n=t.number(move.persons),
            ): move
            for move in plan.moves
        },
        _agreed(rows, names, found, snapshot, t),
    )


def _taking_part(
    plan: Plan, proposals: Proposals, names: Mapping[str, str]
) -> tuple[Consequence, ...]:
    """The effects in the region, whoever hands over most first."""
    codes = {code for move in plan.moves for code in (move.giver, move.taker)}
    found = (proposals.consequences[code] for code in codes)
    return tuple(sorted(found, key=lambda each: (each.moved, names[each.code])))


def _expected_backlog(rows: Sequence[Standing], proposals: Proposals) -> int | None:
    """The sum of the expected backlogs, or None where none is known."""
    closings = [proposals.balances[row.code].closing for row in rows]
    known = [closing for closing in closings if closing is not None]
    return sum(max(closing, 0) for closing in known) if known else None


def _title(
    region: str, rows: Sequence[Standing], plan: Plan, proposals: Proposals, t: Words
) -> str:
    if not proposals.running:
        return t(
            "{half_year} has closed: its targets can no longer be moved, so no swaps are proposed. "
            "Choose the running half-year for that.",
            half_year=proposals.half_year,
        )
    day, backlog = t.date(proposals.half_year.reference_date), _expected_backlog(rows, proposals)
    if backlog is None:
        return t("No swaps can be proposed: no balance in {region} is known yet.", region=region)
    if not backlog:
        return t(
            "No swaps are needed: nobody in {region} is expected to have a backlog on {date}.",
            region=region,
            date=day,
        )
    if not plan.gives:
        return t(
            "No swaps can be proposed: of whoever is expected to have a backlog in {region} no "
            "target is known to hand over.",
            region=region,
        )
    if not plan.takes:
        return t(
            "No swaps can be proposed: nobody in {region} is expected to have a lead to use.",
            region=region,
        )
    return t.plural(
        "{n} swap could bring the backlog that is expected in {region} on {date} down from "
        "{backlog} to {left} persons.",
        "{n} swaps could bring the backlog that is expected in {region} on {date} down from "
        "{backlog} to {left} persons.",
        len(plan.moves),
        backlog=t.number(backlog),
        left=t.number(backlog - plan.cleared),
        region=region,
        date=day,
    )


def _notes(rows: Sequence[Standing], plan: Plan, proposals: Proposals, t: Words) -> Iterator[str]:
    if not plan.moves:
        return
    yield t(
        "A calculation to discuss. The sum of the targets stays equal; nothing changes until both "
        "municipalities agree and the swap is recorded (Huisvestingswet 2014, art. 29, second "
        "paragraph)."
    )
    yield (
        t("No plan clears more, or as much with fewer swaps, or with as few but smaller ones.")
        if plan.optimal
        else t("The search was cut short: perhaps fewer or smaller swaps would do.")
    )
    yield t(
        "Nobody hands over more than its expected backlog or its target, and nobody takes over so "
        "much that it would close with a backlog or fall behind pace."
    )
    yield t(
        "As many persons are expected to be housed with the swaps as without; once a swap is "
        "recorded the expectation is made anew and can shift a little."
    )
    if plan.takes < plan.gives:
        yield t("The lead that can be used in the region is then used up.")
    unknown = [row.name for row in rows if proposals.balances[row.code].closing is None]
    if unknown:
        yield t("Left out, because the balance is not known: {names}.", names=", ".join(unknown))


def _moves(plan: Plan, names: Mapping[str, str], t: Words) -> Table:
    return Table(
        t("Swaps to discuss"),
        (
            Column(t("Hands over"), ColumnKind.NAME),
            Column(t("Takes over"), ColumnKind.NAME),
            Column(t("Persons"), ColumnKind.PERSONS),
        ),
        tuple((names[move.giver], names[move.taker], move.persons) for move in plan.moves),
    )


def _effect(
    effects: Sequence[Consequence], names: Mapping[str, str], proposals: Proposals, t: Words
) -> str:
    """Say whose step changes on the reference date, were all to close as expected."""
    day = t.date(proposals.half_year.reference_date)
    lower, higher = (
        ", ".join(
            f"{names[each.code]} ({_steps(each.closing, t)})"
            for each in effects
            if sign * each.closing.after.indicated_step > sign * each.closing.before.indicated_step
        )
        for sign in (-1, 1)
    )
    if not lower and not higher:
        return t("The swaps would change no indicated step on {date}.", date=day)
    sentences = []
    if lower:
        sentences.append(
            t("On {date} a lower step would be indicated for {names}.", date=day, names=lower)
        )
    if higher:
        sentences.append(
            t("On {date} a higher step would be indicated for {names}.", date=day, names=higher)
        )
    return " ".join(sentences)


def _effects(
    effects: Sequence[Consequence], names: Mapping[str, str], proposals: Proposals, t: Words
) -> Table:
    today, then = t.short_date(proposals.on), t.short_date(proposals.half_year.reference_date)
    return Table(
        t("What the swaps together would change, if all close as expected"),
        (
            Column(t("Municipality"), ColumnKind.NAME),
            Column(t("Change of the target"), ColumnKind.BALANCE),
            Column(t("Expected balance"), ColumnKind.BALANCE),
            Column(t("With the swaps"), ColumnKind.BALANCE),
            Column(t("Indicated step on {date}", date=today), ColumnKind.TEXT),
            Column(t("Proposed step on {date}", date=today), ColumnKind.TEXT),
            Column(t("Indicated step on {date}", date=then), ColumnKind.TEXT),
            Column(t("Proposed step on {date}", date=then), ColumnKind.TEXT),
        ),
        tuple(
            (
                names[each.code],
                each.moved,
                each.closing.before.position.closing,
                each.closing.after.position.closing,
                _steps(each.today, t),
                _proposed(each.today, t),
                _steps(each.closing, t),
                _proposed(each.closing, t),
            )
            for each in effects
        ),
    )


def _steps(change: BeforeAfter, t: Words) -> str:
    return _arrow(_indicated(change.before, t), _indicated(change.after, t))


def _indicated(assessment: Assessment, t: Words) -> str:
    if not assessment.indicated_step:
        return t("preventive") if assessment.preventive else t("none")
    return str(assessment.indicated_step)


def _proposed(change: BeforeAfter, t: Words) -> str:
    before, after = (str(each.proposed_step or t("none")) for each in change)
    return _arrow(before, after)


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _agreed(
    rows: Sequence[Standing],
    names: Mapping[str, str],
    found: Standings,
    snapshot: Snapshot,
    t: Words,
) -> Table:
    """The swaps of the half-year that count, in which a municipality of the region takes part."""
    accounts = snapshot.province.accounts
    lines = (accounts.get(row.code, Account(row.code)).line(found.half_year) for row in rows)
    swaps = {swap.number: swap for line in lines if line for swap in line.swaps}
    return Table(
        t("Swaps recorded for {half_year}", half_year=found.half_year),
        (
            Column(t("Swap"), ColumnKind.NUMBER),
            Column(t("Hands over"), ColumnKind.NAME),
            Column(t("Takes over"), ColumnKind.NAME),
            Column(t("Persons"), ColumnKind.PERSONS),
            Column(t("Agreed on"), ColumnKind.DATE),
        ),
        tuple(
            (number, names[swap.giver], names[swap.taker], swap.persons, swap.agreed_on)
            for number, swap in sorted(swaps.items())
        ),
    )
