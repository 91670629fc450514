"""Swaps within a region as a calculation to discuss (Huisvestingswet 2014, art. 29(2)).

A municipality that expects a backlog hands a part of its target to one that expects a lead; the
sum of the targets stays equal. Unit: persons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supervision.domain.transfers import EFFORT, settle


@dataclass(frozen=True, slots=True)
class Balance:
    """What a municipality is expected to close the half-year with: backlog (+) or lead (-).

    `at_pace` is the same, had it gone on housing as it did so far: whoever is to take over
    must not fall behind pace by it. None is unknown; who is unknown takes no part.
    """

    code: str
    closing: int | None
    target: int | None
    at_pace: int | None = None

    @property
    def gives(self) -> int:
        """The most it can hand over: its backlog, for as far as its target goes."""
        if self.closing is None or self.target is None:
            return 0
        return max(min(self.closing, self.target), 0)

    @property
    def takes(self) -> int:
        """The most it can take over and still close without backlog, and keep pace."""
        if self.closing is None:
            return 0
        worst = self.closing if self.at_pace is None else max(self.closing, self.at_pace)
        return max(-worst, 0)


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """A swap to propose: `giver` hands the target of `persons` to `taker`."""

    giver: str
    taker: str
    persons: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The moves to propose within one region; `optimal` tells that none better exists.

    `gives` is the backlog that can be handed over there, `takes` the lead that can be used.
    """

    moves: tuple[Move, ...]
    gives: int
    takes: int
    optimal: bool

    @property
    def cleared(self) -> int:
        """The persons of backlog that the moves together take away."""
        return sum(move.persons for move in self.moves)

    def moved(self, code: str) -> int:
        """Return what the moves add to the target of a municipality; below zero for a giver."""
        return sum(
            move.persons * ((code == move.taker) - (code == move.giver)) for move in self.moves
        )


def plan(balances: Iterable[Balance], effort: int = EFFORT) -> Plan:
    """Return the moves that clear most backlog; of those the fewest; of those the smallest.

    Nobody hands over more than its backlog or its target, or takes over more than its lead. As
    any giver can hand over to any taker, the most that can be cleared is the smaller of the sums
    of both; the side with that sum is settled whole by the fewest transfers (`transfers.settle`,
    where the proof stands). Smallest: the largest move is as small as it can be. Whatever is
    still equal goes by code, so the order of the balances makes no difference.
    """
    balances = tuple(balances)
    givers = sorted((-each.gives, each.code) for each in balances if each.gives)
    takers = sorted((-each.takes, each.code) for each in balances if each.takes)
    gives, takes = -sum(most for most, _ in givers), -sum(most for most, _ in takers)
    # With equal sums the longer side needs fewer moves beyond one each: less to search.
    givers_whole = (gives, -len(givers)) <= (takes, -len(takers))
    whole, partly = (givers, takers) if givers_whole else (takers, givers)
    found = settle([-most for most, _ in whole], [-most for most, _ in partly], effort)
    moves = []
    for each in found.transfers:
        pair = whole[each.need][1], partly[each.room][1]
        giver, taker = pair if givers_whole else pair[::-1]
        moves.append(Move(giver, taker, each.amount))
    return Plan(
        tuple(sorted(moves, key=lambda move: (move.giver, -move.persons, move.taker))),
        gives,
        takes,
        found.optimal,
    )
