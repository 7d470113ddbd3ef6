"""Let `python -m lantern` be the `lantern` command."""

from __future__ import annotations

import sys

from lantern.commands import main

if __name__ == "__main__":
    sys.exit(main())
