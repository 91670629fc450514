"""Checks that the licence of every package permits what the product does with it, and lists them.

`python -m supply.licences`: exit status 1 where one does not, or says nothing.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError

from supply.packages import Pinned, licence_of, pinned

ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "HPND"),
        *("ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib"),
        *("LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"),
    }
)
"""Licences that go with the EUPL-1.2 of the product: those that ask for their text to be kept, and
those that ask the same for changes to the library itself, which is used as it is."""


def is_allowed(expression: str) -> bool:
    """Tell whether an SPDX expression leaves a way that is allowed."""
    ways = re.split(r"\s+OR\s+", expression.strip("() "))
    return any(
        all(each.strip("() ") in ALLOWED for each in re.split(r"\s+AND\s+", way)) for way in ways
    )


def licences(packages: Iterable[Pinned]) -> Iterator[tuple[Pinned, str]]:
    """Yield each package that this machine needs, with its licence; "" where none is known."""
    for each in packages:
        if not each.belongs_here:
            continue
        try:
            yield each, licence_of(each.name)
        except PackageNotFoundError:
            yield each, ""


def main() -> int:
    """Print the packages by licence; return 1 where one is not allowed."""
    by_licence: dict[str, list[str]] = defaultdict(list)
    refused = []
    for package, licence in licences(pinned()):
        by_licence[licence or "(none)"].append(package.name)
        if not is_allowed(licence):
            refused.append(f"{package.name} {package.version}: {licence or 'says no licence'}")
    for licence, names in sorted(by_licence.items()):
        print(f"{licence}: {', '.join(names)}")
    for each in refused:
        print(f"Not allowed: {each}", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
