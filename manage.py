#!/usr/bin/env python
"""Django's command line, with site/ as the second import root."""

import os
import sys
from pathlib import Path


def main() -> None:
    sys.path.append(str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
