"""Which column of one dictionary goes to which of the other: a mapping, as the rows of a form's table hold it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from spl_desktop.domain.forms import Field, FieldType, Row

Pair = tuple[str, str]
"""A source and a target, each as its cell says it: `tabel.kolom`."""


def pairing(field: Field) -> tuple[Field, Field] | None:
    """Source and target of a table that maps one list onto another; None for other tables."""
    columns = [column for column in field.columns if column.type is FieldType.REFERENCE]
    if len(columns) != 2 or {column.id for column in columns} != set(field.key):
        return None
    return columns[0], columns[1]


def pairs_in(field: Field, rows: Iterable[Row]) -> tuple[Pair, ...]:
    """The whole pairs of the rows, each once, in their order."""
    source, target = _ends(field)
    both = ((row.get(source.id, ""), row.get(target.id, "")) for row in rows)
    return tuple(dict.fromkeys(pair for pair in both if all(pair)))


def rows_with(field: Field, rows: Sequence[Row], pairs: Iterable[Pair]) -> list[Row]:
    """The rows once these are their pairs: what was said of a pair stays with it, new ones stand at the end.

    Rows that name only one end are kept as they are.
    """
    source, target = _ends(field)
    wanted = dict.fromkeys(pairs)
    kept: list[Row] = []
    for row in rows:
        pair = (row.get(source.id, ""), row.get(target.id, ""))
        if not all(pair) or pair in wanted:
            kept.append(row)
            wanted.pop(pair, None)
    return [*kept, *({source.id: one, target.id: other} for one, other in wanted)]


def same_named(sources: Sequence[str], targets: Sequence[str], pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """New pairs of columns that are called the same, whatever their table.

    Only where both are free and none else is called so. Case, spaces and underscores make no difference.
    """
    free_sources, free_targets = unpaired(sources, targets, pairs)
    of_source, of_target = Counter(map(_called, free_sources)), Counter(map(_called, free_targets))
    by_name = {_called(one): one for one in free_targets}
    return tuple(
        (one, by_name[name]) for one in free_sources if of_source[name := _called(one)] == 1 and of_target[name] == 1
    )


def unpaired(
    sources: Iterable[str], targets: Iterable[str], pairs: Iterable[Pair]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sources and the targets that stand in no pair."""
    known = tuple(pairs)
    given, taken = {pair[0] for pair in known}, {pair[1] for pair in known}
    return tuple(one for one in sources if one not in given), tuple(one for one in targets if one not in taken)


def _called(cell: str) -> str:
    return "".join(letter for letter in cell.rpartition(".")[2].casefold() if letter.isalnum())


def _ends(field: Field) -> tuple[Field, Field]:
    ends = pairing(field)
    if ends is None:
        raise ValueError(f"{field.id} maps nothing")
    return ends
