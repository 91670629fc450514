"""The desk of tests/cli/office.py, and the decisions of decided.py and decision_states.py."""

from tests.cli.office import bare, empty_file, office, sample_file, samples, shown_samples
from tests.usecases.decided import decided
from tests.usecases.decision_states import filled

__all__ = [
    "bare",
    "decided",
    "empty_file",
    "filled",
    "office",
    "sample_file",
    "samples",
    "shown_samples",
]
