"""The verb that goes through the history again: simulate, under the rules or with others."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping

from supervision.cli.arguments import half_year, store, verb
from supervision.cli.output import print_json
from supervision.cli.reading import reason_document
from supervision.domain.ruleset import RuleSet
from supervision.domain.simulation import Path, Tally
from supervision.rulesets import find_ruleset
from supervision.usecases import simulating
from supervision.views.compared import Compared
from supervision.views.reasons import reasons_of
from supervision.words import Words


def add_verbs(verbs: object) -> None:
    """Add the verb to the parser."""
    added = verb(verbs, "simulate", _simulate, "the path had every proposal been followed")
    added.add_argument("--ruleset", required=True, help="id, or path of a TOML file")
    added.add_argument("--from", dest="first", type=half_year, metavar="H")
    added.add_argument("--to", dest="last", type=half_year, metavar="H")
    added.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="STEP.RULE=VALUE",
        help="what if: another threshold, like 2.backlog_persons=8; may be repeated",
    )
    added.add_argument("--json", action="store_true")


def _simulate(chosen: Namespace, t: Words) -> int:
    ruleset = find_ruleset(chosen.ruleset)
    found = simulating.what_if(store(), ruleset, chosen.settings, chosen.first, chosen.last)
    if chosen.json:
        print_json(_document(found, t))
        return 0
    if found.changes:
        print(
            t(
                "Steps with other thresholds; between brackets those under "
                "{id}, version {version}:",
                id=ruleset.id,
                version=ruleset.version,
            )
        )
    for code, path in found.variant_paths.items():
        steps = " ".join(str(each.proposed_step) for each in path)
        usual = " ".join(str(each.proposed_step) for each in found.paths[code])
        print(code, steps if steps == usual else f"{steps}  ({usual})")
    return 0


def _document(found: Compared, t: Words) -> dict[str, object]:
    """The contract, and beside it the counts; with other thresholds also what those change."""
    document: dict[str, object] = {
        "ruleset": found.variant.id,
        "ruleset_version": found.variant.version,
        "sample": found.sample,
        "municipalities": _municipalities(found.variant_paths, found.variant, t),
        "counts": _counts(found.comparison.other_tallies),
    }
    if not found.changes:
        return document
    return document | {
        "set": {str(place): number for place, number in found.changes.items()},
        "against": {
            "ruleset": found.ruleset.id,
            "ruleset_version": found.ruleset.version,
            "counts": _counts(found.comparison.tallies),
        },
        "differences": [
            {
                "code": each.code,
                "on": each.on,
                "step": each.other_step,
                "step_under_the_rules": each.step,
            }
            for each in found.comparison.divergences
        ],
    }


def _municipalities(
    paths: Mapping[str, Path], ruleset: RuleSet, t: Words
) -> list[dict[str, object]]:
    return [
        {
            "code": code,
            "path": [
                {
                    "on": each.on,
                    "step": each.proposed_step,
                    "reasons": [reason_document(reason) for reason in reasons_of(each, ruleset, t)],
                }
                for each in path
            ],
        }
        for code, path in paths.items()
    ]


def _counts(tallies: Iterable[Tally]) -> list[dict[str, object]]:
    return [
        {
            "on": each.on,
            "steps": {str(step): count for step, count in enumerate(each.steps)},
            "unknown": each.unknown,
        }
        for each in tallies
    ]
