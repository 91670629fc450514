"""Notes in the dossier of a municipality; append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=6), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_municipality"), "note", ["municipality"])
    if op.get_bind().dialect.name == "postgresql":
        for name, events, what in (
            ("change", "UPDATE OR DELETE", "ROW"),
            ("truncate", "TRUNCATE", "STATEMENT"),
        ):
            op.execute(
                f"CREATE TRIGGER note_refuses_{name} BEFORE {events} ON note "
                f"FOR EACH {what} EXECUTE FUNCTION refuse_change()"
            )
        return
    for name, event, when in (
        ("update", "UPDATE", ""),
        ("delete", "DELETE", ""),
        ("replace", "INSERT", "WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.id) "),
    ):
        op.execute(
            f"CREATE TRIGGER note_refuses_{name} BEFORE {event} ON note {when}"
            f"BEGIN SELECT RAISE(ABORT, 'note is append-only'); END"
        )


def downgrade() -> None:
    op.drop_table("note")
