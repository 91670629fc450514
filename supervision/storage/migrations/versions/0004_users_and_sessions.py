"""Roles that are given, signing in, the end of sessions (append-only), and their last use."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

APPEND_ONLY = ("role_grant", "sign_in", "session_end")


def upgrade() -> None:
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "role IN ('viewer', 'editor', 'supervisor', 'admin', 'none')",
            name=op.f("ck_role_grant_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("session", name=op.f("uq_sign_in_session")),
    )
    op.create_table(
        "session_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_end")),
    )
    op.create_table(
        "session_use",
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sign_in_id"], ["sign_in.id"], name=op.f("fk_session_use_sign_in_id")
        ),
        sa.PrimaryKeyConstraint("sign_in_id", name=op.f("pk_session_use")),
    )
    for table in APPEND_ONLY:
        op.create_index(op.f(f"ix_{table}_user_name"), table, ["user_name"])
        for statement in _guards(table):
            op.execute(statement)


def downgrade() -> None:
    for table in ("session_use", *reversed(APPEND_ONLY)):
        op.drop_table(table)


def _guards(table: str) -> list[str]:
    """The triggers that refuse to alter or remove a row; dropping a table drops its triggers."""
    if op.get_bind().dialect.name == "postgresql":
        return [
            f"CREATE TRIGGER {table}_refuses_{name} BEFORE {events} ON {table} "
            f"FOR EACH {what} EXECUTE FUNCTION refuse_change()"
            for name, events, what in (
                ("change", "UPDATE OR DELETE", "ROW"),
                ("truncate", "TRUNCATE", "STATEMENT"),
            )
        ]
    return [
        f"CREATE TRIGGER {table}_refuses_{name} BEFORE {event} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for name, event, when in (
            ("update", "UPDATE", ""),
            ("delete", "DELETE", ""),
            ("replace", "INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "),
        )
    ]
