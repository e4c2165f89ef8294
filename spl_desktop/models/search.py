"""The full-text index over everything that is written in a case."""

from collections.abc import Sequence

from sqlalchemy import DDL, Connection, event, text

from spl_desktop.domain.text import clean
from spl_desktop.models.projections import CaseRecord

# Prefixes of two and three letters have an index of their own, because people look at the list while they type.
CREATE_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(words, tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')"
)

event.listen(CaseRecord.__table__, "after_create", DDL(CREATE_SEARCH))  # type: ignore[no-untyped-call]  # of SQLAlchemy


def index_case(connection: Connection, case: int, words: str) -> None:
    """The words by which the case is found from now on."""
    connection.execute(text("DELETE FROM search WHERE rowid = :case"), {"case": case})
    connection.execute(text("INSERT INTO search (rowid, words) VALUES (:case, :words)"), {"case": case, "words": words})


def indexed(connection: Connection, case: int) -> Sequence[tuple[int, str]]:
    """The case with its words, empty where it is not in the index."""
    rows = connection.exec_driver_sql("SELECT rowid, words FROM search WHERE rowid = ?", (case,))
    return [(int(number), str(words)) for number, words in rows]


def indexed_cases(connection: Connection) -> set[int]:
    """The cases that are in the index."""
    return {int(number) for (number,) in connection.execute(text("SELECT rowid FROM search"))}


def clear_index(connection: Connection) -> None:
    """No case is found any more; the index is about to be built again."""
    connection.execute(text("DELETE FROM search"))


_MOST = 100
"""Words that are looked for; SQLite takes no query of thousands."""


def conditions(typed: str) -> list[tuple[str, dict[str, str]]]:
    """What a person typed as SQL conditions on `cases.id`, all of which must hold, with their parameters.

    Each word is a quoted prefix, so that nothing typed is read as query syntax. A word without any letter or digit
    (an emoji) is not in the index and is looked for in the text as it stands; a dash between words is passed over.
    """
    found: list[tuple[str, dict[str, str]]] = []
    words = clean(typed).split()[:_MOST]
    indexed_words = ['"' + word.replace('"', '""') + '"*' for word in words if _has_letter(word)]
    for number, word in enumerate(words):
        if _has_letter(word) or (indexed_words and word.isascii()):
            continue
        # Without letters there are no capitals; LIKE would refuse a long word.
        condition = f"cases.id IN (SELECT rowid FROM search WHERE instr(words, :plain{number}) > 0)"
        found.append((condition, {f"plain{number}": word}))
    if indexed_words:
        condition = "cases.id IN (SELECT rowid FROM search WHERE search MATCH :prefixes)"
        found.append((condition, {"prefixes": " ".join(indexed_words)}))
    return found


def count_matches(connection: Connection, typed: str, most: int) -> int | None:
    """How many cases hold what a person typed, counted up to `most`; None where only their rows can tell."""
    found = conditions(typed)
    if len(found) != 1 or "prefixes" not in found[0][1]:
        return None
    some = "SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH :prefixes LIMIT :most)"
    return int(connection.execute(text(some), {**found[0][1], "most": most}).scalar_one())


def _has_letter(word: str) -> bool:
    return any(letter.isalnum() for letter in word)
