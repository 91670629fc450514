"""What a map says, as its title; and under it what is shown, of when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from supervision.domain.ladder import State
from supervision.views.map_classes import Shown
from supervision.views.map_layers import SUBJECTS, Ground, Layer, is_running
from supervision.views.standing import Standings
from supervision.words import Words


def message(layer: Layer, found: Standings, every: Sequence[Shown], t: Words) -> str:
    """Return the sentence that the map proves; `every` has the worst first."""
    if all(each.value is None for each in every):
        return t("No figure of this half-year to show on the map")
    return _MESSAGES[layer](found, every, t)


def detail(layer: Layer, found: Standings, ground: Ground, t: Words) -> str:
    """Return what the map shows, of which half-year and day, and on what else it rests."""
    return ", ".join(
        (t(SUBJECTS[layer]), t.half_year(found.half_year), *_rest(layer, found, ground, t))
    )


def _rest(layer: Layer, found: Standings, ground: Ground, t: Words) -> Iterator[str]:
    reported = max((row.as_of for row in found.rows if row.as_of is not None), default=None)
    if reported is not None:
        yield t("as of {date}", date=t.date(reported))
    if found.known_on is not None:
        yield t("as known on {date}", date=t.date(found.known_on))
    missing = sum(row.state is State.MISSING for row in found.rows)
    if missing:
        yield t.plural(
            "{n} municipality without a figure", "{n} municipalities without a figure", missing
        )
    provisional = sum(row.obligation_provisional for row in found.rows)
    if provisional:
        yield t.plural(
            "obligation of {n} municipality provisional: earlier closing figure not in",
            "obligation of {n} municipalities provisional: earlier closing figure not in",
            provisional,
        )
    if layer is Layer.PER_INHABITANT:
        yield t("inhabitants of {date}", date=t.date(ground.counted_on))
    if not is_running(found):
        if any(row.as_of is not None and not row.final for row in found.rows):
            yield t("closing figure not in: provisional")
        elif layer is Layer.EXPECTATION:
            yield t("closed: no expectation but the outcome")
    if found.sample:
        yield t("made-up sample data")


def _against_the_norm(found: Standings, every: Sequence[Shown], t: Words) -> str:
    if not is_running(found):
        missed = sum(each.row.state is State.MISSED for each in every)
        if not missed:
            return t("No municipality missed its obligation")
        return t.plural(
            "{n} municipality did not meet its obligation",
            "{n} municipalities did not meet their obligation",
            missed,
        )
    norm = _norm(every, t)
    behind = sum(each.row.state is State.BEHIND_PACE for each in every)
    if not behind:
        return t("No municipality is below {norm}", norm=norm)
    return t.plural(
        "{n} municipality is below {norm}",
        "{n} municipalities are below {norm}",
        behind,
        norm=norm,
    )


def _norm(every: Sequence[Shown], t: Words) -> str:
    """The norm, with its figure where that is the same for all: it follows the last report."""
    norms = {each.row.pace_norm for each in every if each.row.realised is not None}
    norm = norms.pop() if len(norms) == 1 else None
    if norm is None:
        return t("the norm")
    digits = 0 if (norm * 100).denominator == 1 else 1
    return t("the norm of {share}", share=t.percent(norm, digits))


def _backlog(found: Standings, every: Sequence[Shown], t: Words) -> str:
    owing = [each for each in every if each.value]
    total = sum(int(each.value or 0) for each in owing)
    if not owing:
        return t("Nobody is left to house")
    first, *others = owing
    if not others:
        return t.plural(
            "{n} person still to house, in {name}",
            "{n} persons still to house, all in {name}",
            total,
            name=first.row.name,
        )
    if others[0].value == first.value:
        return t(
            "{total} persons still to house in {count} municipalities",
            total=t.number(total),
            count=t.number(len(owing)),
        )
    return t(
        "{total} persons still to house in {count} municipalities, most in {name}: {most}",
        total=t.number(total),
        count=t.number(len(owing)),
        name=first.row.name,
        most=first.figure,
    )


def _per_inhabitants(found: Standings, every: Sequence[Shown], t: Words) -> str:
    if not every[0].value:
        return t("Nobody is left to house")
    return t(
        "Per 1,000 inhabitants most are left to house in {name}: {value}",
        name=every[0].row.name,
        value=every[0].figure,
    )


def _current_step(found: Standings, every: Sequence[Shown], t: Words) -> str:
    on = [each for each in every if each.value]
    if not on:
        return t("No municipality is on a step of the ladder")
    return t.plural(
        "{n} municipality is on a step of the ladder: step {step}",
        "{n} municipalities are on a step of the ladder, the highest is step {step}",
        len(on),
        step=on[0].figure,
    )


def _indicated_step(found: Standings, every: Sequence[Shown], t: Words) -> str:
    indicated = [each for each in every if each.value]
    if not indicated:
        return t("No step is indicated for any municipality")
    return t.plural(
        "A step is indicated for {n} municipality: step {step}",
        "A step is indicated for {n} municipalities, the highest is step {step}",
        len(indicated),
        step=indicated[0].figure,
    )


def _expectation(found: Standings, every: Sequence[Shown], t: Words) -> str:
    if not is_running(found):
        return _against_the_norm(found, every, t)
    missing = sum(each.value is not None and each.value < 1 for each in every)
    if not missing:
        return t("No municipality is expected to miss its obligation")
    return t.plural(
        "{n} municipality is expected not to meet its obligation",
        "{n} municipalities are expected not to meet their obligation",
        missing,
    )


_MESSAGES: Mapping[Layer, Callable[[Standings, Sequence[Shown], Words], str]] = {
    Layer.SHARE: _against_the_norm,
    Layer.BACKLOG: _backlog,
    Layer.PER_INHABITANT: _per_inhabitants,
    Layer.STATE: _against_the_norm,
    Layer.CURRENT_STEP: _current_step,
    Layer.STEP: _indicated_step,
    Layer.EXPECTATION: _expectation,
}
