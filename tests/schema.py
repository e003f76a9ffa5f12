"""What the migrations make, in tests/schema.txt: python -m tests.schema

Writes the file anew from a throw-away database of its own. `git diff` then shows what a migration changes, and it goes along in
the same commit. `tests/test_schema.py` fails when the file says something else than the database.
"""

import sys
from pathlib import Path

from klushuur.embedded import places, signals
from klushuur.embedded.stack import Stack

FILE = Path(__file__).with_suffix(".txt")


def made() -> str:
    """What `manage.py schema` says of a database that was migrated just now."""
    with places.throwaway() as folder, Stack(folder, is_durable=False) as stack:
        stack.processes.environ["DJANGO_SETTINGS_MODULE"] = "klushuur.settings"  # an installation: no demo
        stack.manage("migrate", "--no-input")
        return stack.manage("schema")


if __name__ == "__main__":
    signals.listen()
    before = FILE.read_text() if FILE.exists() else ""
    FILE.write_text(made())
    sys.exit(f"{FILE.name} is anders / has changed: git diff" if FILE.read_text() != before else 0)
