"""Decisions with the verdict of a second person, excuses; what is on record cannot be altered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

APPEND_ONLY = ("decision", "decision_verdict", "excuse", "excuse_withdrawal", "audit_event")
KEYS = {"decision_verdict": "decision_id", "excuse_withdrawal": "excuse_id"}


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=6), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("step_from", sa.Integer(), nullable=False),
        sa.Column("step_to", sa.Integer(), nullable=False),
        sa.Column("proposed_step", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("deviation", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("term_until", sa.Date(), nullable=True),
        sa.Column("to_reference_date", sa.Boolean(), nullable=False),
        sa.Column("named", sa.Integer(), nullable=True),
        sa.Column("counted_from", sa.Date(), nullable=True),
        sa.Column("ruleset_id", sa.String(length=200), nullable=False),
        sa.Column("ruleset_version", sa.String(length=40), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(named IS NULL) = (counted_from IS NULL)", name=op.f("ck_decision_counting")
        ),
        sa.CheckConstraint("draft OR step_to < 4", name=op.f("ck_decision_second_person")),
        sa.CheckConstraint("length(rationale) >= 20", name=op.f("ck_decision_rationale")),
        sa.CheckConstraint("named > 0", name=op.f("ck_decision_named")),
        sa.CheckConstraint("step_from BETWEEN 0 AND 6", name=op.f("ck_decision_step_from")),
        sa.CheckConstraint("step_to BETWEEN 0 AND 6", name=op.f("ck_decision_step_to")),
        sa.ForeignKeyConstraint(["corrects"], ["decision.id"], name=op.f("fk_decision_corrects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_municipality"), "decision", ["municipality"])
    op.create_table(
        "decision_verdict",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('confirmed', 'rejected')", name=op.f("ck_decision_verdict_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_verdict_decision_id")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_verdict")),
    )
    op.create_table(
        "excuse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=6), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("valid_from <= valid_until", name=op.f("ck_excuse_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excuse")),
    )
    op.create_index(op.f("ix_excuse_municipality"), "excuse", ["municipality"])
    op.create_table(
        "excuse_withdrawal",
        sa.Column("excuse_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["excuse_id"], ["excuse.id"], name=op.f("fk_excuse_withdrawal_excuse_id")
        ),
        sa.PrimaryKeyConstraint("excuse_id", name=op.f("pk_excuse_withdrawal")),
    )
    # Left out of the first schema by mistake.
    with op.batch_alter_table("swap_withdrawal") as table:
        table.create_foreign_key(
            op.f("fk_swap_withdrawal_swap_id"), "swap_agreement", ["swap_id"], ["id"]
        )
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER audit_event_refuses_{event}")
    else:
        for event in ("change", "truncate"):
            op.execute(f"DROP TRIGGER audit_event_refuses_{event} ON audit_event")
    with op.batch_alter_table("swap_withdrawal") as table:
        table.drop_constraint(op.f("fk_swap_withdrawal_swap_id"), type_="foreignkey")
    for table_name in ("excuse_withdrawal", "excuse", "decision_verdict", "decision"):
        op.drop_table(table_name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _guards() -> list[str]:
    """The triggers that refuse to alter or remove a row; dropping a table drops its triggers."""
    if op.get_bind().dialect.name == "postgresql":
        return [
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
            *(
                f"CREATE TRIGGER {table}_refuses_{name} BEFORE {events} ON {table} "
                f"FOR EACH {what} EXECUTE FUNCTION refuse_change()"
                for table in APPEND_ONLY
                for name, events, what in (
                    ("change", "UPDATE OR DELETE", "ROW"),
                    ("truncate", "TRUNCATE", "STATEMENT"),
                )
            ),
        ]
    # INSERT OR REPLACE removes a row without a word to the trigger on DELETE.
    return [
        f"CREATE TRIGGER {table}_refuses_{name} BEFORE {event} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in APPEND_ONLY
        for name, event, when in (
            ("update", "UPDATE", ""),
            ("delete", "DELETE", ""),
            (
                "replace",
                "INSERT",
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {KEYS.get(table, 'id')} "
                f"= NEW.{KEYS.get(table, 'id')}) ",
            ),
        )
    ]
