"""The first schema: imports, figures, swaps, openings, drafts, revision and audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("headings", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
    )
    op.create_index(op.f("ix_column_mapping_headings"), "column_mapping", ["headings"])

    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("half_year", sa.String(length=6), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("ignored", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("imported_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind IN ('targets', 'realisation')", name=op.f("ck_import_batch_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "import_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_draft")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("audit_events", sa.Integer(), nullable=False),
        sa.Column("audit_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_revision_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_table(
        "stated_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=6), nullable=False),
        sa.Column("half_year", sa.String(length=6), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("stated_at", sa.DateTime(), nullable=False),
        sa.Column("stated_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stated_opening")),
    )
    op.create_index(
        op.f("ix_stated_opening_municipality_half_year"),
        "stated_opening",
        ["municipality", "half_year"],
    )

    op.create_table(
        "swap_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("half_year", sa.String(length=6), nullable=False),
        sa.Column("giver", sa.String(length=6), nullable=False),
        sa.Column("taker", sa.String(length=6), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("giver <> taker", name=op.f("ck_swap_agreement_two_municipalities")),
        sa.CheckConstraint("persons > 0", name=op.f("ck_swap_agreement_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swap_agreement")),
    )
    op.create_table(
        "swap_withdrawal",
        sa.Column("swap_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("swap_id", name=op.f("pk_swap_withdrawal")),
    )
    op.create_table(
        "realisation_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=6), nullable=False),
        sa.Column("half_year", sa.String(length=6), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("reporter", sa.String(length=40), nullable=False),
        sa.Column("realised", sa.Integer(), nullable=False),
        sa.Column("linked", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "reporter IN ('coa', 'municipality')", name=op.f("ck_realisation_figure_reporter")
        ),
        sa.CheckConstraint("linked >= 0", name=op.f("ck_realisation_figure_linked")),
        sa.CheckConstraint("realised >= 0", name=op.f("ck_realisation_figure_realised")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_realisation_figure_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_realisation_figure")),
        sa.UniqueConstraint(
            "batch_id",
            "municipality",
            "reporter",
            name=op.f("uq_realisation_figure_batch_id_municipality_reporter"),
        ),
    )
    op.create_index(
        op.f("ix_realisation_figure_municipality_half_year"),
        "realisation_figure",
        ["municipality", "half_year"],
    )

    op.create_table(
        "target_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=6), nullable=False),
        sa.Column("half_year", sa.String(length=6), nullable=False),
        sa.Column("net", sa.Integer(), nullable=True),
        sa.Column("corrected", sa.Integer(), nullable=True),
        sa.Column("carry_over", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "coalesce(net, corrected, carry_over) IS NOT NULL",
            name=op.f("ck_target_figure_says_something"),
        ),
        sa.CheckConstraint("net >= 0", name=op.f("ck_target_figure_net")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_target_figure_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_figure")),
        sa.UniqueConstraint(
            "batch_id", "municipality", name=op.f("uq_target_figure_batch_id_municipality")
        ),
    )
    op.create_index(
        op.f("ix_target_figure_municipality_half_year"),
        "target_figure",
        ["municipality", "half_year"],
    )

    op.create_table(
        "withdrawal",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_withdrawal_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_withdrawal")),
    )
    op.bulk_insert(
        sa.table(
            "revision",
            *(sa.column(name) for name in ("id", "number", "audit_events", "audit_hash")),
        ),
        [{"id": 1, "number": 0, "audit_events": 0, "audit_hash": "0" * 64}],
    )


def downgrade() -> None:
    op.drop_table("withdrawal")
    op.drop_table("target_figure")
    op.drop_table("realisation_figure")
    op.drop_table("swap_withdrawal")
    op.drop_table("swap_agreement")
    op.drop_table("stated_opening")
    op.drop_table("revision")
    op.drop_table("import_draft")
    op.drop_table("import_batch")
    op.drop_table("column_mapping")
    op.drop_table("audit_event")
