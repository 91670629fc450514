"""The one frame through which every page passes: title, menu, language, notices, errors."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from supervision.config import ROOT
from supervision.domain.actor import Actor
from supervision.domain.halfyear import HalfYear
from supervision.errors import NotAdmitted, StoreUnusable, SupervisionError
from supervision.storage.database import Database
from supervision.ui import access, cached, state, told
from supervision.ui import help as help_of
from supervision.ui.markdown import literal
from supervision.usecases import clock
from supervision.usecases.access import Action, permitted
from supervision.usecases.assessing import assessment_date
from supervision.views.standing import Standings
from supervision.words import LANGUAGES, Words, mark, words
from supervision.words.errors import message, messages

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
    def coming(self) -> tuple[HalfYear, ...]:
        """Return the half-years of which there are targets, but that have not begun."""
        stored = cached.half_years_in_store(self.database.url, self.revision)
        return tuple(each for each in stored if each not in self.half_years)

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
        today = clock.today()
        half_years = cached.half_years_on(database.url, revision, today)
        known_on = state.chosen_day(state.KNOWN_ON, today)
        frame = Frame(t, database, revision, who, today, half_years, known_on)
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
