"""Streamlit's own words are Dutch on Dutch pages and English on English ones; nothing of ours is
touched.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from supervision.words.streamlit import TEXTS
from tests.e2e.browsing import PATHS, choose, settle, visit
from tests.e2e.servers import Server

_SHOWN = """(texts) => {
    const found = new Set(), wanted = new Set(texts);
    for (const each of document.querySelectorAll('*'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
            if (wanted.has(each.getAttribute(name))) found.add(each.getAttribute(name));
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());)
        if (wanted.has(node.data.trim()) && !node.parentElement.closest('script, style, noscript'))
            found.add(node.data.trim());
    return [...found];
}"""


@pytest.mark.parametrize("path", PATHS)
def test_a_dutch_page_has_no_english_words_of_streamlit(
    path: str, demo: Server, page: Page
) -> None:
    visit(page, f"{demo.url}{path}")
    assert page.evaluate("document.documentElement.lang") == "nl"
    english = set(TEXTS) - {"Print"}
    page.wait_for_function(f"(texts) => ({_SHOWN})(texts).length === 0", arg=sorted(english))


def test_the_language_changes_without_leaving_the_page(demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}/inlezen")
    expect(page.get_by_text("Bestand kiezen", exact=True)).to_be_visible()
    choose(page, "Taal / Language", "English")
    settle(page)
    expect(page.get_by_text("Upload", exact=True)).to_be_visible()
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    choose(page, "Taal / Language", "Nederlands")
    settle(page)
    expect(page.get_by_text("Bestand kiezen", exact=True)).to_be_visible()
    page.wait_for_function("() => document.documentElement.lang === 'nl'")
