"""The record: the audit trail and its tail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from supervision.storage.tables.base import Base, Hash, Key, LongText, Name, Word


class Revision(Base):
    """One row: the number of writes so far, and the tail of the audit chain."""

    __tablename__ = "revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[Key]
    number: Mapped[int]
    audit_events: Mapped[int]
    audit_hash: Mapped[Hash]


class AuditEvent(Base):
    """Who did what, with what result; each carries the hash of the one before."""

    __tablename__ = "audit_event"

    id: Mapped[Key]
    at: Mapped[datetime]
    who: Mapped[Name]
    role: Mapped[Word]
    action: Mapped[Word]
    object: Mapped[LongText]
    result: Mapped[Word]
    details: Mapped[LongText]
    previous_hash: Mapped[Hash]
    hash: Mapped[Hash]
