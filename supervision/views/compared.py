"""What the view of a what-if starts from: the history under the rules, and under others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supervision.domain.municipality import Register
from supervision.domain.ruleset import RuleSet
from supervision.domain.simulation import Comparison, Path
from supervision.domain.thresholds import Number, Place


@dataclass(frozen=True)
class Compared:
    """The simulated paths by code under `ruleset`, and under its `variant` with `changes`.

    Nothing of it is stored. `sample` tells that made-up figures are among those it rests on.
    """

    ruleset: RuleSet
    variant: RuleSet
    changes: Mapping[Place, Number]
    register: Register
    paths: Mapping[str, Path]
    variant_paths: Mapping[str, Path]
    comparison: Comparison
    sample: bool
