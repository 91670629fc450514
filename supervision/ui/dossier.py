"""The parts of the page of one municipality."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from supervision.ui import charts, state
from supervision.ui.markdown import literal
from supervision.ui.tables import draw_table
from supervision.ui.waterfall import waterfall_text
from supervision.views.dossier import Dossier
from supervision.views.reason_table import origin_text, reasons_table
from supervision.views.standing import Standings, provisional_legend
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words
from supervision.words.labels import figure_name, state_label, step_name


def heading(view: Dossier, found: Standings, t: Words) -> None:
    """Draw who it is, how it stands, and the way to the neighbours in the list."""
    row = view.standing
    with st.container(key="name"):
        st.header(f"{row.name} ({row.code}), {row.region}", anchor=False)
    back, forth, _ = st.columns([1, 1, 3])
    with back:
        before = found.row(view.previous_code)
        _neighbour(f"← {before.name}", before.code)
    with forth:
        after = found.row(view.next_code)
        _neighbour(f"{after.name} →", after.code)
    obligation, realised, to_house, share, step = st.columns(5)
    obligation.metric(
        t("Obligation"),
        t.number(row.obligation),
        help=t(
            "Target {target} plus opening {opening}",
            target=t.number(row.target),
            opening=t.signed(row.opening),
        ),
    )
    if row.obligation_provisional:
        obligation.caption(t("provisional"), help=provisional_legend((row,), t))
    realised.metric(t("Realised"), t.number(row.realised))
    realised.caption(t("as of {date}", date=t.date(row.as_of)))
    to_house.metric(t("Still to house"), t.number(row.to_house))
    share.metric(t("Share realised"), t.percent(row.realised_share))
    share.caption(
        t(
            "norm {norm}; {state}",
            norm=t.percent(row.pace_norm),
            state=state_label(row.state, row.final, t),
        )
    )
    step.metric(t("Indicated step"), str(row.indicated_step))
    names = found.ruleset.step(row.proposed_step).name if row.proposed_step else {}
    step.caption(
        t(
            "now {current}; proposed {proposed}",
            current=row.current_step,
            proposed=step_name(row.proposed_step, names, t),
        )
    )


def _neighbour(name: str, code: str) -> None:
    """A link to the page that one is on would leave the old choice in the address."""
    st.button(
        name,
        key=f"to_{code}",
        type="tertiary",
        on_click=state.share,
        args=(state.MUNICIPALITY, code),
    )


def bullet_text(view: Dossier, t: Words) -> str:
    """Return in words what the bullet chart shows."""
    row = view.standing
    return t(
        "{name}, {half_year}: realised {realised} of an obligation of {obligation}; norm {norm}",
        name=row.name,
        half_year=row.half_year,
        realised=t.number(row.realised),
        obligation=t.number(row.obligation),
        norm=t.percent(row.pace_norm),
    )


def chain_text(view: Dossier, t: Words) -> str:
    """Return in words what the chart of closings shows."""
    closings = "; ".join(f"{line.half_year}: {t.signed(line.closing)}" for line in view.lines)
    return t("Closing per half-year, backlog positive. {closings}", closings=closings)


def account(view: Dossier, waterfall: go.Figure | None, closings: go.Figure, t: Words) -> None:
    """Draw how the balance came about: as a waterfall, as closings, and as a table."""
    st.subheader(t("Account, half-year after half-year"), anchor=False)
    if waterfall is not None:
        charts.draw(waterfall, waterfall_text(view, t), t)
    charts.draw(closings, chain_text(view, t), t)
    draw_table(view.chain, t)


def sources(view: Dossier, t: Words) -> None:
    """Draw where each figure of this half-year came from."""
    rows = tuple(
        (
            figure_name(each.figure, t),
            origin_text(each, t),
            each.batch,
            each.row,
            t.short_moment(each.imported_at) if each.imported_at else None,
            each.imported_by,
        )
        for each in view.sources
    )
    columns = (
        Column(t("Figure"), ColumnKind.TEXT),
        Column(t("Source"), ColumnKind.TEXT),
        Column(t("Import"), ColumnKind.NUMBER),
        Column(t("Row"), ColumnKind.NUMBER),
        Column(t("Imported"), ColumnKind.TEXT),
        Column(t("By"), ColumnKind.TEXT),
    )
    with st.expander(t("Where these figures come from"), icon=":material/source:"):
        draw_table(Table(t("Sources"), columns, rows), t, caption=False)


def reasons(view: Dossier, found: Standings, t: Words) -> None:
    """Draw why the municipality is where it is, and why not a step higher."""
    st.subheader(t("Why"), anchor=False)
    draw_table(reasons_table(view.standing.reasons, found.ruleset, t), t)


def papers(view: Dossier, t: Words) -> None:
    """Draw the reports of both sources, the versions of the target, swaps and imports."""
    for table in (view.reports, view.versions, view.swaps):
        if table.rows:
            draw_table(table, t)
    draw_table(view.imports, t, tall=True)


def differences(view: Dossier, t: Words) -> None:
    """Draw what files state otherwise than the account gives it."""
    if view.differences:
        listed = "\n".join(f"- {literal(text)}" for text in view.differences)
        st.warning(
            t("Files state otherwise than the account; nothing was changed:") + "\n" + listed,
            icon=":material/difference:",
        )
