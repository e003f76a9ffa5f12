"""Data that another version of Klushuur made: refused in words, and put aside whole under another name."""

import os
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from klushuur.embedded import postgres
from klushuur.embedded.errors import EmbeddedError
from klushuur.embedded.processes import ROOT
from klushuur.embedded.stack import lock_of

OTHER_VERSION = (
    3  # the code of `manage.py migrate` for such a database: klushuur/ground/scope/management/commands/migrate.py
)


def refusal(data: Path) -> str:
    """What a person is told whose data does not fit."""
    command = "bin/demo --set-aside" + ("" if data == ROOT / "var" else f" --data {data}")
    return f"""\
De gegevens in {data} zijn van een andere versie van Klushuur, meestal een oudere. Er is niets aan veranderd.
Met deze regel zet u ze apart onder een andere naam en begint de demo opnieuw; er wordt niets weggegooid:

    {command}

The data in {data} was made by another version of Klushuur, mostly an older one. Nothing of it was changed.
That line sets it aside under another name and starts the demo afresh; nothing is thrown away."""


def put_aside(data: Path, say: Callable[[str], None]) -> Path | None:
    """Rename the folder of an earlier demo, all of it: `var-old-2026-11-29`. Gives the new name, or None where there was no demo.

    Raises EmbeddedError when a demo runs in it, or when it may not be renamed.
    """
    data = data.resolve()
    if not any((data / name).exists() for name in ("pg", "secret")):
        say(f"Er is niets apart te zetten / there is nothing to set aside: {data}")
        return None
    lock = lock_of(data)
    try:
        new = _new_name(data)
        elsewhere = postgres.put_aside(data / "pg", new.name.removeprefix(data.name))
        data.rename(new)
    except OSError as error:
        raise EmbeddedError(f"{data} kan geen andere naam krijgen / cannot be renamed: {error.strerror}") from error
    finally:
        os.close(lock)
    say(f"Apart gezet / set aside: {new}" + (f", {elsewhere}" if elsewhere else ""))
    return new


def _new_name(data: Path) -> Path:
    """A name beside it with the day, that nothing has yet."""
    name = f"{data.name}-old-{time.strftime('%Y-%m-%d')}"
    names = (data.with_name(name if number == 1 else f"{name}-{number}") for number in count(1))
    return next(path for path in names if not path.exists())
