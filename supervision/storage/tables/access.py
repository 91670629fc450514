"""Who may enter: roles that were given, who signed in, and when sessions were ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision.storage.tables.base import Base, Hash, Key, LongText, Name, Word


class RoleGrant(Base):
    """A role that an administrator gave, or took away (`none`); append-only, the last counts."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("role IN ('viewer', 'editor', 'supervisor', 'admin', 'none')", name="role"),
        Index(None, "user_name"),
    )

    id: Mapped[Key]
    user_name: Mapped[Name]
    role: Mapped[Word]
    given_at: Mapped[datetime]
    given_by: Mapped[Name]


class SignIn(Base):
    """Somebody signed in; append-only.

    `session` is the fingerprint of the cookie that they got, `subject` whom the identity
    provider says they are, `role` what they were on entering.
    """

    __tablename__ = "sign_in"
    __table_args__ = (UniqueConstraint("session"), Index(None, "user_name"))

    id: Mapped[Key]
    session: Mapped[Hash]
    user_name: Mapped[Name]
    subject: Mapped[LongText]
    role: Mapped[Word]
    signed_in_at: Mapped[datetime]
    origin: Mapped[Name]


class SessionEnd(Base):
    """All sessions of somebody were ended: what they signed in before no longer counts."""

    __tablename__ = "session_end"
    __table_args__ = (Index(None, "user_name"),)

    id: Mapped[Key]
    user_name: Mapped[Name]
    ended_at: Mapped[datetime]
    ended_by: Mapped[Name]


class SessionUse(Base):
    """When a session was last used, to the minute; the one table that is written over."""

    __tablename__ = "session_use"

    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_in.id"), primary_key=True)
    used_at: Mapped[datetime]
