"""Headings lead through a page: one of level 1, and none that skips a level (WCAG 1.3.1)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.e2e.browsing import PATHS, visit
from tests.e2e.servers import Server

_LEVELS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter((each) => each.checkVisibility())
    .map((each) => [Number(each.tagName[1]), each.innerText])"""
CHOICES = "halfjaar=2026-1&gemeente=GM0983"


def skipped(page: Page) -> list[str]:
    """The headings that lie more than one level below the one before."""
    found = page.evaluate(_LEVELS)
    assert [level for level, _ in found].count(1) == 1
    assert found[0][0] == 1
    return [text for (before, _), (level, text) in pairwise(found) if level > before + 1]


@pytest.mark.parametrize("path", [*PATHS, "/regio?regio=Zuid-Limburg", "/gemeente?gemeente="])
def test_no_heading_skips_a_level(path: str, demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}{path}{'&' if '?' in path else '?'}{CHOICES}")
    assert skipped(page) == []


@pytest.mark.parametrize("path", ["/", "/escalatie", "/inlezen", "/beheer"])
def test_nor_does_one_in_a_store_that_is_empty(path: str, empty: Server, page: Page) -> None:
    visit(page, f"{empty.url}{path}")
    assert skipped(page) == []
