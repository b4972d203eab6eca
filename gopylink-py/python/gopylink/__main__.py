"""``python -m gopylink``."""

from __future__ import annotations

import sys

from gopylink.cli import main

if __name__ == "__main__":
    sys.exit(main())
