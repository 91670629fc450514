"""Early warning for the whole province: who is heading for a backlog, and what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from supervision.domain.forecast import Forecast, Silence
from supervision.domain.history import History
from supervision.domain.outlook import alerts, forecasts
from supervision.views.snapshot import Snapshot
from supervision.words import Words
from supervision.words import expectation as say

_MOST = 5
"""Alerts shown first; a longer list is not read."""


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert about one municipality, in a sentence or two."""

    code: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """What the overview says of the end of the half-year.

    `sentence` is the province in one line, `first` the gravest alerts and `others` the rest, in
    order. `remarks` tell of whom nothing is expected, and why.
    """

    sentence: str
    first: tuple[AlertLine, ...]
    others: tuple[AlertLine, ...]
    remarks: tuple[str, ...]


def early_warning(snapshot: Snapshot, history: History, t: Words) -> EarlyWarning:
    """Return the early warning of a snapshot; `history` is that of its accounts."""
    province = snapshot.province
    names = {each.code: each.name for each in province.municipalities}
    found = forecasts(province, history)
    lines = tuple(
        AlertLine(each.code, names[each.code], say.alert(each, t))
        for each in alerts(province, history)
    )
    return EarlyWarning(
        _sentence(found.values(), t),
        lines[:_MOST],
        lines[_MOST:],
        tuple(_remarks(found.values(), names, snapshot, t)),
    )


def _sentence(found: Iterable[Forecast], t: Words) -> str:
    """Empty once a half-year has closed, and where nothing is expected of anybody."""
    group = tuple(found)
    known = [each for each in group if each.closing is not None or _is_met(each)]
    if not known or any(each.silence is Silence.CLOSED for each in group):
        return ""
    backlogs = [each.closing for each in known if each.closing is not None and each.closing > 0]
    end = t.date(known[0].half_year.reference_date)
    if not backlogs:
        return t("Nobody is expected to have a backlog on {date}.", date=end)
    return t.plural(
        "{n} of {all} municipalities is expected to have a backlog on {date}: {persons} persons.",
        "{n} of {all} municipalities are expected to have a backlog on {date}: "
        "{persons} persons together.",
        len(backlogs),
        all=t.number(len(known)),
        date=end,
        persons=t.number(sum(backlogs)),
    )


def _is_met(found: Forecast) -> bool:
    return found.silence is Silence.NOTHING_DUE


def _remarks(
    found: Iterable[Forecast], names: Mapping[str, str], snapshot: Snapshot, t: Words
) -> Iterator[str]:
    """One remark per reason; none once the closing figures come in."""
    group = tuple(found)
    if any(each.silence is Silence.CLOSED for each in group):
        return
    for reason in Silence:
        silent = [each for each in group if each.silence is reason]
        if not silent or _is_met(silent[0]):
            continue
        why = say.reason(reason, t)
        if len(silent) == len(group):
            yield t("No expectation for any municipality. {why}", why=why)
        else:
            who = ", ".join(names[each.code] for each in silent)
            yield t("No expectation for {who}. {why}", who=who, why=why)
    if snapshot.sample and any(each.expected is not None for each in group):
        yield t("Made up like the sample data on which it rests.")
