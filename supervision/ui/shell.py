"""The one frame through which every page passes: title, menu, language, notices, errors."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from supervision.config import ROOT
from supervision.domain.actor import Actor
from supervision.domain.halfyear import HalfYear
from supervision.domain.ruleset import Authority
from supervision.errors import NotAdmitted, StoreUnusable, SupervisionError
from supervision.storage.database import Database
from supervision.ui import access, cached, state, told
from supervision.ui import help as help_of
from supervision.ui.markdown import literal
from supervision.usecases import clock
from supervision.usecases.access import Action, permitted
from supervision.usecases.assessing import assessment_date
from supervision.views.escalation import Filter
from supervision.views.region import from_the_north
from supervision.views.standing import Standings
from supervision.words import LANGUAGES, Words, mark, words
from supervision.words.errors import message, messages
from supervision.words.labels import label, step_name

_log = logging.getLogger(__name__)

PRODUCT = "Statushouders Limburg"
STYLE = Path(__file__).parent / "style.css"
ICON = ROOT / "static" / "icon.png"
SCREENS: Mapping[str, str] = {
    "app.py": mark("Overview"),
    "pages/kaart.py": mark("Map"),
    "pages/gemeente.py": mark("Municipality"),
    "pages/regio.py": mark("Region"),
    "pages/escalatie.py": mark("Escalation"),
    "pages/inlezen.py": mark("Import files"),
    "pages/kader.py": mark("Rules"),
    "pages/logboek.py": mark("Audit trail"),
    "pages/beheer.py": mark("Administration"),
}
"""The pages in the order of the menu, and their names. The file name is the address."""
_ONLY_FOR: Mapping[str, Action] = {"pages/beheer.py": Action.USERS}
"""Pages that the menu shows only to whom the action is permitted; the use case refuses others."""

_STORE = "the store cannot be used"
_SIDEBAR_WIDTH = 230
"""Pixels: wide enough for the menu, so that tables have room on a laptop."""
_NAME_WIDTH = 200
"""Pixels for the longest name of a municipality."""
_SAID = "said"
"""Where the session keeps what was done, until the page is drawn again."""
_LANGUAGES = {"nl": "Nederlands", "en": "English"}


@dataclass(frozen=True)
class Frame:
    """What a page gets to work with."""

    t: Words
    database: Database
    revision: int
    who: Callable[[], Actor]
    today: date
    half_years: tuple[HalfYear, ...]
    known_on: date | None

    @property
    def actor(self) -> Actor:
        """Who has the page open now; raises NotAdmitted once their session is over.

        Asked anew each time, for a button is pressed or a file asked for long after drawing.
        """
        return self.who()

    def key(self, half_year: HalfYear) -> cached.Key:
        """Return the cache key of a half-year, assessed on its reference date or today."""
        on = assessment_date(half_year, self.today)
        return cached.Key(self.database.url, self.revision, on, self.known_on, self.t.language)

    def key_of_today(self) -> cached.Key:
        """Return the cache key of what shows all half-years, the running one as of today."""
        return cached.Key(
            self.database.url, self.revision, self.today, self.known_on, self.t.language
        )


def show(screen: str, draw: Callable[[Frame], None]) -> None:
    """Draw a page inside the frame; what cannot be done is said in words, never as a trace."""
    t = words(state.chosen(state.LANGUAGE, _LANGUAGES) or LANGUAGES[0])
    st.set_page_config(
        page_title=f"{t(SCREENS[screen])} · {PRODUCT}",
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state=_SIDEBAR_WIDTH,
    )
    st.html(STYLE)
    worker = ""
    try:
        who = access.enter(screen)
        worker = who().name
        with st.sidebar:
            _menu(who(), t)
        database = cached.store()
        revision = database.revision()
        half_years = cached.half_years_in_store(database.url, revision)
        known_on = state.chosen_day(state.KNOWN_ON, clock.today())
        frame = Frame(t, database, revision, who, clock.today(), half_years, known_on)
        with st.container(key="head"):
            st.title(t(SCREENS[screen]), anchor=False)
            help_of.panel(screen, t)
        if said := st.session_state.pop(_SAID, None):
            st.success(literal(said), icon=":material/check:")
        told.no_such_day(known_on, t)
        with telling(t):
            draw(frame)
    except NotAdmitted as error:
        st.title(PRODUCT, anchor=False)
        access.door(error, screen, t)
    except SupervisionError as error:
        if isinstance(error, StoreUnusable):
            _log.exception(_STORE, extra=_event(screen, worker))
        st.error(literal(message(error, t)), icon=":material/error:")
    except Exception:
        reference = secrets.token_hex(4)
        _log.exception(
            "the page failed, reference %s",
            reference,
            extra=_event(screen, worker) | {"reference": reference},
        )
        st.error(
            t(
                "Something went wrong and nothing was changed. Try again; if it stays, "
                "give the administrator this reference: {reference}.",
                reference=reference,
            ),
            icon=":material/error:",
        )


def _event(screen: str, worker: str) -> dict[str, str]:
    """What the log keeps of a page that failed."""
    origin = access.origin()
    return {"what": "page", "who": worker, "object": screen, "result": "failed", "origin": origin}


@contextmanager
def telling(t: Words) -> Iterator[None]:
    """Say in words, where it happened, why something could not be done; the page goes on."""
    try:
        yield
    except SupervisionError as error:
        if isinstance(error, StoreUnusable):
            _log.exception(_STORE)
        for _, text in messages(error, t):
            st.error(literal(text), icon=":material/error:")


def settled(said: str) -> None:
    """Draw the page again after something was done, and say so on top."""
    st.session_state[_SAID] = said
    st.rerun()


def choose_half_year(frame: Frame, *, steps: bool = True) -> HalfYear | None:
    """Let the user choose a half-year; None while the store is empty, and then says what to do.

    Without `steps` there are no buttons to the half-years beside it.
    """
    t = frame.t
    if not frame.half_years:
        st.info(
            t("There are no figures yet. Import a targets file or COA's monthly overview first."),
            icon=":material/upload_file:",
        )
        link("pages/inlezen.py", t("Import a file"))
        return None
    options = {str(each): f"{each} ({t.half_year(each)})" for each in frame.half_years}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = state.choose(state.HALF_YEAR, t("Half-year"), options, default=next(iter(options)))
        half_year = HalfYear.parse(chosen or next(iter(options)))
        if steps:
            place = frame.half_years.index(half_year)
            _step_to(frame.half_years[place + 1 :][:1], "◀ {}")
            _step_to(frame.half_years[:place][-1:], "{} ▶")
    choose_known_on(frame)
    return half_year


def _step_to(beside: Sequence[HalfYear], label: str) -> None:
    """Draw a button to the half-year beside the chosen one, where there is one."""
    for half_year in beside:
        st.button(
            label.format(half_year),
            type="tertiary",
            key=label,
            on_click=state.share,
            args=(state.HALF_YEAR, str(half_year)),
        )


def choose_known_on(frame: Frame) -> None:
    """Let the user look at the figures as they were known on a day in the past."""
    t = frame.t
    known = frame.known_on
    said = t("As known on {date}", date=t.date(known)) if known else t("As known on …")
    with st.sidebar, st.expander(said, icon=":material/history:"):
        state.choose_day(
            state.KNOWN_ON,
            t("Show the figures as known at the end of"),
            t("Show"),
            frame.today,
            help=t("Empty: as known now. Later imports and corrections are then left out."),
        )


def choose_municipality(frame: Frame, found: Standings) -> str | None:
    """Let the user choose a municipality; return its code, or None while none is chosen."""
    t = frame.t
    names = {row.code: row.name for row in found.rows}
    return state.choose(
        state.MUNICIPALITY, t("Municipality"), names, placeholder=t("choose a municipality")
    )


def choose_filter(frame: Frame, found: Standings) -> Filter:
    """Let the user choose a region, a proposed step and who acts; without a choice all pass."""
    t = frame.t
    names = sorted({row.region for row in found.rows}, key=from_the_north)
    regions = {name: name for name in names}
    steps = {"0": t("preventive only")} | {
        str(step.number): step_name(step.number, step.name, t) for step in found.ruleset.steps
    }
    actors = {each.value: label(each, t) for each in Authority}
    left, middle, right = st.columns(3)
    with left:
        region = state.choose(state.REGION, t("Region"), regions, placeholder=t("all"))
    with middle:
        step = state.choose(state.STEP, t("Proposed step"), steps, placeholder=t("all"))
    with right:
        actor = state.choose(state.ACTOR, t("Who acts"), actors, placeholder=t("all"))
    return Filter(region, None if step is None else int(step), Authority(actor) if actor else None)


def notices(found: Standings, t: Words) -> None:
    """Say on which date and under which rules, and that sample data is made up."""
    if found.known_on is not None:
        st.warning(
            t("These are the figures as known on {date}.", date=t.date(found.known_on)),
            icon=":material/history:",
        )
    if found.sample:
        sample_notice(t)
    st.caption(
        t(
            "Assessed on {date} under rule set {id}, version {version}. Unit: persons.",
            date=t.date(found.on),
            id=found.ruleset.id,
            version=found.ruleset.version,
        )
    )


def sample_notice(t: Words) -> None:
    """Say that figures are made up."""
    st.warning(
        t("Sample data: the realisations are made up and belong to no real municipality."),
        icon=":material/science:",
    )


def link(page: str, label: str, *, width: int | str = "content", **choices: str) -> None:
    """Draw a link to a page that keeps every choice made so far."""
    kept = state.kept(*state.ALL)
    st.page_link(page, label=label, width=width, query_params=kept | choices)  # type: ignore[arg-type]


def dossier_line(code: str, name: str, text: str) -> None:
    """Draw the name of a municipality as the way to its dossier, and beside it what there is."""
    with st.container(horizontal=True):
        link("pages/gemeente.py", name, width=_NAME_WIDTH, gemeente=code)
        st.markdown(text, width="stretch")


def _menu(actor: Actor, t: Words) -> None:
    st.html(f'<p class="brand">{PRODUCT}</p>')
    for page, name in SCREENS.items():
        if page not in _ONLY_FOR or permitted(actor, _ONLY_FOR[page]):
            link(page, t(name))
    state.choose(
        state.LANGUAGE, "Taal / Language", _LANGUAGES, default=LANGUAGES[0], width="stretch"
    )
    access.panel(actor, t)
