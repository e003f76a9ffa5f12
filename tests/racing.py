"""Two at once: each in a thread with a connection of its own, let go together by a barrier."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from klushuur import scope


def race(corporation_id: int, verbs: Sequence[Callable[[], Any]]) -> list[Exception | None]:
    """Run the verbs at the same moment, in the scope of a corporation. Returns what each raised, or None."""
    barrier = Barrier(len(verbs), timeout=20)
    outcomes: list[Exception | None] = [None] * len(verbs)

    def run(place: int, verb: Callable[[], Any]) -> None:
        scope.enter(corporation_id)
        try:
            connection.ensure_connection()
            barrier.wait()
            verb()
        except Exception as error:  # noqa: BLE001 -- the test looks at it
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=item) for item in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes
