"""The desk of tests/cli/office.py and the decisions of tests/usecases/decided.py."""

from tests.cli.office import bare, empty_file, office, sample_file, samples, shown_samples
from tests.usecases.decided import decided

__all__ = [
    "bare",
    "decided",
    "empty_file",
    "office",
    "sample_file",
    "samples",
    "shown_samples",
]
