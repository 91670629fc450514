"""The configuration of nginx that ships, filled in for this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from supervision.config import ROOT

DEPLOY = ROOT / "deploy"
TEMPLATE, FILL_IN = (DEPLOY / "nginx" / each for each in ("supervision.conf.template", "fill-in"))
NAME = "localhost"
"""What a browser calls the site: a name, for nobody asks for the certificate of an address."""


def lacking() -> str:
    """What is not on this machine of what a site needs, or nothing; .ci/run installs all of it."""
    programs = {"nginx": "nginx", "envsubst": "gettext-base", "openssl": "openssl"}
    return ", ".join(package for name, package in programs.items() if shutil.which(name) is None)


def asked_for() -> set[str]:
    """What the template wants to be filled in."""
    return set(re.findall(r"\$\{(\w+)\}", TEMPLATE.read_text(encoding="utf-8")))


def filled_in(folder: Path, values: Mapping[str, object]) -> Path:
    """Fill in the template as docs/operations.md does; return the file to start nginx with.

    nginx then writes nowhere but in the folder.
    """
    conf, env = folder / "conf.d", folder / "nginx.env"
    conf.mkdir(exist_ok=True)
    env.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    made = subprocess.run([FILL_IN, env], check=True, capture_output=True)
    (conf / "supervision.conf").write_bytes(made.stdout)
    main = (DEPLOY / "nginx" / "nginx.conf").read_text(encoding="utf-8")
    main = main.replace(" /tmp/", f" {folder}/").replace("/etc/nginx/conf.d", str(conf))
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    return folder / "nginx.conf"


def certificate(folder: Path) -> Mapping[str, Path]:
    """Make a certificate that nobody else believes, and its key."""
    made = {"CERTIFICATE": folder / "certificate.pem", "CERTIFICATE_KEY": folder / "key.pem"}
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", f"/CN={NAME}"),
            *("-addext", f"subjectAltName=DNS:{NAME}"),
            *("-out", str(made["CERTIFICATE"]), "-keyout", str(made["CERTIFICATE_KEY"])),
        ],
        check=True,
        capture_output=True,
    )
    return made


def values(folder: Path, http: int, https: int, first: str, second: str) -> Mapping[str, object]:
    """All that the template wants, for a site on this machine."""
    return {
        "PUBLIC_URL": f"https://{NAME}:{https}",
        "PUBLIC_HOST": NAME,
        "HTTP_PORT": http,
        "HTTPS_PORT": https,
        "APP_1": first,
        "APP_2": second,
        "ASSET_CACHE": folder / "assets",
        "ACCESS_LOG": folder / "access.log",
        **certificate(folder),
    }
