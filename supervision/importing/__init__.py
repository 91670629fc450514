"""Reading what offices deliver: bytes in, records and problems out. No store, no clock, no words.

Read in this order: files (the whole), reading, header, layout, circumstances, checking.
"""

from supervision.importing.files import read_file
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import (
    Basis,
    Column,
    Field,
    FileKind,
    Reading,
    RealisationRecord,
    Request,
    TargetRecord,
)

__all__ = [
    "Basis",
    "Column",
    "Field",
    "FileKind",
    "Problem",
    "ProblemCode",
    "Reading",
    "RealisationRecord",
    "Request",
    "TargetRecord",
    "read_file",
]
