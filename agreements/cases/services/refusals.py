"""The codes of what the services of this room refuse; their words are in `texts/refusals.py`."""

from klushuur.ground.refusals.refusals import Code


class ThreadCode(Code):
    """Why a message is not taken."""

    # the thread takes no more: the case was not handed in, or is finished
    CLOSED = "thread.closed"
