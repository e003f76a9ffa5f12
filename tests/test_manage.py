"""`bin/manage`: a management command for who changes the code, on servers of its own."""

import subprocess

from tests.tree import ROOT


def _manage(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / "bin" / "manage", *words], capture_output=True, text=True, check=False)


def test_manage_runs_a_command_on_an_empty_database_of_its_own() -> None:
    code = "from django.db import connection as c; print(c.introspection.table_names(), c.settings_dict['NAME'])"
    done = _manage("shell", "--no-imports", "-c", code)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["[] klushuur"]), done.stderr


def test_manage_gives_the_words_and_the_code_of_the_command() -> None:
    done = _manage("draw_states", "--nothing")
    assert (done.returncode, "unrecognized arguments: --nothing" in done.stderr) == (2, True)
