"""Who reports a realisation: COA or the municipality itself."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.domain.figures import Reporter
from supervision.importing.columns import normalised
from supervision.importing.lines import Line
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import Field

_REPORTERS = {
    "coa": Reporter.COA,
    "gemeente": Reporter.MUNICIPALITY,
    "municipality": Reporter.MUNICIPALITY,
}


def reporters_in(lines: Sequence[Line]) -> frozenset[Reporter]:
    """Return everyone whom the source column names."""
    texts = {normalised(line.text(Field.SOURCE)) for line in lines}
    return frozenset(_REPORTERS[text] for text in texts if text in _REPORTERS)


def reporter_of(line: Line, all_reporters: frozenset[Reporter]) -> Reporter | Problem:
    """Return who reports a row: COA where the file names nobody.

    A column that names one reporter holds for its empty cells too, for that is how merged cells
    arrive; beside several, an empty cell is asked.
    """
    text = line.text(Field.SOURCE)
    if not text and len(all_reporters) < 2:
        return next(iter(all_reporters), Reporter.COA)
    known = _REPORTERS.get(normalised(text))
    return known or line.problem(ProblemCode.UNKNOWN_SOURCE, Field.SOURCE)
