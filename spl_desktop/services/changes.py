"""What a use case changed, announced once so that each screen decides whether it is concerned."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of thing that change."""

    CASE = "case"
    OFFICE = "office"
    CALENDAR = "calendar"
    DRAFT = "draft"
    SOP = "sop"


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds that changed, the cases concerned, and the id of what was made (0: nothing).

    `notice` is a sentence that the user should read although all went well, empty where there is none.
    """

    kinds: frozenset[Kind]
    cases: frozenset[int] = frozenset()
    made: int = 0
    notice: str = ""


def case_changed(case: int, made: int = 0) -> Changes:
    """One case changed."""
    return Changes(frozenset({Kind.CASE}), frozenset({case}), made)
