"""What all half-years rest on, in the one cache: the store is read once, not once per half-year.

Keys and rules are those of `cached`. The day under an underscore is no part of a key: what is
given does not depend on it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import streamlit as st

from supervision.domain.backtest import Trial, trials
from supervision.domain.figures import Reporter
from supervision.domain.history import History
from supervision.domain.ruleset import RuleSet, in_force
from supervision.domain.vintages import Attribution
from supervision.rulesets import shipped
from supervision.storage.database import database
from supervision.usecases import assessing
from supervision.views.snapshot import Snapshot

_ENTRIES = 16
"""How many revisions, days of knowledge and ways to count are kept."""


class Basis(NamedTuple):
    """What the accounts depend on; which day they are assessed on is no part of it."""

    url: str
    revision: int
    known_on: date | None
    attribution: Attribution
    reporter: Reporter


def rules_on(on: date) -> RuleSet:
    """Return the rules in force; raises NotFound where there were none."""
    return in_force(shipped(), on)


def basis_of(url: str, revision: int, known_on: date | None, rules: RuleSet) -> Basis:
    """Return what the accounts depend on under these rules."""
    return Basis(url, revision, known_on, rules.attribution, rules.reporter)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def known(basis: Basis, _on: date) -> Snapshot:
    """Return what was in the store; assess it anew with `assessing.reassessed`."""
    return assessing.snapshot(database(basis.url), _on, known_on=basis.known_on)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def known_before(basis: Basis, _on: date) -> Snapshot | None:
    """Return what was in the store before the last import that counts, or None without one."""
    return assessing.before_last_import(database(basis.url), known(basis, _on))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def history_of(basis: Basis, _on: date) -> History:
    """Return the closed half-years, once for every expectation that rests on them."""
    return History.of(known(basis, _on).province.accounts.values())


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def trials_of(basis: Basis, _on: date) -> tuple[Trial, ...]:
    """Return every past expectation with its outcome, also those closed after any one day."""
    accounts = known(basis, _on).province.accounts.values()
    return trials(accounts, history_of(basis, _on), date.max)
