"""Back from the identity provider, and away: the store, the cookies, the way back."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.types import Message, Scope

from supervision.config import settings
from supervision.server.door import safe
from supervision.server.gate import CALLBACK, Gate
from supervision.server.handed_out import MOST_ADDRESSES, MOST_SESSIONS, HandedOut
from supervision.ui.access import SIGN_OUT
from supervision.ui.identity import COOKIE
from supervision.usecases import sessions
from tests.cli.office import Office
from tests.server.asgi import Answer, Inside, answered
from tests.server.test_gate import bram, claims, cookie, door, knock, trail

__all__ = ["bram", "door"]
MONTH = 30 * 24 * 3600


def streamlit(*cookies: str) -> Inside:
    """What Streamlit answers to who comes back: to the start page, with these cookies."""

    def answer(scope: Scope) -> list[Message]:
        start, body = answered(302, location="/", content_length="0")
        start["headers"] += [(b"set-cookie", each.encode()) for each in cookies]
        return [start, body]

    return Inside(answer)


def given(content: dict, more: str = "") -> str:
    ((name, value),) = cookie(content).items()
    return f"{name}={value}; HttpOnly; Max-Age={MONTH}; Path=/; SameSite=lax{more}"


def come_back(inside: Inside, query: str = "?code=1&state=2", **cookies: str) -> Answer:
    return knock(Gate(inside), CALLBACK + query, cookies=cookies)


def test_who_comes_back_is_on_record_and_lands_where_they_wanted_to_be(door: Office) -> None:
    where = "/gemeente?gemeente=GM0983&halfjaar=2026-1"
    answer = come_back(streamlit(given(claims())), _terug=quote(where, safe=""))
    assert (answer.status, answer.header("location")) == (302, where)
    event = trail(door)[-1]
    assert (event.who, event.action, event.result) == ("bram", "sign_in", "done")
    assert event.details == {"origin": "10.0.0.1"}
    session = answer.cookies[COOKIE].split(";")[0].partition("=")[2]
    assert knock(Gate(Inside()), cookies={COOKIE: session}).text == "inside"
    assert "Max-Age=0" in answer.cookies["_terug"]


def test_cookies_last_no_longer_than_a_session_and_go_through_tls_only(door: Office) -> None:
    answer = come_back(
        streamlit(
            given(claims()),
            f"_streamlit_user_tokens=secret; Max-Age={MONTH}",
            f"_streamlit_user_tokens_1=secret; Max-Age={MONTH}",
            "_streamlit_session=state; path=/; Max-Age=1209600; httponly; samesite=lax",
            "_streamlit_xsrf=2|a|b|3; Path=/; SameSite=Lax",
        )
    )
    assert set(answer.cookies) == {COOKIE, "_streamlit_session", "_streamlit_xsrf", "_terug"}
    assert all(each.endswith("; Secure") for each in answer.cookies.values())
    assert "Max-Age=36000;" in answer.cookies[COOKIE]
    assert "Max-Age=36000;" in answer.cookies["_streamlit_session"]
    assert "HttpOnly" in answer.cookies[COOKIE]


def test_on_this_machine_only_cookies_do_without_tls(
    door: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://127.0.0.1:8501")
    settings.cache_clear()
    own = claims(origin="http://127.0.0.1:8501")
    answer = knock(Gate(streamlit(given(own))), CALLBACK + "?code=1", host="127.0.0.1:8501")
    assert answer.status == 302
    assert "Secure" not in answer.cookies[COOKIE]


FAILED = {
    "the provider says no": ("?error=access_denied&state=2", (), "failed"),
    "the code is no good": ("?code=1&state=2", (f"{COOKIE}=; Max-Age=0",), "failed"),
    "the state is no good": ("?code=1&state=x", (), "failed"),
    "a cookie of another site": (
        "?code=1",
        (given(claims(origin="https://evil.example")),),
        "failed",
    ),
    "somebody without a name": ("?code=1", (given(claims("")),), "no_name"),
}


@pytest.mark.parametrize(("query", "cookies", "reason"), FAILED.values(), ids=FAILED.keys())
def test_signing_in_that_fails_gives_no_cookie_and_is_kept(
    door: Office, query: str, cookies: tuple[str, ...], reason: str
) -> None:
    answer = come_back(streamlit(*cookies), query)
    assert (answer.status, answer.header("location")) == (302, f"/?melding={reason}")
    assert COOKIE not in answer.cookies
    event = trail(door)[-1]
    assert (event.who, event.action, event.result) == ("-", "sign_in", "refused")
    assert (event.details["reason"], event.details["origin"]) == (reason, "10.0.0.1")


def test_a_name_of_another_account_gives_no_cookie(door: Office) -> None:
    come_back(streamlit(given(claims())))
    answer = come_back(streamlit(given(claims(sub="another"))))
    assert answer.header("location") == "/?melding=other_account"
    assert COOKIE not in answer.cookies
    assert (trail(door)[-1].who, trail(door)[-1].result) == ("bram", "refused")


def test_the_way_back_from_signing_out_at_the_provider_is_no_failure(door: Office) -> None:
    before = trail(door)
    assert come_back(streamlit(), "").header("location") == "/?melding=ended"
    assert trail(door) == before


def test_signing_out_ends_the_session_before_the_cookie_goes(
    door: Office, bram: dict[str, str]
) -> None:
    inside = Inside()
    knock(Gate(inside), SIGN_OUT, cookies=bram, sec_fetch_site="same-origin")
    assert inside.asked == [SIGN_OUT]
    assert (trail(door)[-1].who, trail(door)[-1].action) == ("bram", "sign_out")
    assert knock(Gate(inside), cookies=bram).status == 401


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_signs_nobody_out(door: Office, bram: dict[str, str], site: str) -> None:
    inside = Inside()
    assert knock(Gate(inside), SIGN_OUT, cookies=bram, sec_fetch_site=site).status == 302
    assert inside.asked == []
    assert knock(Gate(inside), cookies=bram).status == 200


def test_who_is_not_signed_in_can_sign_out_without_harm(door: Office) -> None:
    before = trail(door)
    assert knock(Gate(Inside()), SIGN_OUT).status == 200
    assert trail(door) == before


@pytest.mark.parametrize(
    "address",
    ["/", "/gemeente", "/gemeente?gemeente=GM0983&halfjaar=2026-1", "/kaart?x=https://other.nl"],
)
def test_the_way_back_is_a_page_of_this_site(address: str) -> None:
    assert safe(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *("", "gemeente", "https://evil.example/", "//evil.example", "///evil.example"),
        *("/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example"),
        *("javascript:alert(1)", "http:evil.example", "/x\r\nSet-Cookie: a=b", "/é"),
        *("/auth/logout", "/oauth2callback?code=1", "/media/x", "/_stcore/metrics", "/aanmelden"),
        *("/static/x.js", "/app/static/x", "/" + "x" * 2000, "//[", " /gemeente"),
    ],
)
def test_the_way_back_leads_to_no_other_site_and_to_no_trap(address: str) -> None:
    assert safe(address) == "/"


def test_a_way_back_that_somebody_else_put_there_leads_to_the_start_page(door: Office) -> None:
    answer = come_back(streamlit(given(claims())), _terug=quote("https://evil.example", safe=""))
    assert answer.header("location") == "/"


def test_a_store_that_cannot_be_written_lets_nobody_sign_in(
    door: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sessions.StoreUnusable(url="", reason="disk full")

    monkeypatch.setattr(sessions, "sign_in", full)
    answer = come_back(streamlit(given(claims())))
    assert answer.header("location") == "/?melding=failed"
    assert COOKIE not in answer.cookies


def test_what_is_remembered_of_addresses_has_an_end() -> None:
    handed_out = HandedOut()
    path = "/media/{:032x}"
    for number in range(MOST_ADDRESSES + 1):
        handed_out.note("bram", path.format(number).encode())
    assert not handed_out.permits("bram", path.format(0))
    assert handed_out.permits("bram", path.format(MOST_ADDRESSES) + ".csv")
    for number in range(MOST_SESSIONS):
        handed_out.note(f"session {number}", path.format(1).encode())
    assert not handed_out.permits("bram", path.format(MOST_ADDRESSES))
    assert len(handed_out._addresses._sessions) == MOST_SESSIONS


def test_streamlit_still_names_downloads_and_uploads_as_the_gate_expects() -> None:
    """The addresses are Streamlit's own; with other ones every download would be refused."""
    from streamlit.runtime.media_file_storage import MediaFileKind
    from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

    media = MemoryMediaFileStorage("/media")
    kind = MediaFileKind.DOWNLOADABLE
    found = [
        media.get_url(media.load_and_get_id(b"x" * size, "text/csv", kind, "a.csv"))
        for size in (0, 10, 10_000_000)
    ]
    (upload,) = MemoryUploadedFileManager("/_stcore/upload_file").get_upload_urls(
        "6b7e4a4e-5a55-4d2c-9b7e-000000000000", ["a.csv"]
    )
    handed_out = HandedOut()
    for address in (*found, upload.upload_url, upload.delete_url):
        handed_out.note("bram", b"\x12" + address.encode() + b"\x1a\x002")
        assert handed_out.permits("bram", address)


def test_streamlit_still_names_buttons_as_the_gate_expects() -> None:
    """Else every press of a button would be taken for a forged one."""
    from streamlit.elements.lib.utils import _compute_element_id
    from streamlit.proto.Button_pb2 import Button

    handed_out = HandedOut()
    for key in (None, "confirm_3_7_", "$$ID-é"):
        button = Button(id=_compute_element_id("button", key, label="x"), label="x")
        assert not handed_out.drew("bram", [button.id])
        handed_out.note("bram", button.SerializeToString())
        assert handed_out.drew("bram", [button.id])
        assert not handed_out.drew("carla", [button.id])
