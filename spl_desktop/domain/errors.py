"""The two kinds of error, told apart by type: the world's (a sentence for the user) and ours (everything else)."""

from collections.abc import Mapping


class UserError(Exception):
    """A refusal the user can act on: one Indonesian sentence, shown as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Invalid(UserError):
    """Input refused field by field; `problems` maps the field's name to its Indonesian sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("\n".join(problems.values()))
        self.problems = dict(problems)


class Conflict(UserError):
    """Somebody else changed the same thing meanwhile; nothing was written."""


class SopError(UserError):
    """An SOP file that cannot be followed; the sentence names file, line and key."""
