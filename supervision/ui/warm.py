"""What the first visitor would wait for, computed while the server starts."""

from __future__ import annotations

from supervision.domain.actor import Actor, Role
from supervision.ui import cached, cached_regions
from supervision.ui.shell import Frame
from supervision.usecases import clock
from supervision.views.map import Layer
from supervision.words import LANGUAGES, words

_NOBODY = Actor("", Role.LOCAL)


def start_page_and_map() -> None:
    """Compute the start page and the map of the last half-year in the usual language.

    Nothing where the store is empty. Raises SupervisionError where it cannot be used.
    """
    store = cached.store()
    revision = store.revision()
    today, t = clock.today(), words(LANGUAGES[0])
    half_years = cached.half_years_on(store.url, revision, today)
    frame = Frame(t, store, revision, lambda: _NOBODY, today, half_years, None)
    for last in half_years[:1]:
        key = frame.key(last)
        cached.overview_of(key)
        cached.early_warning_of(key)
        cached.track_record_of(key)
        cached_regions.province_closings_of(key)
        cached.drawing(frame.key_of_today(), Layer.SHARE)
        cached.moment(frame.key_of_today(), Layer.SHARE, last)
