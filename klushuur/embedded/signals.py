"""Ctrl-C and TERM, noticed between two steps and never halfway through the start of a child.

A handler that raises could do so inside `Popen`, after the fork: that child would be on nobody's list.
"""

import signal
import time

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_asked: list[int] = []


class Stop(SystemExit):
    """Somebody asked us to end; the code is the shell's, 128 plus the signal."""


def listen() -> None:
    """From now on a signal is remembered, and raised as Stop by the next `pause`. Ignored hang-ups stay ignored (nohup)."""
    for number in SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda received, _frame: _asked.append(received))


def pause(seconds: float) -> None:
    """Sleep. Raises Stop when a signal came in."""
    time.sleep(seconds)
    if _asked:
        raise Stop(128 + _asked[0])
