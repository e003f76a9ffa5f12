"""What a person at the terminal must be told, in words: no traceback is shown for it."""


class EmbeddedError(RuntimeError):
    """A server or a program could not be started, or is there already."""


class ProgramFailed(EmbeddedError):
    """A program ran to its end and says by its code that it failed."""

    def __init__(self, words: str, code: int) -> None:
        super().__init__(words)
        self.code = code
