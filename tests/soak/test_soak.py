"""The soak itself: what it calls growth and an error, and a moment of it so that it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.__main__ import soak
from tests.soak.watching import MEGABYTE, Look, errors_in, growth


def looks(*megabytes: float, every: float = 60) -> list[Look]:
    return [Look(n * every, int(each * MEGABYTE), 40) for n, each in enumerate(megabytes)]


@pytest.mark.parametrize(
    ("megabytes", "an_hour"),
    [
        ((200, 300, 300, 300, 300, 300, 300), 0),
        ((100, 200, 300, 301, 302, 303, 304), 60),
        ((100, 200, 300, 299, 298, 297, 296), -60),
        ((300,), 0),
        ((), 0),
    ],
)
def test_growth_is_that_of_the_time_when_caches_are_full(
    megabytes: tuple[float, ...], an_hour: float
) -> None:
    assert growth(looks(*megabytes)) == pytest.approx(an_hour, abs=0.1)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('{"level": "info", "message": "answered"}', False),
        ('{"level": "warning", "message": "slow"}', False),
        ('{"level": "error", "message": "the page failed"}', True),
        ('{"message": "of no level"}', True),
        ("Traceback (most recent call last):", True),
    ],
)
def test_what_is_an_error_in_the_log(tmp_path: Path, line: str, found: bool) -> None:
    log = tmp_path / "log"
    log.write_text('{"level": "info"}\n' + line + "\n")
    assert errors_in(log) == ([line] if found else [])


@pytest.mark.browser
def test_a_moment_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = soak(tmp_path, 0.1, "quick", most_growth=0)
    said = capsys.readouterr().out
    assert status == 0, said
    for what in ("page: ", "went wrong: 0", "logged as an error: 0", "is whole"):
        assert what in said
