"""How long work tells how far it is; whoever listens may stop it by raising from the call."""

from typing import Protocol


class Progress(Protocol):
    """Called often with the number of things done, of all things (0: unknown) and an Indonesian sentence."""

    def __call__(self, done: int = 0, total: int = 0, sentence: str = "") -> None:
        """Shows the state of the work."""
        ...


def unheard(done: int = 0, total: int = 0, sentence: str = "") -> None:
    """For work that nobody watches."""
