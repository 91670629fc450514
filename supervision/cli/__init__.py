"""The command line: names and JSON are a contract (DESIGN.md, section 6).

Exit status 0 done, 1 the file or request was refused, 2 wrong usage.
"""

from __future__ import annotations

import io
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from supervision.cli import (
    deciding,
    exporting,
    reading,
    record,
    recovery,
    serving,
    simulating,
    users,
    writing,
)
from supervision.cli.output import print_json
from supervision.errors import SupervisionError
from supervision.words import LANGUAGES, words
from supervision.words.errors import messages


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one verb; return the exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # on Windows it would be neither
    chosen = parser().parse_args(arguments)
    t = words(chosen.language)
    try:
        return int(chosen.run(chosen, t))
    except SupervisionError as error:
        if getattr(chosen, "json", False):
            print_json(chosen.refusal(messages(error, t)))
        else:
            print("\n".join(text for _, text in messages(error, t)))
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def parser() -> ArgumentParser:
    """Return the parser of all verbs."""
    top = ArgumentParser(prog="python -m supervision", description=__doc__)
    top.add_argument("--language", choices=LANGUAGES, default="nl", help="of the messages")
    verbs = top.add_subparsers(title="verbs", metavar="VERB", required=True)
    writing.add_verbs(verbs)
    deciding.add_verbs(verbs)
    reading.add_verbs(verbs)
    simulating.add_verbs(verbs)
    exporting.add_verbs(verbs)
    record.add_verbs(verbs)
    users.add_verbs(verbs)
    serving.add_verbs(verbs)
    recovery.add_verbs(verbs)
    return top
