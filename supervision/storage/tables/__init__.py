"""The schema: typed tables of facts. What can be computed is not stored."""

from supervision.storage.tables.access import RoleGrant, SessionEnd, SessionUse, SignIn
from supervision.storage.tables.base import Base
from supervision.storage.tables.decisions import (
    DecisionRecord,
    DecisionVerdict,
    ExcuseRecord,
    ExcuseWithdrawal,
    NoteRecord,
)
from supervision.storage.tables.figures import (
    ColumnMapping,
    ImportBatch,
    ImportDraft,
    RealisationFigure,
    StatedOpening,
    SwapAgreement,
    SwapWithdrawal,
    TargetFigure,
    Withdrawal,
)
from supervision.storage.tables.record import AuditEvent, Revision

__all__ = [
    "AuditEvent",
    "Base",
    "ColumnMapping",
    "DecisionRecord",
    "DecisionVerdict",
    "ExcuseRecord",
    "ExcuseWithdrawal",
    "ImportBatch",
    "ImportDraft",
    "NoteRecord",
    "RealisationFigure",
    "Revision",
    "RoleGrant",
    "SessionEnd",
    "SessionUse",
    "SignIn",
    "StatedOpening",
    "SwapAgreement",
    "SwapWithdrawal",
    "TargetFigure",
    "Withdrawal",
]
