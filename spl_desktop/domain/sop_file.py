"""Reads an SOP from the text of its TOML file, or says in Indonesian what is wrong in which line and how to mend it."""

import re
import tomllib
from typing import Any

from spl_desktop.domain.errors import SopError
from spl_desktop.domain.sop import (
    DocumentKind,
    Drawn,
    Identity,
    Lane,
    Outcome,
    Report,
    Signatory,
    Sop,
    Step,
    Symbol,
    TimeStandard,
    Unit,
)
from spl_desktop.domain.sop_checks import flow_problems
from spl_desktop.domain.sop_lines import Path, key_lines, nearest_line
from spl_desktop.domain.sop_table import MAX_STEPS, Problem, Table

MAX_BYTES = 1_000_000
_MAX_LINE = 8000
_MAX_NUMBER = 9999
_MAX_TIME = 3660
_SHOWN = 200
_SLUG = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
_VERSION = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")


def parse_sop(text: str, file_name: str) -> Sop:
    """The SOP written in `text` (TOML); `file_name` is only named in refusals.

    Raises SopError with one sentence a line, each naming file, line, key and the way out. Wrong keys and types are told
    first; the flow (arrows, decisions, lanes) is judged once the file is readable.
    """
    data = _read_toml(text, file_name)
    problems: list[Problem] = []
    sop = _sop(Table(data, (), problems))
    if sop is not None and not problems:
        problems = flow_problems(sop)
    if sop is None or problems:
        lines = key_lines(text)
        raise SopError("\n".join(_sentences(problems, file_name, lines)))
    return sop


def _sentences(problems: list[Problem], file_name: str, lines: dict[Path, int]) -> list[str]:
    told = sorted({(nearest_line(lines, problem.path), problem.key, problem.sentence) for problem in problems})
    sentences = [f"{file_name}, baris {line}, kunci “{key}”: {sentence}" for line, key, sentence in told[:_SHOWN]]
    if len(told) > _SHOWN:
        sentences.append(f"{file_name}: masih ada {len(told) - _SHOWN} kesalahan lain; betulkan dahulu yang di atas.")
    return sentences


def _read_toml(text: str, file_name: str) -> dict[str, Any]:
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise SopError(
            f"{file_name}, baris {line}: ada huruf yang rusak; simpan ulang berkas itu sebagai teks UTF-8."
        ) from None
    if size > MAX_BYTES:
        raise SopError(
            f"{file_name}: berkas lebih besar dari 1 MB, ini bukan berkas SOP; pilih berkas .toml yang benar."
        )
    for number, row in enumerate(text.split("\n"), 1):
        # Dotted keys cost the square of their length: a bound on lines keeps a hostile file from holding the program.
        if len(row) > _MAX_LINE:
            raise SopError(
                f"{file_name}, baris {number}: baris ini melebihi {_MAX_LINE} huruf; pecah menjadi beberapa baris."
            )
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SopError(_syntax(str(error), text, file_name)) from None


_SYNTAX = {
    "maximum recursion": "kurung bersarang terlalu dalam; tutup setiap [ dan { pada tempatnya",
    "Cannot overwrite a value": "kunci ini ditulis dua kali; hapus salah satunya",
    "Cannot declare": "bagian ini ditulis dua kali; hapus salah satunya atau pakai kurung siku ganda [[...]]",
    "Duplicate inline table key": "kunci ini ditulis dua kali dalam kurung kurawal; hapus salah satunya",
    "Expected '=' after a key": "setelah kunci harus ada tanda “=”",
    "Invalid value": "nilai tidak dikenal; tulis teks di antara tanda kutip",
    "Unclosed array": "kurung siku “[” belum ditutup",
    "Unclosed inline table": "kurung kurawal “{” belum ditutup",
    "Illegal character": "teks harus ditutup dengan tanda kutip pada baris yang sama",
    "Unterminated string": "tanda kutip penutup belum ada",
    "Expected newline": "setelah nilai harus berganti baris",
    "Invalid date or datetime": "tanggal tidak ada dalam kalender; tulis tahun-bulan-hari, misalnya 2023-09-25",
}


def _syntax(message: str, text: str, file_name: str) -> str:
    place = re.search(r"at line (\d+), column (\d+)", message)
    line = place.group(1) if place else str(text.count("\n") + 1)
    column = f" kolom {place.group(2)}" if place else ""
    why = next(
        (sentence for start, sentence in _SYNTAX.items() if message.startswith(start)),
        "tulisan TOML tidak dapat dibaca",
    )
    row = text.split("\n")[int(line) - 1] if int(line) <= text.count("\n") + 1 else ""
    key = row.partition("=")[0].strip()[:60] if "=" in row else ""
    named = f", kunci “{key}”" if key and key.isprintable() else ""
    return f"{file_name}, baris {line}{column}{named}: {why}. Betulkan baris itu, lalu buka lagi."


def _sop(root: Table) -> Sop | None:
    root.keys("id", "inferred", "identity", "lanes", "documents", "steps")
    sop_id = root.name("id", _VERSION)
    identity = _identity(root.table("identity"))
    lanes = tuple(_lane(table) for table in root.tables("lanes", most=20))
    documents = tuple(_document(table) for table in root.tables("documents", most=1000))
    steps = tuple(_step(table) for table in root.tables("steps", most=MAX_STEPS))
    return Sop(sop_id, identity, lanes, documents, steps, root.marks())


def _identity(table: Table) -> Identity:
    table.keys(*Identity.__slots__)
    signatory = table.table("signatory")
    signatory.keys(*Signatory.__slots__)
    return Identity(
        number=table.text("number"),
        name=table.text("name"),
        decree=table.text("decree"),
        government=table.text("government"),
        office=table.text("office"),
        unit=table.text("unit"),
        made=table.day("made"),
        revised=table.day("revised") if table.has("revised") else None,
        effective=table.day("effective"),
        signatory=Signatory(
            position=signatory.text("position"),
            name=signatory.text("name"),
            rank=signatory.text("rank"),
            nip=signatory.text("nip"),
        ),
        legal_basis=table.texts("legal_basis"),
        qualifications=table.texts("qualifications"),
        related=table.texts("related", empty=True),
        equipment=table.texts("equipment"),
        warning=table.text("warning"),
        recording=table.text("recording"),
    )


def _lane(table: Table) -> Lane:
    table.keys(*Lane.__slots__)
    return Lane(table.name("id", _SLUG), table.text("name"), table.text("short"), table.text("detail", ""))


def _document(table: Table) -> DocumentKind:
    table.keys(*DocumentKind.__slots__)
    report = table.choice("report", tuple(Report)) if table.has("report") else ""
    return DocumentKind(table.name("id", _SLUG), table.text("name"), report)


def _step(table: Table) -> Step:
    table.keys(*Step.__slots__)
    return Step(
        id=table.name("id", _SLUG),
        number=table.whole("number", 1, _MAX_NUMBER),
        text=table.text("text"),
        lanes=table.texts("lanes"),
        symbols=tuple(_drawn(part) for part in table.tables("symbols", most=8)),
        requirements=table.texts("requirements", empty=True),
        time=_time(table.table("time")),
        outputs=table.texts("outputs", empty=True),
        outcomes=tuple(_outcome(part) for part in table.tables("outcomes", most=8)),
        question=table.text("question", ""),
        counterparts=table.texts("counterparts", empty=True) if table.has("counterparts") else (),
        note=table.text("note", ""),
        papers=_papers(table),
        inferred=table.marks(),
    )


def _papers(table: Table) -> tuple[str, ...]:
    found = table.texts("papers", empty=True) if table.has("papers") else ()
    for paper in found:
        if paper not in tuple(Report):
            table.problem("papers", f"dokumen “{paper}” tidak dikenal program ini; pakai: {', '.join(Report)}.")
    return found


def _drawn(table: Table) -> Drawn:
    table.keys(*Drawn.__slots__)
    return Drawn(Symbol(table.choice("symbol", tuple(Symbol))), table.texts("lanes"))


def _time(table: Table) -> TimeStandard:
    table.keys(*TimeStandard.__slots__)
    unit = Unit(table.choice("unit", tuple(Unit)))
    least, most = table.whole("least", 1, _MAX_TIME), table.whole("most", 1, _MAX_TIME)
    if least > most:
        table.problem(
            "least", f"waktu tercepat ({least}) melebihi waktu terlama ({most}); kecilkan least atau besarkan most."
        )
    return TimeStandard(unit, least, most, table.text("text"))


def _outcome(table: Table) -> Outcome:
    table.keys("id", "label", "to", "ends", "returns", "inferred", "arrives")
    ends = table.yes("ends")
    if ends and table.has("to"):
        table.problem(
            "to", "jalan ini mengakhiri proses (ends = true) sekaligus menuju langkah lain; hapus salah satunya."
        )
    if not ends and not table.has("to"):
        table.problem(
            "to", 'tujuan belum ada; tulis to = "<id langkah>", atau ends = true bila proses selesai di sini.'
        )
    return Outcome(
        id=table.name("id", _SLUG),
        label=table.text("label", ""),
        to=table.text("to") if table.has("to") and not ends else None,
        returns=table.yes("returns"),
        inferred=table.yes("inferred"),
        arrives=table.text("arrives") if table.has("arrives") else None,
    )
