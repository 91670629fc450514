"""The desk of tests/cli/office.py, for the tests of this folder."""

from tests.cli.office import bare, empty_file, office, sample_file, samples

__all__ = ["bare", "empty_file", "office", "sample_file", "samples"]
