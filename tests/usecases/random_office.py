"""An office at random: figures, corrections, withdrawals, excuses and decisions over the years.

Everything follows from the seed. The clock moves on, stands still, and is set back at times.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.decision import Decision, Status, in_force
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.halfyear import HalfYear, half_years
from supervision.domain.ladder import Assessment
from supervision.domain.ruleset import RuleSet
from supervision.errors import Refused
from supervision.reference import register
from supervision.storage import batches
from supervision.storage import decisions as store
from supervision.storage.database import Database
from supervision.usecases import decisions, excuses, imports, statements, swaps
from supervision.views.evidence import evidence
from supervision.views.provenance import Tracer
from supervision.views.reasons import Reason, reasons_of
from supervision.words import words
from tests.strategies import firsts_of_month

ANNA, BRAM = Actor("anna", Role.SUPERVISOR), Actor("bram", Role.SUPERVISOR)
DUTCH = words("nl")
FIRSTS = [HalfYear(year, half) for year in range(2014, 2025) for half in (1, 2)]
HALF_YEARS, ROUNDS, DECISIONS = 3, 4, 5
"""Per half-year so many rounds of a report, changes and decisions."""


class RandomOffice:
    """Works through the half-years; `then` is what each decision rested on when it was taken."""

    def __init__(self, store: Database, seed: int) -> None:
        self.store, self.random = store, Random(seed)
        first = FIRSTS[seed % len(FIRSTS)]
        self.span = half_years(first, HalfYear(first.year + HALF_YEARS, 1))[:HALF_YEARS]
        self.at = datetime.combine(first.start, time(9), UTC)
        self.then: dict[int, tuple[Reason, ...]] = {}
        self.reasons: tuple[Reason, ...] = ()
        self.refused = 0
        self._queue: list[str] = []

    def now(self) -> datetime:
        return self.at

    def work(self) -> None:
        """Receive every half-year's letter and reports, and decide in between."""
        for half_year in self.span:
            self._targets(half_year)
            *months, last = firsts_of_month(half_year)
            for as_of in [*sorted(self.random.sample(months, ROUNDS - 1)), last]:
                self._wait_until(as_of)
                if self._chance(0.9):
                    self._report(half_year, as_of)
                for _ in range(self.random.randint(0, 2)):
                    self._something(half_year)
                self._decide_about_some(half_year)
                self._second_person()
        for _ in range(4):
            self._something(self.random.choice(self.span))

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _wait_until(self, day: date) -> None:
        """Some days after the first of the month, at no special hour."""
        morning = datetime.combine(day, time(), UTC)
        self.at = morning + timedelta(seconds=self.random.randint(60, 12 * 24 * 3600))

    def _a_little_later(self) -> None:
        """Nothing at all, a while, or back: clocks are coarse and get corrected."""
        self.at += timedelta(seconds=self.random.choice([0, 0, 0, 1, 600, 40_000, -5, -700]))

    def _codes(self, half_year: HalfYear) -> list[str]:
        return [each.code for each in register().in_half_year(half_year)]

    # --- figures ------------------------------------------------------------------------------

    def _targets(self, half_year: HalfYear) -> None:
        """A letter with the net targets, or COA's corrected ones; now and then a row is absent."""
        corrected, first = self._chance(0.2), half_year == self.span[0]
        rows = []
        for row, code in enumerate(self._codes(half_year), start=2):
            persons = self.random.randint(0, 30)
            carry_over = self.random.randint(-5, 12) if first or self._chance(0.1) else None
            said = {"net": None if corrected else persons, "corrected": None, "carry_over": None}
            said["corrected"] = persons + (carry_over or 0) if corrected else None
            if self._chance(0.95):
                rows.append(
                    {"row": row, "municipality": code, "half_year": str(half_year)}
                    | said
                    | {"carry_over": carry_over}
                )
        self._import("targets", half_year, None, rows, [])

    def _report(self, half_year: HalfYear, as_of: date) -> None:
        """Persons housed so far: cumulative, and free to be lower than the month before."""
        months = firsts_of_month(half_year).index(as_of) + 1
        rows = [
            {
                "row": row,
                "municipality": code,
                "half_year": str(half_year),
                "as_of": as_of,
                "reporter": "coa" if self._chance(0.97) else "municipality",
                "realised": self.random.randint(0, 4 * months),
                "linked": self.random.choice([None, 0, 2, 5, 9]),
            }
            for row, code in enumerate(self._codes(half_year), start=2)
            if self._chance(0.95)
        ]
        self._import("realisation", half_year, as_of, [], rows)

    def _import(
        self,
        kind: str,
        half_year: HalfYear,
        as_of: date | None,
        targets: list[dict[str, object]],
        realisations: list[dict[str, object]],
    ) -> None:
        self._a_little_later()
        batch = {
            "kind": kind,
            "half_year": str(half_year),
            "as_of": as_of,
            "file_name": f"{kind}_{half_year}.csv",
            "sha256": "0" * 64,
            "size": 1,
            "content": b"x",
            "sample": False,
            "rows": len(targets) + len(realisations),
            "ignored": 0,
            "imported_by": ANNA.name,
        }
        with self.store.write(ANNA, self.at, "import") as transaction:
            batches.add_batch(transaction, batch, targets, realisations)

    # --- what changes figures and steps afterwards ----------------------------------------------

    def _something(self, half_year: HalfYear) -> None:
        """A correction, withdrawal, swap, opening or excuse; what is refused, is refused."""
        doings = (
            self._correct,
            self._withdraw,
            self._swap,
            self._withdraw_swap,
            self._state_opening,
            self._excuse,
            self._excuse,
            self._withdraw_excuse,
        )
        self._a_little_later()
        try:
            self.random.choice(doings)(half_year)
        except Refused:
            self.refused += 1

    def _correct(self, half_year: HalfYear) -> None:
        as_of = self.random.choice([None, *firsts_of_month(half_year)])
        if as_of is None:
            self._targets(half_year)
        elif as_of <= self.at.date():
            self._report(half_year, as_of)

    def _withdraw(self, _: HalfYear) -> None:
        imports.withdraw(self.store, ANNA, self.random.randint(1, 8), "wrong file")

    def _swap(self, half_year: HalfYear) -> None:
        giver, taker = self.random.sample(self._codes(half_year), 2)
        persons, agreed_on = self.random.randint(1, 4), half_year.start
        swaps.record_swap(self.store, ANNA, half_year, giver, taker, persons, agreed_on)

    def _withdraw_swap(self, _: HalfYear) -> None:
        swaps.withdraw_swap(self.store, ANNA, self.random.randint(1, 5), "not agreed")

    def _state_opening(self, half_year: HalfYear) -> None:
        code, persons = self.random.choice(self._codes(half_year)), self.random.randint(-9, 9)
        statements.state_opening(self.store, ANNA, code, half_year, persons, "letter of COA")

    def _excuse(self, half_year: HalfYear) -> None:
        begins = self.at.date() + timedelta(days=self.random.randint(-90, 30))
        ends = begins + timedelta(days=self.random.randint(0, 300))
        found = Excuse(self.random.choice(list(Cause)), begins, ends)
        code = self.random.choice(self._codes(half_year))
        excuses.excuse(self.store, ANNA, code, found, "figures of COA")

    def _withdraw_excuse(self, _: HalfYear) -> None:
        excuses.withdraw_excuse(self.store, ANNA, self.random.randint(1, 5), "recorded by mistake")

    # --- decisions ------------------------------------------------------------------------------

    def watched(self, found: Assessment, ruleset: RuleSet, trace: Tracer) -> str:
        """Stand in for the evidence of a decision, and remember its reasons as people read them."""
        self.reasons = reasons_of(found, ruleset, DUTCH, trace)
        return evidence(found, ruleset, trace)

    def _decide_about_some(self, half_year: HalfYear) -> None:
        """About the next few municipalities, so that each has its turn; today or looking back."""
        on = self.at.date() - timedelta(days=self.random.choice([0, 0, 0, 1, 20, 60]))
        counting = store.counting(decisions.recorded(self.store))
        for _ in range(DECISIONS):
            if not self._queue:
                self._queue = self._codes(half_year)
                self.random.shuffle(self._queue)
            code = self._queue.pop()
            if code not in self._codes(half_year):
                continue
            decided = counting.get(code, ())
            corrects = decided[-1] if decided and self._chance(0.3) else None
            stands = decided[:-1] if corrects else decided
            since = max([on, *(each.decided_on for each in stands)])
            self._decide(code, self._intent(in_force(stands, since).step, since, corrects))

    def _decide(self, code: str, intent: Intent) -> None:
        self._a_little_later()
        self.at = max(self.at, datetime.combine(intent.decided_on, time(12), UTC))
        try:
            number, status = decisions.decide(self.store, ANNA, code, intent)
        except Refused:
            self.refused += 1
            self._queue.insert(0, code)
            return
        self.then[number] = self.reasons
        if status is Status.DRAFT and self._chance(0.4):
            self._settle(number)

    def _intent(self, current: int, on: date, corrects: Decision | None) -> Intent:
        """Mostly a step up, with what goes with it; sometimes something is left out."""
        draw = self.random
        step = draw.choice([*([current + 1] * 5), current, current, current - 1, 0, 3, 4, 6])
        step = min(max(step, 0), 6) or (0 if current else 1)
        has_term, has_number = step > 0 and self._chance(0.4), step > 0 and self._chance(0.4)
        return Intent(
            step,
            on,
            "because of the figures of this half-year",
            on + timedelta(days=draw.randint(1, 400)) if has_term else None,
            draw.randint(1, 20) if has_number else None,
            on - timedelta(days=draw.randint(-20, 200)) if has_number else None,
            "talked it over" if self._chance(0.95) else "",
            "people sleep in a hall" if self._chance(0.8) else "",
            corrects.number if corrects else None,
        )

    def _second_person(self) -> None:
        """Now and then a draft gets its verdict, also weeks later."""
        for each in decisions.recorded(self.store):
            if each.waits and self._chance(0.3):
                self._settle(each.decision.number)

    def _settle(self, number: int) -> None:
        self._a_little_later()
        try:
            if self._chance(0.8):
                decisions.confirm(self.store, BRAM, number)
            else:
                decisions.reject(self.store, BRAM, number, "not now")
        except Refused:
            self.refused += 1
            decisions.reject(self.store, BRAM, number, "figures came in meanwhile")
