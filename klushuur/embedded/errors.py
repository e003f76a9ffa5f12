"""What a person at the terminal must be told, in words: no traceback is shown for it."""


class EmbeddedError(RuntimeError):
    """A server or a program could not be started, or is there already."""
