"""The ladder in the dossier: what was decided, how far it is, and the forms to decide."""

from __future__ import annotations

from datetime import date

import streamlit as st

from supervision.domain.deciding import SHORTEST_RATIONALE, Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.ui import charts
from supervision.ui.access import who_may
from supervision.ui.markdown import literal
from supervision.ui.shell import Frame, settled, telling
from supervision.ui.tables import draw_table
from supervision.ui.timeline import timeline_figure
from supervision.usecases import decisions, excuses
from supervision.usecases.access import Action, permitted
from supervision.usecases.notes import write_note
from supervision.views.dossier import Dossier
from supervision.views.draft import draft_table
from supervision.views.standing import Standing, Standings
from supervision.words import Words
from supervision.words.labels import label, step_name


def history(view: Dossier, t: Words) -> None:
    """Draw the measure in force, its progress, and everything that was decided."""
    st.subheader(t("Ladder and decisions"), anchor=False)
    for text in view.inherited:
        st.info(text, icon=":material/merge:")
    if view.progress:
        st.info(view.progress, icon=":material/trending_up:")
    if view.timeline is not None:
        with st.container(key="timeline"):
            charts.draw(timeline_figure(view.timeline, t), view.timeline.text, t)
    if not view.decisions.rows:
        st.caption(t("Nothing has been decided about this municipality yet."))
    for table in (view.decisions, view.excuses):
        if table.rows:
            draw_table(table, t)


def forms(frame: Frame, view: Dossier, found: Standings) -> None:
    """Draw the forms: confirm what waits, decide, excuse; for who may not, who may."""
    waiting(frame, view, found)
    if not permitted(frame.actor, Action.DECIDE):
        st.caption(
            frame.t(
                "Only somebody with this role decides about the step and records an excuse: "
                "{roles}.",
                roles=who_may(Action.DECIDE, frame.t),
            )
        )
        return
    decide(frame, view, found)
    excuse(frame, view, found)


def waiting(frame: Frame, view: Dossier, found: Standings) -> None:
    """Show the draft that waits; let a second person who may confirm or reject it."""
    t, draft = frame.t, view.standing.waiting
    if draft is None:
        return
    number = draft.decision.number
    st.warning(
        t(
            "Decision {number} ({what}, to step {step}), prepared by {who}, waits for a second "
            "person.",
            number=number,
            what=label(draft.decision.kind, t),
            step=draft.decision.step_to,
            who=literal(draft.recorded_by),
        ),
        icon=":material/group:",
    )
    draw_table(draft_table(draft, found.ruleset, t), t)
    if not permitted(frame.actor, Action.CONFIRM):
        return
    _confirm(frame, number)
    with (
        st.expander(t("Reject the draft"), icon=":material/close:"),
        st.form(f"reject_{number}", enter_to_submit=False),
    ):
        reason = st.text_input(t("Reason for the rejection"))
        if st.form_submit_button(t("Reject")):
            with telling(t):
                decisions.reject(frame.database, frame.actor, number, reason)
                settled(t("Decision {number} is rejected", number=number))


def _confirm(frame: Frame, number: int) -> None:
    t = frame.t
    if st.button(t("Confirm decision {number}", number=number), icon=":material/check:"):
        with telling(t):
            decisions.confirm(frame.database, frame.actor, number)
            settled(t("Decision {number} is final", number=number))


def decide(frame: Frame, view: Dossier, found: Standings) -> None:
    """Let the user decide: the proposal is filled in, the reasons are theirs."""
    t, row = frame.t, view.standing
    if row.waiting is not None:
        return
    with st.expander(t("Decide about the step"), icon=":material/gavel:"):
        st.markdown(
            t(
                "Proposed on {date}: **{step}**. The system proposes, you decide.",
                date=t.date(found.on),
                step=_step(found, row.proposed_step, t),
            )
        )
        seen = _seen(frame, row.code)
        with st.form(_form("decide", view), enter_to_submit=False):
            intent = _intent(frame, found, row)
            asked = st.form_submit_button(t("Record the decision"), type="primary")
    if asked:  # below the panel: a refusal has to be seen although the panel folds
        with telling(t):
            number, status = decisions.decide(
                frame.database, frame.actor, row.code, intent, seen=seen
            )
            settled(
                t(
                    "Decision {number} recorded: {status}",
                    number=number,
                    status=label(status, t),
                )
            )


def _seen(frame: Frame, code: str) -> int:
    """The revision that the form was drawn from: that of the run before the one that sends it."""
    key = f"seen_{code}"
    before: int = st.session_state.get(key, frame.revision)
    st.session_state[key] = frame.revision
    return before


def _form(name: str, view: Dossier) -> str:
    """A form of its own for each municipality, empty again after each decision about it."""
    return f"{name}_{view.standing.code}_{len(view.decisions.rows)}_{len(view.excuses.rows)}"


def _intent(frame: Frame, found: Standings, row: Standing) -> Intent:
    """The fields of the form, as what the user intends."""
    t = frame.t
    steps = range(len(found.ruleset.steps) + 1)
    left, right = st.columns(2)
    with left:
        step = st.selectbox(
            t("Step"),
            steps,
            index=row.proposed_step,
            format_func=lambda each: _step(found, each, t),
        )
        decided_on = _day(t("Date of the decision"), frame.today)
        term = _day(
            t("Term until (empty: that of the step)"),
            None,
            help=t(
                "A term that ends in a weekend or on a public holiday moves to the next working "
                "day; a reference date does not."
            ),
        )
    with right:
        named = st.number_input(
            t("Number of persons to house (optional)"), min_value=1, value=None, step=1
        )
        counted_from = _day(t("Housing counts from (optional)"), None)
        corrects = None
        if row.decided is not None:
            last = row.decided.decision
            wrong = st.checkbox(
                t(
                    "Corrects decision {number} of {date}, which was wrong",
                    number=last.number,
                    date=t.date(last.decided_on),
                )
            )
            corrects = last.number if wrong else None
    rationale = st.text_area(
        t("Rationale (at least {n} characters)", n=SHORTEST_RATIONALE),
        help=t("It stands in the letter and before the court; write for the reader there."),
    )
    deviation = st.text_input(t("Reason for the deviation, where you decide otherwise or skip"))
    urgency = st.text_input(t("Reason for urgency, for step 6 before the term has lapsed"))
    return Intent(
        step,
        decided_on or frame.today,
        rationale,
        term,
        None if named is None else int(named),
        counted_from,
        deviation,
        urgency,
        corrects,
    )


def excuse(frame: Frame, view: Dossier, found: Standings) -> None:
    """Let the user record that a backlog is excused, or withdraw an excuse."""
    t, row = frame.t, view.standing
    with (
        st.expander(t("Record an excuse"), icon=":material/ac_unit:"),
        st.form(_form("excuse", view), enter_to_submit=False),
    ):
        st.markdown(t("An excuse freezes the step, the first and the last day included."))
        cause = st.selectbox(
            t("Cause"), list(Cause), index=None, format_func=lambda each: label(each, t)
        )
        first = _day(t("First day"), frame.today)
        last = _day(t("Last day"), found.half_year.next.reference_date)
        note = st.text_area(
            t("Evidence given"), help=t("For example the letter or the plan, and its date.")
        )
        if st.form_submit_button(t("Record the excuse")):
            if cause is None or first is None or last is None:
                st.error(t("Choose a cause, a first and a last day."), icon=":material/error:")
                return
            with telling(t):
                number = excuses.excuse(
                    frame.database, frame.actor, row.code, Excuse(cause, first, last), note
                )
                settled(t("Excuse {number} recorded", number=number))
    if view.open_excuses:
        _withdraw_excuse(frame, view)


def _withdraw_excuse(frame: Frame, view: Dossier) -> None:
    t = frame.t
    with (
        st.expander(t("Withdraw an excuse"), icon=":material/undo:"),
        st.form(_form("withdraw_excuse", view)),
    ):
        number = st.selectbox(
            t("Excuse"),
            list(view.open_excuses),
            index=None,
            format_func=view.open_excuses.__getitem__,
        )
        reason = st.text_input(t("Reason for the withdrawal"))
        asked = st.form_submit_button(t("Withdraw the excuse"))
        if asked and number is None:
            st.error(t("Choose the excuse that is to be withdrawn."), icon=":material/error:")
        elif asked and number is not None:
            with telling(t):
                excuses.withdraw_excuse(frame.database, frame.actor, number, reason)
                settled(t("Excuse {number} no longer counts", number=number))


def notes(frame: Frame, view: Dossier) -> None:
    """Draw the notes, and let the user write one."""
    t = frame.t
    if view.notes.rows:
        draw_table(view.notes, t)
    if frame.known_on is not None or not permitted(frame.actor, Action.NOTE):
        return
    with (
        st.expander(t("Write a note"), icon=":material/edit_note:"),
        st.form("note", enter_to_submit=False),
    ):
        text = st.text_area(
            t("Note"), help=t("It stays on record; nothing can be altered or removed afterwards.")
        )
        if st.form_submit_button(t("Keep the note")):
            with telling(t):
                write_note(frame.database, frame.actor, view.standing.code, text)
                settled(t("The note has been kept"))


def _step(found: Standings, number: int, t: Words) -> str:
    return step_name(number, found.ruleset.step(number).name if number else {}, t)


def _day(name: str, value: date | None, help: str | None = None) -> date | None:  # noqa: A002
    day: date | None = st.date_input(name, value, format="DD-MM-YYYY", help=help)
    return day
