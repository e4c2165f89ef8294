"""Random but sound SOPs for property tests: any lanes, joint symbols, decisions, skips and returns."""

from datetime import date

from hypothesis import strategies as st

from spl_desktop.domain.sop import (
    DocumentKind,
    Drawn,
    Identity,
    Lane,
    Outcome,
    Signatory,
    Sop,
    Step,
    Symbol,
    TimeStandard,
    Unit,
)

IDENTITY = Identity(
    number="1/UJI",
    name="SOP Uji",
    decree="Keputusan Uji",
    government="PEMERINTAH KABUPATEN UJI",
    office="DINAS UJI",
    unit="BIDANG UJI",
    made=date(2024, 1, 1),
    revised=None,
    effective=date(2024, 1, 1),
    signatory=Signatory("Kepala Dinas", "NAMA", "Pembina", "19780210 200501 1 016"),
    legal_basis=("Peraturan Uji",),
    qualifications=("Teliti",),
    related=(),
    equipment=("Komputer",),
    warning="Jika tidak dilaksanakan maka gagal.",
    recording="Disimpan.",
)
_WORDS = st.text("abcdefghij klmnop", min_size=1, max_size=120).map(lambda text: " ".join(text.split()) or "a")


@st.composite
def _symbols(draw: st.DrawFn, lanes: int, first: bool, ends: bool, decides: bool) -> tuple[Drawn, ...]:
    def one(symbol: Symbol) -> Drawn:
        start = draw(st.integers(0, lanes - 1))
        # Joint symbols are the exception, as in real procedures.
        width = draw(st.sampled_from((1, 1, 1, 2, 3)))
        return Drawn(symbol, tuple(f"l{index}" for index in range(start, min(start + width, lanes))))

    symbols = [one(Symbol.BOX) for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2))))]
    if first:
        symbols.insert(0, one(Symbol.CAPSULE))
    if decides:
        symbols.append(one(Symbol.DIAMOND))
    elif ends:
        symbols.append(one(Symbol.CAPSULE))
    return tuple(symbols or [one(Symbol.BOX)])


@st.composite
def sops(draw: st.DrawFn, max_steps: int = 30, max_lanes: int = 6) -> Sop:
    """An SOP in which every step is reached and leads to the end (what the loader would accept)."""
    lane_count = draw(st.integers(1, max_lanes))
    count = draw(st.integers(2, max_steps))
    lanes = tuple(Lane(f"l{index}", f"Pelaksana {index + 1}", f"P{index + 1}") for index in range(lane_count))
    documents = tuple(DocumentKind(f"d{index}", f"Dokumen {index + 1}") for index in range(draw(st.integers(1, 4))))
    some = st.lists(st.sampled_from([kind.id for kind in documents]), max_size=3, unique=True).map(tuple)
    steps = []
    for index in range(count):
        ends = index == count - 1
        decides = not ends and draw(st.booleans())
        outcomes = [Outcome("selesai", "", None if ends else f"s{index + 1}")]
        if decides:
            outcomes = [Outcome("ya", "Ya", f"s{index + 1}")]
            for extra in range(draw(st.integers(1, 2))):
                to = draw(st.integers(0, count - 1).filter(lambda place, here=index: place != here + 1))
                label = draw(st.sampled_from(("Tidak", "Tidak sesuai", "Perlu diperbaiki")))
                outcomes.append(Outcome(f"lain{extra}", f"{label} {extra}", f"s{to}", returns=to <= index))
        symbols = draw(_symbols(lane_count, index == 0, ends, decides))
        least = draw(st.integers(1, 5))
        unit = draw(st.sampled_from(tuple(Unit)))
        steps.append(
            Step(
                id=f"s{index}",
                number=index + 1,
                text=draw(_WORDS),
                lanes=tuple(dict.fromkeys(lane for drawn in symbols for lane in drawn.lanes)),
                symbols=symbols,
                requirements=draw(some),
                time=TimeStandard(unit, least, least + draw(st.integers(0, 3)), f"{least} {unit}"),
                outputs=draw(some),
                outcomes=tuple(outcomes),
                question=draw(st.sampled_from(("", "Sesuai?", "Apakah seluruh dokumen lengkap?"))) if decides else "",
            )
        )
    return Sop("uji", IDENTITY, lanes, documents, tuple(steps))
