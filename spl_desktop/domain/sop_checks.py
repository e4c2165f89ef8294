"""Whether an SOP can be followed and drawn: names, lanes, decisions, arrows, a beginning, an end, and ways between."""

from collections import Counter
from collections.abc import Iterable, Iterator

from spl_desktop.domain.sop import Drawn, Outcome, Sop, Step, Symbol
from spl_desktop.domain.sop_lines import Path
from spl_desktop.domain.sop_table import Problem, nearest, shown


def flow_problems(sop: Sop) -> list[Problem]:
    """Everything that keeps this SOP from being followed; empty where it is sound."""
    problems = [
        *_twice("lanes", "id", [lane.id for lane in sop.lanes]),
        *_twice("documents", "id", [kind.id for kind in sop.documents]),
        *_twice("steps", "id", [step.id for step in sop.steps]),
        *_twice("steps", "number", [str(step.number) for step in sop.steps]),
        *_order(sop),
    ]
    for index, step in enumerate(sop.steps):
        at: Path = ("steps", index)
        problems += _known(sop, step, at)
        problems += _symbols(sop, step, at)
        problems += _capsules(sop, step, index, at)
        problems += _decision(step, at)
        for number, outcome in enumerate(step.outcomes):
            problems += _arrow(sop, index, step, outcome, (*at, "outcomes", number))
    if not any(outcome.to is None for _, outcome in sop.arrows()):
        problems.append(
            Problem(
                ("steps",),
                "ends",
                "proses ini tidak pernah berakhir; beri langkah penutup outcomes dengan ends = true.",
            )
        )
    elif not any(problem.key == "to" for problem in problems):
        problems += _ways(sop)
    return problems


def _named(step: Step) -> str:
    return f"langkah {step.number} (“{step.id}”)"


def _twice(table: str, key: str, values: list[str]) -> Iterator[Problem]:
    counts = Counter(values)
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield Problem(
                (table, index, key),
                key,
                f"“{value}” dipakai {counts[value]} kali pada {table}; setiap {key} harus lain.",
            )
        seen.add(value)


def _order(sop: Sop) -> Iterator[Problem]:
    for index in range(1, len(sop.steps)):
        before, step = sop.steps[index - 1], sop.steps[index]
        if step.number < before.number:
            yield Problem(
                ("steps", index, "number"), "number",
                f"nomor {step.number} ditulis setelah nomor {before.number}; urutkan langkah menurut nomornya.",
            )  # fmt: skip


def _unknown(path: Path, key: str, what: str, named: Iterable[str], real: list[str]) -> Iterator[Problem]:
    for index, name in enumerate(named):
        if name not in real:
            yield Problem((*path, index), key, f"{what} “{shown(name)}” tidak ada, {nearest(name, real)}.")


def _known(sop: Sop, step: Step, at: Path) -> Iterator[Problem]:
    lanes = [lane.id for lane in sop.lanes]
    documents = [kind.id for kind in sop.documents]
    yield from _unknown((*at, "lanes"), "lanes", "pelaksana", step.lanes, lanes)
    yield from _unknown((*at, "counterparts"), "counterparts", "pelaksana", step.counterparts, lanes)
    yield from _unknown((*at, "requirements"), "requirements", "dokumen", step.requirements, documents)
    yield from _unknown((*at, "outputs"), "outputs", "dokumen", step.outputs, documents)
    for key, names in (
        ("lanes", step.lanes), ("counterparts", step.counterparts),
        ("requirements", step.requirements), ("outputs", step.outputs),
    ):  # fmt: skip
        for name in [name for name, count in Counter(names).items() if count > 1]:
            yield Problem((*at, key), key, f"“{shown(name)}” ditulis dua kali; hapus salah satunya.")


def _symbols(sop: Sop, step: Step, at: Path) -> Iterator[Problem]:
    order = [lane.id for lane in sop.lanes]
    for number, drawn in enumerate(step.symbols):
        path = (*at, "symbols", number, "lanes")
        yield from _unknown(path, "lanes", "pelaksana", drawn.lanes, order)
        for lane in drawn.lanes:
            if lane in order and lane not in step.lanes:
                yield Problem(
                    path, "lanes", f"simbol ini milik “{lane}” yang bukan pelaksana {_named(step)}; tambahkan ke lanes."
                )
        places = [order.index(lane) for lane in drawn.lanes if lane in order]
        if len(places) == len(drawn.lanes) and places != list(range(places[0], places[0] + len(places))):
            yield Problem(
                path, "lanes",
                "simbol bersama harus pada pelaksana yang berdampingan, ditulis dari kiri ke kanan; "
                "pisahkan menjadi satu simbol tiap pelaksana.",
            )  # fmt: skip
    drawn_lanes = {lane for drawn in step.symbols for lane in drawn.lanes}
    for index, lane in enumerate(step.lanes):
        if lane in order and lane not in drawn_lanes:
            yield Problem(
                (*at, "lanes", index), "lanes",
                f"pelaksana “{lane}” tidak mempunyai simbol pada {_named(step)}; "
                "beri simbol atau pindahkan ke counterparts.",
            )  # fmt: skip


def _capsules(sop: Sop, step: Step, index: int, at: Path) -> Iterator[Problem]:
    ends = any(outcome.to is None for outcome in step.outcomes)
    if index == 0 and step.symbols[0].symbol is not Symbol.CAPSULE:
        yield Problem(
            (*at, "symbols", 0, "symbol"), "symbol", "langkah pertama harus dimulai dengan kapsul; ganti simbolnya."
        )
    if ends and (step.symbols[-1].symbol is not Symbol.CAPSULE or (index == 0 and len(step.symbols) == 1)):
        yield Problem(
            (*at, "symbols"), "symbols",
            f"{_named(step)} mengakhiri proses, jadi simbol terakhirnya harus kapsul tersendiri; "
            "tambahkan kapsul penutup.",
        )  # fmt: skip
    for number, drawn in enumerate(step.symbols):
        first, last = index == 0 and number == 0, ends and number == len(step.symbols) - 1
        if drawn.symbol is Symbol.CAPSULE and not first and not last:
            yield Problem(
                (*at, "symbols", number, "symbol"),
                "symbol",
                "kapsul hanya untuk awal dan akhir proses; ganti dengan kotak.",
            )


def _is_diamond(drawn: Drawn) -> bool:
    return drawn.symbol is Symbol.DIAMOND


def _decision(step: Step, at: Path) -> Iterator[Problem]:
    yield from _twice_within(step, at)
    for number, drawn in enumerate(step.symbols[:-1]):
        if _is_diamond(drawn):
            yield Problem(
                (*at, "symbols", number, "symbol"), "symbol",
                "belah_ketupat harus simbol terakhir langkahnya; jadikan keputusan ini langkah tersendiri.",
            )  # fmt: skip
    diamond = _is_diamond(step.symbols[-1])
    if diamond and not step.decides:
        yield Problem(
            (*at, "outcomes"),
            "outcomes",
            f"{_named(step)} adalah keputusan tetapi hanya satu jalan keluarnya; tulis keduanya.",
        )
    if step.decides and not diamond:
        yield Problem(
            (*at, "symbols"), "symbols",
            f"{_named(step)} mempunyai {len(step.outcomes)} jalan keluar tetapi simbol terakhirnya "
            "bukan belah_ketupat; tambahkan belah_ketupat atau sisakan satu jalan.",
        )  # fmt: skip
    if step.question and not step.decides:
        yield Problem(
            (*at, "question"), "question", "pertanyaan hanya untuk keputusan; hapus, atau tulis kedua jalan keluarnya."
        )
    for number, outcome in enumerate(step.outcomes):
        if step.decides and not outcome.label:
            yield Problem(
                (*at, "outcomes", number, "label"),
                "label",
                "jalan keluar keputusan belum bernama; tulis label, misalnya “Ya”.",
            )


def _twice_within(step: Step, at: Path) -> Iterator[Problem]:
    for key, values in (
        ("id", [outcome.id for outcome in step.outcomes]),
        ("label", [outcome.label for outcome in step.outcomes if outcome.label]),
    ):
        for value in [value for value, count in Counter(values).items() if count > 1]:
            yield Problem((*at, "outcomes"), key, f"“{value}” dipakai dua kali pada {_named(step)}; bedakan keduanya.")


def _arrow(sop: Sop, index: int, step: Step, outcome: Outcome, path: Path) -> Iterator[Problem]:
    if outcome.to is None:
        if outcome.returns:
            yield Problem(
                (*path, "returns"), "returns", "jalan yang mengakhiri proses tidak dapat kembali; hapus returns."
            )
        if step.decides:
            yield Problem(
                (*path, "ends"),
                "ends",
                "keputusan tidak dapat langsung mengakhiri; arahkan ke langkah penutup dengan kapsul.",
            )
        return
    place = next((number for number, other in enumerate(sop.steps) if other.id == outcome.to), None)
    if place is None:
        real = [other.id for other in sop.steps]
        yield Problem((*path, "to"), "to", f"langkah “{shown(outcome.to)}” tidak ada, {nearest(outcome.to, real)}.")
        return
    back = place <= index
    if back and not outcome.returns:
        yield Problem(
            (*path, "to"), "returns", f"jalan ke {_named(sop.steps[place])} mundur; tandai dengan returns = true."
        )
    if not back and outcome.returns:
        yield Problem(
            (*path, "returns"), "returns", f"jalan ke {_named(sop.steps[place])} maju, bukan kembali; hapus returns."
        )
    lanes = {lane for drawn in sop.steps[place].symbols for lane in drawn.lanes}
    if outcome.arrives is not None and outcome.arrives not in lanes:
        yield Problem(
            (*path, "arrives"), "arrives",
            f"{_named(sop.steps[place])} tidak mempunyai simbol pada “{shown(outcome.arrives)}”, "
            f"{nearest(outcome.arrives, sorted(lanes))}.",
        )  # fmt: skip


def _ways(sop: Sop) -> Iterator[Problem]:
    onward = {step.id: {outcome.to for outcome in step.outcomes if outcome.to} for step in sop.steps}
    reached = _reach({sop.first.id}, onward)
    backward: dict[str, set[str]] = {step.id: set() for step in sop.steps}
    for source, targets in onward.items():
        for target in targets:
            backward[target].add(source)
    ending = {step.id for step, outcome in sop.arrows() if outcome.to is None}
    closing = _reach(ending, backward)
    for index, step in enumerate(sop.steps):
        if step.id not in reached:
            yield Problem(
                ("steps", index, "id"),
                "id",
                f"{_named(step)} tidak pernah dicapai; arahkan suatu jalan (to) ke sini atau hapus.",
            )
        if step.id not in closing:
            yield Problem(
                ("steps", index, "outcomes"), "outcomes",
                f"dari {_named(step)} proses tidak pernah sampai ke akhir; beri jalan maju menuju langkah penutup.",
            )  # fmt: skip


def _reach(start: set[str], ways: dict[str, set[str]]) -> set[str]:
    seen, waiting = set(start), list(start)
    while waiting:
        for following in ways[waiting.pop()] - seen:
            seen.add(following)
            waiting.append(following)
    return seen
