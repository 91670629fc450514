"""Every state in which a decision can meet a municipality, every deed, and what is to become of it.

It is Tuesday 10 February 2026. What is proposed in each state is written down by hand from the
rules of 2013, and what is refused from the sentences of the law; nothing here asks the domain.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from supervision.domain.halfyear import HalfYear
from supervision.reference import register
from supervision.storage import decisions, excuses
from supervision.storage.database import Database, database
from tests.storage.office import ANNA as OFFICE
from tests.storage.office import import_realisation, import_targets

TODAY = date(2026, 2, 10)
NOW = datetime(2026, 2, 10, 11, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)
YESTERDAY = date(2026, 2, 9)
ASCENSION, THE_DAY_AFTER = date(2026, 5, 14), date(2026, 5, 15)
ME, OTHER = "anna", "bram"
NUTH = "GM0951"
WHY = "Because of the figures of 2025"
NOBODY = 9999
"""A number that no decision and no excuse has."""


@dataclass(frozen=True)
class State:
    """A municipality: on which step, whether its term has lapsed, and what the rules propose.

    `draft` is who prepared the step 4 that waits. All but `behind` have no backlog.
    """

    name: str
    current: int = 0
    proposed: int = 0
    lapsed: bool = False
    draft: str | None = None
    excused: bool = False
    exists: bool = True
    behind: bool = True


STATES = (
    State("off the ladder, nothing proposed", behind=False),
    State("off the ladder, step 1 proposed", 0, 1),
    State("on step 1", 1, 2),
    State("on step 1, term lapsed", 1, 2, lapsed=True),
    State("on step 2", 2, 3),
    State("on step 2, term lapsed", 2, 3, lapsed=True),
    State("on step 3", 3, 3),
    State("on step 3, term lapsed", 3, 4, lapsed=True),
    State("on step 4", 4, 4),
    State("on step 4, term lapsed", 4, 5, lapsed=True),
    State("on step 5", 5, 5),
    State("on step 5, term lapsed", 5, 6, lapsed=True),
    State("on step 6", 6, 6),
    State("on step 6, term lapsed", 6, 6, lapsed=True),
    State("a draft of one's own waits", 3, 4, lapsed=True, draft=ME),
    State("a draft of somebody else waits", 3, 4, lapsed=True, draft=OTHER),
    State("excused on step 2", 2, 2, excused=True),
    State("cleared on step 2", 2, 0, behind=False),
    State("merged, with a measure that ended then", exists=False),
)


@dataclass(frozen=True)
class Deed:
    """What somebody tries; `to` is the step counted from the current one, or a fixed one."""

    name: str
    action: str
    up: int | None = None
    fixed: int | None = None
    proposal: bool = False
    reason: bool = False
    urgent: bool = False
    term: bool = False

    def step(self, state: State) -> int:
        if self.proposal:
            return state.proposed
        return state.current + self.up if self.up is not None else int(self.fixed or 0)


DEEDS = (
    Deed("take over the proposal", "decide", proposal=True),
    Deed("one step up", "decide", up=1),
    Deed("one step up, with a reason", "decide", up=1, reason=True),
    Deed("skip a step", "decide", up=2),
    Deed("skip a step, with a reason", "decide", up=2, reason=True),
    Deed("hold", "decide", up=0),
    Deed("hold, with a reason", "decide", up=0, reason=True),
    Deed("one step down", "decide", up=-1),
    Deed("one step down, with a reason", "decide", up=-1, reason=True),
    Deed("let lapse", "decide", fixed=0),
    Deed("let lapse, with a reason", "decide", fixed=0, reason=True),
    Deed("extend the term", "decide", up=0, term=True),
    Deed("extend the term, with a reason", "decide", up=0, term=True, reason=True),
    Deed("execute, with a reason", "decide", fixed=6, reason=True),
    Deed("execute, with a reason and urgent", "decide", fixed=6, reason=True, urgent=True),
    Deed("confirm", "confirm"),
    Deed("reject", "reject"),
    Deed("excuse", "excuse"),
    Deed("withdraw the excuse", "withdraw_excuse"),
    Deed("look at the dossier", "view"),
    Deed("download a letter", "download"),
)
DECIDERS = ("supervisor", "local")
READERS = ("viewer", "editor", "admin", *DECIDERS)


def refusal(role: str, state: State, deed: Deed) -> str | set[str] | None:
    """What the deed is refused with: an error, the objections to a decision, or None."""
    if deed.action in ("view", "download"):
        return None if role in READERS else "NotAllowed"
    if role not in DECIDERS:
        return "NotAllowed"
    if deed.action == "decide":
        return _objections(state, deed) or None
    if deed.action in ("confirm", "reject"):
        if state.draft is None:
            return "NotWaiting" if state.current else "NotFound"
        mine = state.draft == ME and deed.action == "confirm"
        return "SamePerson" if mine else None
    if deed.action == "excuse":
        return None if state.exists else "InvalidRequest"
    return None if state.excused else "NotFound"


def _objections(state: State, deed: Deed) -> set[str]:
    to, current, found = deed.step(state), state.current, set()
    if state.draft is not None:
        found.add("another_waits")
    if not state.exists:
        found.add("not_a_municipality_then")
    if to < 0 or to > 6:
        return found | {"no_such_step"}
    if to == 0 and current == 0 and state.proposed == 0:
        found.add("nothing_to_decide")
    otherwise, skips = to != state.proposed, to - current > 1
    if (otherwise or skips) and not deed.reason:
        found.add("deviation_needed")
    may_execute = current == 6 or (current == 5 and state.lapsed)
    if to == 6 and not may_execute and not deed.urgent:
        found.add("urgency_needed")
    if to == 0 and deed.term:
        found.add("term_off_the_ladder")
    return found


GIVEN = {
    1: None,
    2: date(2026, 7, 1),
    3: date(2026, 8, 10),
    4: date(2026, 6, 2),
    5: date(2026, 5, 6),
    6: None,
}
"""The terms of the steps from today: the next reference date, half a year, 16 weeks, 12 weeks.

Twelve weeks end on 5 May, a holiday.
"""


def row_of(state: State, deed: Deed) -> dict[str, Any]:
    """What the store is to keep of a decision that passes."""
    to, current = deed.step(state), state.current
    if to == current:
        kind = "extend" if deed.term else "freeze" if state.excused else "hold"
    else:
        kind = "escalate" if to > current else "de_escalate" if to else "lapse"
    term = None if to in (0, current) else GIVEN[to]
    return {
        "kind": kind,
        "step_from": current,
        "step_to": to,
        "proposed_step": state.proposed,
        "decided_on": TODAY.isoformat(),
        "rationale": WHY,
        "deviation": "we know more" if deed.reason else "",
        "urgency": "families sleep outside" if deed.urgent else "",
        "term_until": (THE_DAY_AFTER if deed.term else term)
        and str(THE_DAY_AFTER if deed.term else term),
        "to_reference_date": int(to == 2 and not deed.term and to != current),
        "draft": int(to >= 4),
        "recorded_by": ME,
        "corrects": None,
    }


CODES = dict(
    zip(
        (state.name for state in STATES if state.exists),
        (each.code for each in register().in_half_year(HalfYear(2026, 1))),
        strict=False,
    )
)


def code_of(state: State) -> str:
    """The municipality that is in the state."""
    return CODES[state.name] if state.exists else NUTH


@dataclass(frozen=True)
class Filled:
    """A store with every state in it, as one file; `numbers` are what to act upon, by state.

    They are the decision, which is the draft where there is one, and the excuse.
    """

    path: Path
    numbers: Mapping[str, tuple[int, int]]


@pytest.fixture(scope="session")
def filled(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The file with every state; not to be written to, but to be copied."""
    path = tmp_path_factory.mktemp("states") / "store.db"
    shutil.copy(empty_file, path)
    store = database(f"sqlite:///{path}")
    numbers = _fill(store)
    store.engine.dispose()
    return Filled(path, numbers)


def _fill(store: Database) -> dict[str, tuple[int, int]]:
    """Put every state in the store."""
    _figures(store)
    numbers = {}
    for state in STATES:
        code, decision, excuse = code_of(state), NOBODY, NOBODY
        if state.current:
            decision = _decide(store, code, state.current, lapsed=state.lapsed)
        if not state.exists:
            _decide(store, code, 2, lapsed=False, on=date(2018, 9, 3))
        if state.draft is not None:
            decision = _decide(store, code, 4, lapsed=False, on=TODAY, draft=state.draft)
        if state.excused:
            excuse = _excuse(store, code)
        numbers[state.name] = decision, excuse
    return numbers


def _figures(store: Database) -> None:
    """Targets of 20; whoever is behind houses 10 of them, and in January next to nobody."""
    behind = {code_of(state): state.behind for state in STATES if state.exists}
    for half_year in ("2024-2", "2025-1", "2025-2", "2026-1"):
        said = {"net": 20} | ({"carry_over": 0} if half_year == "2024-2" else {})
        import_targets(store, dict.fromkeys(behind, said), LONG_AGO, half_year)
    for as_of, few, enough in (
        ("2025-01-01", 10, 20),
        ("2025-07-01", 10, 20),
        ("2026-01-01", 10, 20),
        ("2026-02-01", 2, 10),
    ):
        housed = {code: few if is_behind else enough for code, is_behind in behind.items()}
        import_realisation(store, housed, as_of, LONG_AGO)
    import_targets(store, {NUTH: {"net": 20, "carry_over": 9}}, LONG_AGO, "2018-2")
    import_realisation(store, {NUTH: 2}, "2019-01-01", LONG_AGO)


def _decide(
    store: Database,
    code: str,
    step: int,
    *,
    lapsed: bool,
    on: date = date(2026, 1, 5),
    draft: str | None = None,
) -> int:
    """A decision of January; steps 4 to 6 were confirmed, unless it is a draft of somebody."""
    values = {
        "municipality": code,
        "kind": "escalate",
        "step_from": 0 if draft is None else 3,
        "step_to": step,
        "proposed_step": step,
        "decided_on": on,
        "rationale": WHY,
        "deviation": "",
        "urgency": "",
        "term_until": date(2026, 6, 2) if draft else YESTERDAY if lapsed else TODAY,
        "to_reference_date": False,
        "named": None,
        "counted_from": None,
        "ruleset_id": "limburg-2013",
        "ruleset_version": "1",
        "assessment": "{}",
        "revision": 0,
        "corrects": None,
        "draft": step >= 4,
        "recorded_by": draft or OTHER,
    }
    recorded_at = LONG_AGO if draft is None else NOW
    with store.write(OFFICE, recorded_at, "decide") as transaction:
        number = decisions.record(transaction, values)
        if step >= 4 and draft is None:
            decisions.give_verdict(transaction, number, "confirmed", "carla")
    return number


def _excuse(store: Database, code: str) -> int:
    values = {
        "municipality": code,
        "cause": "recovery_plan",
        "valid_from": date(2026, 1, 5),
        "valid_until": TODAY,
        "note": "agreed in January",
    }
    with store.write(OFFICE, LONG_AGO, "excuse") as transaction:
        return excuses.record(transaction, values, OTHER)
