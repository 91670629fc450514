"""What nginx answers, passes on and keeps out, with the configuration that ships."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import signal
import socket
import ssl
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import streamlit
from playwright.sync_api import expect

from supervision.server.headers import HSTS
from tests import deployed
from tests.e2e.servers import HOST
from tests.e2e.site import UNCHECKED, Site

ASSETS = Path(streamlit.__file__).parent / "static" / "static"
SCRIPT = next(each.name for each in (ASSETS / "js").glob("index.*.js"))
FONT = next(each.name for each in (ASSETS / "media").glob("*.woff2"))


class Answer(NamedTuple):
    """What came back: the headers by name in small letters, each as often as it was there."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key == name)


def ask(
    site: Site,
    path: str,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: bytes | None = None,
) -> Answer:
    """Ask nginx for something, as whoever has no browser."""
    connection = http.client.HTTPSConnection(deployed.NAME, site.https, context=UNCHECKED)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    found = [(name.lower(), value) for name, value in answer.getheaders()]
    got = Answer(answer.status, found, answer.read())
    connection.close()
    return got


@pytest.mark.parametrize(
    "path",
    [
        *("/metrics", "/_stcore/metrics", "/_stcore/metrics/", "/_stcore/%6detrics"),
        *("//_stcore/metrics", "/x/../_stcore/metrics", "/_stcore/script-health-check"),
    ],
)
def test_measurements_are_not_for_outside(site: Site, path: str) -> None:
    assert ask(site, path).status == 404


@pytest.mark.parametrize("path", ["/health", "/ready", "/_stcore/health"])
def test_who_watches_the_site_needs_no_login(site: Site, path: str) -> None:
    assert ask(site, path).status == 200


def test_http_leads_to_https_and_keeps_the_address(site: Site) -> None:
    connection = http.client.HTTPConnection(deployed.NAME, site.http)
    connection.request("GET", "/kaart?halfjaar=2025-1")
    answer = connection.getresponse()
    assert answer.status == 308
    assert answer.getheader("location") == f"{site.url}/kaart?halfjaar=2025-1"
    connection.close()


def test_by_another_name_nobody_answers(site: Site) -> None:
    connection = http.client.HTTPConnection(HOST, site.http)
    connection.request("GET", "/", headers={"Host": "elsewhere.example"})
    with pytest.raises(http.client.RemoteDisconnected):
        connection.getresponse()
    connection.close()
    for name in ("elsewhere.example", None):
        with (
            socket.create_connection((HOST, site.https)) as plain,
            pytest.raises(ssl.SSLError),
        ):
            UNCHECKED.wrap_socket(plain, server_hostname=name)


def test_old_tls_is_refused(site: Site) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2
    old.set_ciphers("AES256-GCM-SHA384")  # of which a key that gets out opens all that was said
    with socket.create_connection((HOST, site.https)) as plain, pytest.raises(ssl.SSLError):
        old.wrap_socket(plain, server_hostname=deployed.NAME)


@pytest.mark.parametrize("path", ["/", "/kaart", f"/static/js/{SCRIPT}", "/app/static/icon.png"])
def test_each_header_stands_there_once(site: Site, path: str) -> None:
    answer = ask(site, path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    names = Counter(name for name, _ in answer.headers if name != "set-cookie")
    assert {name: n for name, n in names.items() if n > 1} == {}
    assert answer.header("strict-transport-security") == HSTS
    assert "frame-ancestors 'none'" in answer.header("content-security-policy")
    assert answer.header("x-content-type-options") == "nosniff"
    assert re.fullmatch("nginx", answer.header("server")), "and not which version"


def test_scripts_are_compressed_and_kept_for_good(site: Site) -> None:
    answer = ask(site, f"/static/js/{SCRIPT}", headers={"Accept-Encoding": "gzip"})
    assert answer.header("content-encoding") == "gzip"
    assert answer.header("vary").lower() == "accept-encoding"
    plain = gzip.decompress(answer.body)
    assert plain == (ASSETS / "js" / SCRIPT).read_bytes()
    assert len(answer.body) < len(plain) * 0.4
    assert "immutable" in answer.header("cache-control")


def test_fonts_are_compressed_already(site: Site) -> None:
    answer = ask(site, f"/static/media/{FONT}", headers={"Accept-Encoding": "gzip"})
    assert answer.header("content-encoding") == ""
    assert answer.body == (ASSETS / "media" / FONT).read_bytes()
    assert "immutable" in answer.header("cache-control")


def test_what_can_change_under_its_name_is_asked_for_again(site: Site) -> None:
    assert ask(site, "/", headers={"Accept": "text/html"}).header("cache-control") == "no-store"
    for path in ("/app/static/icon.png", "/app/static/limburg.geojson", "/_taal/woorden.js"):
        compressed = {"Accept-Encoding": "gzip"}
        first = ask(site, path, headers=compressed)
        assert (first.status, first.header("cache-control")) == (200, "no-cache")
        again = ask(site, path, headers=compressed | {"If-None-Match": first.header("etag")})
        assert (again.status, again.body) == (304, b"")


def test_the_cookie_names_the_server_and_nothing_else(site: Site) -> None:
    given = [value for name, value in ask(site, "/health").headers if name == "set-cookie"]
    found = [each for each in given if each.startswith("limburg_server=")]
    assert len(found) == 1
    assert re.fullmatch(r"limburg_server=[12]; Path=/; Secure; HttpOnly; SameSite=Lax", found[0])
    for server in ("1", "2"):
        answer = ask(site, "/health", headers={"Cookie": f"limburg_server={server}"})
        assert f"limburg_server={server};" in answer.header("set-cookie"), "it is heeded"


@pytest.mark.parametrize("forged", ["3", "../../etc/passwd", "127.0.0.1:22", ""])
def test_a_cookie_that_names_no_server_is_put_right(site: Site, forged: str) -> None:
    answer = ask(site, "/health", headers={"Cookie": f"limburg_server={forged}"})
    assert answer.status == 200
    assert re.search(r"limburg_server=[12];", answer.header("set-cookie"))


def test_a_body_that_is_too_large_does_not_reach_the_product(site: Site) -> None:
    assert ask(site, "/", method="POST", body=b"x" * 70_000).status == 413
    upload = "/_stcore/upload_file/x/y"
    assert ask(site, upload, method="PUT", body=b"x" * 8_000_000).status == 413
    assert ask(site, upload, method="PUT", body=b"x" * 5_000_000).status == 401, "no login"


def test_nobody_can_say_to_come_from_elsewhere(site: Site) -> None:
    path = "/_stcore/upload_file/forged/origin"
    says = "192.0.2.7"
    forged = {"X-Forwarded-For": says, "Forwarded": f"for={says}", "X-Real-IP": says}
    assert ask(site, path, method="PUT", body=b"x", headers=forged).status == 401
    assert says not in site.verb("log", "--json")
    for server in ("1", "2"):
        assert says not in (site.folder / f"server{server}.log").read_text()


def test_the_log_says_who_asked_for_what_but_no_codes(site: Site) -> None:
    ask(site, "/oauth2callback?code=very-secret&state=very-secret", headers={"Cookie": "a=secret"})
    text = (site.folder / "access.log").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    found = next(line for line in reversed(lines) if line["path"] == "/oauth2callback")
    assert (found["origin"], found["method"]) == (HOST, "GET")
    assert re.fullmatch("[0-9a-f]{32}", found["request"])
    assert "secret" not in text


def burst(name: str) -> int:
    """How many at once the shipped configuration lets through of a kind of request."""
    found = re.search(rf"limit_req zone={name} burst=(\d+)", deployed.TEMPLATE.read_text())
    assert found
    return int(found[1])


@pytest.fixture
def forgetful(site: Site) -> Iterator[None]:
    """Afterwards nginx knows no more of who came how often."""
    yield
    site.nginx.stop()
    site.nginx.start()
    site.nginx.wait_for(f"{site.url}/health")


@pytest.mark.usefixtures("forgetful")
def test_many_uploads_at_once_are_put_off(site: Site) -> None:
    path, most = "/_stcore/upload_file/many/files", burst("supervision_upload")
    got = Counter(ask(site, path, method="PUT", body=b"x").status for _ in range(most + 20))
    assert set(got) == {401, 429}
    assert got[401] >= most


@pytest.mark.usefixtures("forgetful")
def test_many_logins_at_once_are_put_off_in_words(site: Site) -> None:
    most = burst("supervision_login")
    answers = [ask(site, "/aanmelden") for _ in range(most + 30)]
    assert {each.status for each in answers} == {302, 429}
    last = next(each for each in reversed(answers) if each.status == 429)
    assert "Te veel pogingen" in last.body.decode()
    assert last.header("retry-after") == "60"
    assert last.header("strict-transport-security") == HSTS


def test_with_both_servers_off_people_read_what_to_do(site: Site, visitor) -> None:
    page = visitor()
    for server in site.servers.values():
        server.stop(signal.SIGKILL)
    try:
        answer = page.goto(site.url + "/kaart")
        assert answer is not None
        assert answer.status == 503
        expect(page.get_by_role("heading")).to_have_text("Even niet bereikbaar")
        assert answer.headers["strict-transport-security"] == HSTS
        assert ask(site, f"/static/js/{SCRIPT}").status == 200, "nginx has it from before"
    finally:
        site.start()
    page.goto(site.url + "/")
    expect(page.get_by_role("link", name="Aanmelden")).to_be_visible()
