"""The rules on screen: every step with its conditions, their evidence and source."""

from __future__ import annotations

from supervision.rulesets import shipped
from supervision.words.labels import label
from supervision.words.rules import condition_text
from tests.pages.screens import NL, RULES, grids, open_screen


def test_shows_every_condition_of_every_step_with_its_evidence(samples: str) -> None:
    at = open_screen(RULES)
    (ruleset,) = shipped()
    ladder = grids(at)["De ladder: een trede is aangewezen als aan al haar voorwaarden is voldaan"]
    assert len(ladder.rows) == len(ruleset.steps) == 6
    for step, row in zip(ruleset.steps, ladder.rows, strict=True):
        assert row[0] == f"{step.number} {step.name['nl']}"
        conditions = row[ladder.headings.index("Voorwaarden")]
        for each in step.enter:
            assert condition_text(each, NL) in conditions
            assert label(each.evidence, NL) in conditions
        assert step.source in row


def test_names_the_framework_and_that_a_person_decides(samples: str) -> None:
    at = open_screen(RULES)
    (ruleset,) = shipped()
    assert any(ruleset.title in each.value for each in at.markdown)
    assert any(ruleset.reference in " ".join(row) for g in grids(at).values() for row in g.rows)
    assert any("Altijd beslist een mens" in each.value for each in at.caption)
