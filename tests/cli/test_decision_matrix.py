"""A part of the matrix of tests/usecases/test_decision_matrix.py from the command line.

Whoever sits there without a login has all roles; so what is refused is refused for the state.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping

import pytest

from supervision.usecases import decisions, excuses, record
from tests.cli.office import Office
from tests.usecases.decision_states import (
    ASCENSION,
    DEEDS,
    ME,
    NOW,
    STATES,
    TODAY,
    WHY,
    Deed,
    Filled,
    State,
    code_of,
    refusal,
)

TYPED = [deed for deed in DEEDS if deed.action not in ("view", "download")]
CELLS = [(state, deed) for state in STATES for deed in TYPED][::4]
"""Every fourth: of each state several deeds, of each deed several states."""


def words(state: State, deed: Deed, decision: int, excuse: int) -> list[object]:
    """What to type."""
    code = code_of(state)
    decide: list[object] = [*("decide", code, "--to", deed.step(state), "--on", TODAY)]
    decide += ["--rationale", WHY]
    decide += ["--deviation", "we know more"] if deed.reason else []
    decide += ["--urgent", "families sleep outside"] if deed.urgent else []
    decide += ["--term", ASCENSION] if deed.term else []
    period = ["--from", TODAY, "--until", TODAY]
    typed: Mapping[str, list[object]] = {
        "decide": [*decide, "--json"],
        "confirm": ["confirm", decision, "--json"],
        "reject": ["reject", decision, "--reason", "not now", "--json"],
        "excuse": ["excuse", code, "--cause", "other", *period, "--note", "a letter", "--json"],
        "withdraw_excuse": ["withdraw-excuse", excuse, "--reason", "not agreed"],
    }
    return [*typed[deed.action], "--as", ME]


@pytest.mark.parametrize(
    ("state", "deed"), CELLS, ids=[f"{deed.name}, {state.name}" for state, deed in CELLS]
)
def test_what_is_refused_ends_with_1_and_says_every_objection(
    bare: Office, filled: Filled, state: State, deed: Deed
) -> None:
    shutil.copy(filled.path, bare.folder / "store.db")
    bare.at, store = NOW, bare.database
    decision, excuse = filled.numbers[state.name]
    expected = refusal("local", state, deed)
    before = decisions.recorded(store), excuses.recorded(store)
    answer = bare.run(*words(state, deed, decision, excuse))
    after = decisions.recorded(store), excuses.recorded(store)
    assert answer.status == (0 if expected is None else 1), answer.text
    assert (after == before) is (expected is not None)
    last = record.trail(store)[-1]
    result = "done" if expected is None else "refused"
    assert (last.who, last.action, last.result) == (ME, deed.action, result)
    if expected is None or deed.action == "withdraw_excuse":
        assert answer.text
        return
    assert answer.json["accepted"] is False
    codes = {problem["code"] for problem in answer.json["problems"]}
    assert codes == ({expected} if isinstance(expected, str) else expected)
    assert all(problem["message"] for problem in answer.json["problems"])


def test_the_sample_has_every_state_and_every_deed() -> None:
    assert {state.name for state, _ in CELLS} == {state.name for state in STATES}
    assert {deed.name for _, deed in CELLS} == {deed.name for deed in TYPED}
