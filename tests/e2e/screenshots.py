"""Pictures of every page with the samples: `python -m tests.e2e.screenshots OUT_DIR`.

Dutch and English, light and dark, laptop and phone, at full height.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Page

from tests.e2e.browsing import LAPTOP, PATHS, PHONE, chromium, new_context, visit
from tests.e2e.servers import Server, make_store, serving

SIZES = {"laptop": LAPTOP, "phone": PHONE}
CHOICES = "halfjaar=2026-1&gemeente=GM0983"
_HEIGHT = """() => Math.max(
    document.body.scrollHeight,
    ...[...document.querySelectorAll('[data-testid="stMain"]')].map((main) => main.scrollHeight)
)"""


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        store = make_store(Path(temporary) / "demo.db", "--demo")
        server = Server(store, Path(temporary) / "server.log")
        with serving(server), chromium() as browser:
            for (size, viewport), language, scheme in product(
                SIZES.items(), ("nl", "en"), ("light", "dark")
            ):
                context = new_context(browser, viewport=viewport, color_scheme=scheme)
                page = context.new_page()
                for path in PATHS:
                    page.set_viewport_size(viewport)
                    visit(page, f"{server.url}{path}?taal={language}&{CHOICES}")
                    name = f"{path.strip('/') or 'overzicht'}_{size}_{language}_{scheme}.png"
                    _picture(page, viewport, folder / name)
                context.close()


def _picture(page: Page, viewport: dict[str, int], file: Path) -> None:
    """Streamlit scrolls inside the page, so make the window as high as what is in it."""
    height = max(page.evaluate(_HEIGHT), viewport["height"])
    page.set_viewport_size({**viewport, "height": height})
    page.wait_for_timeout(600)
    page.screenshot(path=file)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("test-results/screenshots"))
