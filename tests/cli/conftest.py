"""The desk of tests/cli/office.py and the states of decision_states.py, for this folder."""

from tests.cli.office import bare, empty_file, office, sample_file, samples, shown_samples
from tests.usecases.decision_states import filled

__all__ = ["bare", "empty_file", "filled", "office", "sample_file", "samples", "shown_samples"]
