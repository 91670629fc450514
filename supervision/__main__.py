"""`python -m supervision VERB`: the use cases without a browser."""

import sys

from supervision.cli import main

if __name__ == "__main__":
    sys.exit(main())
