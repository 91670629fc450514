"""Which moves settle a group of needs from a group of rooms: the fewest, and then the smallest.

A need has to be settled whole, a room gives at most what it has; any room can serve any need.
The unit does not matter here; `domain/joint.py` says what it is for.

Why the answer is the best: every plan gives each need one room or several, and the search tries
every such choice within the number of moves allowed, leaving out only rooms that are alike and
choices for which Hall's condition (below) shows that no amounts exist. The numbers of moves are
tried upwards from a bound that no plan can beat, the size of the largest move by halving, so the
first number and the last size that work are the smallest there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import accumulate, combinations
from typing import NamedTuple

EFFORT = 50_000
"""Steps of the search, half a second: of random regions of sixteen one in a hundred takes more."""


class Transfer(NamedTuple):
    """So much of the need with this index, from the room with that index."""

    need: int
    room: int
    amount: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """The transfers that settle all needs; `optimal` tells that none are fewer or smaller."""

    transfers: tuple[Transfer, ...]
    optimal: bool


def settle(needs: Sequence[int], rooms: Sequence[int], effort: int = EFFORT) -> Settlement:
    """Return the fewest transfers that settle the needs, the largest of them as small as it can be.

    The same needs and rooms in the same order always give the same transfers. Raises ValueError
    for an amount below one, or more needs than rooms.
    """
    if min((*needs, *rooms), default=1) < 1 or sum(needs) > sum(rooms):
        raise ValueError("amounts are one or more, and the rooms hold all needs")
    if not needs:
        return Settlement((), optimal=True)
    search = _Search(tuple(needs), tuple(rooms), effort)
    best = _one_after_another(needs, rooms)
    try:
        moves = search.fewest_conceivable()
        while (found := search.plan(moves, sum(needs))) is None:
            moves += 1
        best = found
        least, most = -(-sum(needs) // moves), _largest(best)
        while least < most:
            middle = (least + most) // 2
            if found := search.plan(moves, middle):
                best, most = found, _largest(found)
            else:
                least = middle + 1
    except _TooMuchWork:
        return Settlement(tuple(sorted(best)), optimal=False)
    return Settlement(tuple(sorted(best)), optimal=True)


def _largest(transfers: list[Transfer]) -> int:
    return max(each.amount for each in transfers)


def _one_after_another(needs: Sequence[int], rooms: Sequence[int]) -> list[Transfer]:
    """Settle each need from the first rooms that have something left: good, not the best."""
    left, found = list(rooms), []
    for index, need in enumerate(needs):
        for room, there in enumerate(left):
            amount = min(need, there)
            if amount:
                found.append(Transfer(index, room, amount))
                need, left[room] = need - amount, there - amount
    return found


class _TooMuchWork(Exception):
    """The search has done as many steps as it may."""


@dataclass
class _Search:
    """The search for a plan of at most so many moves, each of at most `largest`.

    Needs with one room are placed first, in order; a need with several is put off until the
    rooms are known that those leave.
    """

    needs: tuple[int, ...]
    rooms: tuple[int, ...]
    effort: int
    largest: int = 0
    failed: set[tuple[int, tuple[int, ...], tuple[int, ...]]] = field(default_factory=set)

    def fewest_conceivable(self) -> int:
        """Return a number of moves that no plan can beat: what the largest rooms need for each."""
        held = list(accumulate(sorted(self.rooms, reverse=True)))
        return sum(1 + sum(total < need for total in held) for need in self.needs)

    def plan(self, moves: int, largest: int) -> list[Transfer] | None:
        """Return a plan of at most `moves` moves of at most `largest`, or None: there is none.

        Raises _TooMuchWork.
        """
        self.largest, self.failed = largest, set()
        if sum(-(-need // largest) for need in self.needs) > moves:
            return None
        return self._place(0, list(self.rooms), (), moves - len(self.needs))

    def _leave_too_much(self, rooms: Sequence[int], moves: int) -> bool:
        """Whether so many moves cannot but leave more in these rooms than nobody needs.

        A room of which a move takes `largest` at a time gives most in its first moves.
        """
        spare = sum(self.rooms) - sum(self.needs)
        takes = [
            min(self.largest, room - taken)
            for room in rooms
            for taken in range(0, room, self.largest)
        ]
        return sum(rooms) - sum(nlargest(moves, takes)) > spare

    def _work(self) -> None:
        self.effort -= 1
        if self.effort < 0:
            raise _TooMuchWork

    def _place(
        self, index: int, rooms: list[int], put_off: tuple[int, ...], extra: int
    ) -> list[Transfer] | None:
        """Give the needs from `index` on one room each, or put them off.

        `extra` are the moves beyond one for each need; who is put off takes one or more of them.
        """
        self._work()
        if self._leave_too_much(rooms, len(self.needs) - index + len(put_off) + extra):
            return None
        if index == len(self.needs):
            return self._divide(rooms, put_off, (), extra)
        state = (index, tuple(sorted(rooms)), put_off)
        if state in self.failed:
            return None
        need = self.needs[index]
        for room in self._single_rooms(need, rooms):
            rooms[room] -= need
            found = self._place(index + 1, rooms, put_off, extra)
            rooms[room] += need
            if found is not None:
                return [Transfer(index, room, need), *found]
        if len(put_off) < extra:
            found = self._place(index + 1, rooms, (*put_off, index), extra)
            if found is not None:
                return found
        self.failed.add(state)
        return None

    def _single_rooms(self, need: int, rooms: Sequence[int]) -> Iterator[int]:
        """The rooms that hold the need whole, the tightest first; of rooms alike only the first."""
        tried = set()
        for room in sorted(range(len(rooms)), key=rooms.__getitem__):
            if need <= min(rooms[room], self.largest) and rooms[room] not in tried:
                tried.add(rooms[room])
                yield room

    def _divide(
        self,
        rooms: list[int],
        put_off: tuple[int, ...],
        chosen: tuple[tuple[int, ...], ...],
        extra: int,
    ) -> list[Transfer] | None:
        """Choose the rooms of each need that was put off, and then the amounts."""
        self._work()
        if len(chosen) == len(put_off):
            return self._amounts(rooms, put_off, chosen)
        left = [room for room, there in enumerate(rooms) if there]
        later = len(put_off) - len(chosen) - 1
        most = min(1 + extra - later, len(left))
        # The last one may as well have all the moves that are left: an amount of 0 is no move.
        for parts in range(most if later == 0 else 2, most + 1):
            for some in self._choices(rooms, left, chosen, parts):
                self._work()
                now = (*chosen, some)
                untouched = [rooms[room] for room in left if not any(room in c for c in now)]
                if self._leave_too_much(untouched, later + extra - parts + 1):
                    continue
                if self._can_hold(rooms, put_off, now):
                    found = self._divide(rooms, put_off, now, extra - parts + 1)
                    if found is not None:
                        return found
        return None

    def _choices(
        self,
        rooms: Sequence[int],
        left: Sequence[int],
        chosen: Sequence[tuple[int, ...]],
        parts: int,
    ) -> Iterator[tuple[int, ...]]:
        """So many of the rooms; of choices alike in size and in who chose them too, the first."""
        tried = set()
        likeness = {room: (rooms[room], *(room in each for each in chosen)) for room in left}
        for some in combinations(left, parts):
            kind = tuple(sorted(likeness[room] for room in some))
            if kind not in tried:
                tried.add(kind)
                yield some

    def _can_hold(
        self, rooms: Sequence[int], put_off: Sequence[int], chosen: Sequence[tuple[int, ...]]
    ) -> bool:
        """Hall's condition: amounts exist where each set of needs fits in the rooms it chose.

        Only the sets with the last need are looked at: those without it were before.
        """
        *earlier, last = range(len(chosen))
        for size in range(len(chosen)):
            for others in combinations(earlier, size):
                group = (*others, last)
                uses = [room for each in group for room in chosen[each]]
                holds = sum(min(rooms[room], self.largest * uses.count(room)) for room in set(uses))
                if holds < sum(self.needs[put_off[each]] for each in group):
                    return False
        return True

    def _amounts(
        self, rooms: Sequence[int], put_off: Sequence[int], chosen: Sequence[tuple[int, ...]]
    ) -> list[Transfer]:
        """Fill the chosen rooms; a need that finds them full makes another one move over."""
        flow = {(each, room): 0 for each, some in enumerate(chosen) for room in some}
        left = list(rooms)

        def push(each: int, amount: int, asked: set[int]) -> int:
            asked.add(each)
            for room in chosen[each]:
                fits = min(amount, self.largest - flow[each, room])
                pushed = min(fits, left[room])
                left[room] -= pushed
                others = (o for o in range(len(chosen)) if flow.get((o, room)) and o not in asked)
                while fits and not pushed and (other := next(others, None)) is not None:
                    pushed = push(other, min(fits, flow[other, room]), asked)
                    flow[other, room] -= pushed
                flow[each, room] += pushed
                if pushed:
                    return pushed
            return 0

        for each, index in enumerate(put_off):
            need = self.needs[index]
            while need:
                need -= push(each, need, set())
        return [Transfer(put_off[each], room, n) for (each, room), n in flow.items() if n]
