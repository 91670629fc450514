"""The verb that serves: checks the settings first, so that nothing answers that should not."""

from __future__ import annotations

from argparse import Namespace

from supervision.cli.arguments import store, verb
from supervision.config import check_listening, settings
from supervision.importing.limits import MEGABYTE
from supervision.words import Words

APPLICATION = "supervision.server:app"
PATIENCE_SECONDS = 10
"""How long open connections get to finish when the server is told to stop."""


def add_verbs(verbs: object) -> None:
    """Add the verb to the parser."""
    added = verb(verbs, "serve", _serve, "answer browsers; settings: docs/operations.md")
    added.add_argument("--address", metavar="ADDRESS", help="default: LISTEN_ADDRESS")
    added.add_argument("--port", type=int, metavar="N", help="default: LISTEN_PORT")


def _serve(chosen: Namespace, t: Words) -> int:
    found = settings()
    address, port = chosen.address or found.listen_address, chosen.port or found.listen_port
    check_listening(found, address)
    store()
    import uvicorn  # not for every other verb

    print(t("Serving at {url}", url=found.public_url or f"http://{address}:{port}"), flush=True)
    uvicorn.run(
        APPLICATION,
        host=address,
        port=port,
        forwarded_allow_ips=found.trusted_proxies,
        server_header=False,
        access_log=False,  # it would hold the codes with which people sign in
        timeout_graceful_shutdown=PATIENCE_SECONDS,
        ws_max_size=MEGABYTE,  # as Streamlit takes from a browser (server.maxWidgetStateSize)
    )
    return 0
