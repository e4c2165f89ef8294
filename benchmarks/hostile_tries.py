"""What is tried with hostile files, kind by kind: each gives the words for how it ended, or raises the refusal."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks import hostile_files as made
from benchmarks.hostile_files import TEXTS, Crafted, Made
from spl_desktop.domain.forms import Field
from spl_desktop.services.register import Register

ON = date(2026, 1, 6)


@dataclass(frozen=True, slots=True)
class Given:
    """What a try works on: a copy of the register, a folder of its own, chance, and the files of that folder."""

    register: Register
    folder: Path
    chance: random.Random
    path: Path
    issued: bytes


Try = Callable[[Given], str]
"""Gives how it ended: `works`, or what was said of single rows. UserError for a refusal."""
File = Callable[[random.Random, bytes], Made]
"""Makes a spoilt file, from chance and the bytes of an issued document."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input: its name, who tries it, the made-up files, and who spoils whole ones (None: needs no file)."""

    name: str
    attempt: Try
    crafted: Sequence[Crafted] = ()
    file: File | None = None
    writes: bool = False
    """Whether what works may add facts to the register."""


# --- files ----------------------------------------------------------------------------------------------------------


def hostile_text(chance: random.Random) -> str:
    """A hostile text, sometimes two together or a random one."""
    match chance.randrange(4):
        case 0:
            return chance.choice(TEXTS)[:50_000] + chance.choice(TEXTS)[:50_000]
        case 1:
            return "".join(chr(chance.choice((chance.randrange(128), chance.randrange(0x11000)))) for _ in range(40))
        case _:
            return chance.choice(TEXTS)


def tables_of_forms() -> list[Field]:
    from spl_desktop.domain.forms import FieldType
    from spl_desktop.reports.templates import forms

    return [field for form in forms() for field in form.fields if field.type is FieldType.TABLE]


def _import(given: Given) -> str:
    from spl_desktop.services.importing import import_cases

    report = import_cases(given.register, given.path, skip_bad=given.chance.random() < 0.5)
    unnamed = [one for one in report.bad if not (one.sheet and one.row and one.sentence)]
    assert not unnamed, f"without a place: {unnamed}"
    return "rows told" if report.bad else "works"


def _import_file(chance: random.Random, _issued: bytes) -> Made:
    match chance.randrange(4):
        case 0:
            return "buku.xlsx", made.spoilt(made.workbook(), chance)
        case 1:
            return "buku.xlsx", made.within(made.workbook(), chance)
        case _:
            return "buku.xlsx", made.typed_workbook(chance)


def _table(given: Given) -> str:
    from spl_desktop.domain.table_text import heading_of, rows_from
    from spl_desktop.services.table_files import sheets_of

    for cells in sheets_of(given.path).values():
        for table in tables_of_forms():
            rows_from(table, cells[1:], heading_of(table, cells) or dict(enumerate(c.id for c in table.columns)))
    return "works"


def _sop(given: Given) -> str:
    from spl_desktop.services.sops import adopt_sop, read_sop

    read_sop(given.path)
    adopt_sop(given.register, given.path)
    return "works"


def _sop_file(chance: random.Random, _issued: bytes) -> Made:
    data = made.sop()
    if chance.random() < 0.4:
        return "sop.toml", made.spoilt(data, chance)
    known = b"555-23-IX-2023"
    lines = data.replace(known, known + b".%d" % chance.randrange(999), 1).split(b"\n")  # a version of its own
    for _ in range(chance.randrange(5)):
        at = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                key = lines[at].partition(b"=")[0]
                value = chance.choice(
                    (b"-1", b"1e400", b"true", b"[]", b"{}", b"2024-02-30", b"nan", b'""', b"'x'", b"[[1]]")
                )
                lines[at] = key + b"= " + value
            case _:
                words = chance.choice(TEXTS)[:5000].encode("utf-8", "replace")
                lines[at] = lines[at].partition(b"=")[0] + b'= "' + words.replace(b"\n", b"\\n") + b'"'
    return "sop.toml", b"\n".join(lines)


def _template(given: Given) -> str:
    from spl_desktop.services.templates import adopt_template

    adopt_template(given.register, "nota-dinas", given.path, note=hostile_text(given.chance))
    return "works"


def _template_file(chance: random.Random, _issued: bytes) -> Made:
    data = made.template()
    return "templat.docx", made.within(data, chance) if chance.random() < 0.7 else made.spoilt(data, chance)


def _attachment(given: Given) -> str:
    from spl_desktop.services.documents import file_document, open_copy
    from spl_desktop.services.queries import case_view

    words = {"title": hostile_text(given.chance)[:250], "note": hostile_text(given.chance)[:250]}
    file_document(given.register, 1, path=given.path, on=ON, **words)
    file = case_view(given.register, 1).state.documents[-1].current.file
    assert file is not None
    copy = open_copy(given.register, file)
    assert copy.read_bytes() == given.path.read_bytes()
    assert copy.is_relative_to(given.register.private_folder())
    return "works, macros marked" if file.macros else "works"


def _attachment_file(chance: random.Random, issued: bytes) -> Made:
    whole = chance.choice((made.pdf(), made.picture(), issued, made.workbook(), b"#!/bin/sh", b"MZ", b"", b"\x7fELF"))
    stem = "".join(one for one in chance.choice(TEXTS)[:60] if one not in "/\0" and not "\ud800" <= one <= "\udfff")
    suffix = chance.choice((".pdf", ".docx", ".docm", ".exe", ".png", "", ".pdf.lnk", ".toml"))
    name = (stem.strip(". ") or "x").encode()[:200].decode("utf-8", "ignore") + suffix
    return name, made.spoilt(whole, chance) if chance.random() < 0.6 else whole


def _verify(given: Given) -> str:
    from spl_desktop.services.verifying import verify

    return verify(given.register, given.path).answer.value


def _verify_file(chance: random.Random, issued: bytes) -> Made:
    name, data = chance.choice((("surat.docx", issued), ("surat.pdf", made.pdf()), ("surat.png", made.picture())))
    if name == "surat.docx" and chance.random() < 0.7:
        return name, made.within(data, chance)
    return name, made.spoilt(data, chance)


def _preview(given: Given) -> str:
    from spl_desktop.ui.preview.pages import Pages

    with Pages(given.path) as pages:
        for number in range(min(len(pages.sizes), 3)):
            assert not pages.picture(number, 2.0).isNull()
            pages.hits(number, "Surat")
    return "works"


def _preview_file(chance: random.Random, _issued: bytes) -> Made:
    return "surat.pdf", made.spoilt(made.pdf(), chance)


def _logo(given: Given) -> str:
    from spl_desktop.services import office

    office.set_letterhead(
        given.register, government=hostile_text(given.chance)[:250], office="Dinas", address="Jalan", logo=given.path
    )
    return "works"


def _logo_file(chance: random.Random, _issued: bytes) -> Made:
    data = made.picture()
    return "logo.png", made.spoilt(data, chance) if chance.random() < 0.7 else data


# --- SQL -------------------------------------------------------------------------------------------------------------


def _schema(given: Given) -> str:
    from spl_desktop.services.schema_text import read_schema, rows_of_schema

    found = read_schema(given.path.read_text(encoding="utf-8", errors="surrogatepass"))
    for table in tables_of_forms():
        rows_of_schema(table, found)
    return "rows told" if found.skipped else "works"


_SQL = """-- pasien
CREATE TABLE pasien (id INT NOT NULL AUTO_INCREMENT COMMENT 'nomor', nama VARCHAR(120) NOT NULL, lahir DATE,
  berat DECIMAL(5,2) DEFAULT 0.00, PRIMARY KEY (id), UNIQUE KEY nama_unik (nama)) ENGINE=InnoDB;
CREATE TABLE kunjungan (id BIGINT PRIMARY KEY, pasien INT REFERENCES pasien(id), "catatan ; lagi" TEXT);
COMMENT ON COLUMN kunjungan.id IS 'nomor; kunjungan';
ALTER TABLE kunjungan ADD CONSTRAINT fk FOREIGN KEY (pasien) REFERENCES pasien (id);
"""


def _schema_file(chance: random.Random, _issued: bytes) -> Made:
    if chance.random() < 0.5:
        return "skema.sql", made.spoilt(_SQL.encode(), chance).decode("utf-8", "replace").encode()
    words = _SQL.split(" ")
    for _ in range(chance.randrange(1, 6)):
        words[chance.randrange(len(words))] = chance.choice(
            ("(", ")", "'", '"', "/*", "--", ";", hostile_text(chance)[:2000])
        )
    return "skema.sql", " ".join(words).encode("utf-8", "surrogatepass")


def _sql(text: str) -> Callable[[], bytes]:
    return lambda: text.encode("utf-8", "surrogatepass")


_TABLE = "CREATE TABLE a (b INT);"
SCHEMAS = tuple(
    Crafted(trick, "skema.sql", _sql(text))
    for trick, text in (
        ("nothing", ""),
        ("10,000 brackets", f"CREATE TABLE a (b INT DEFAULT {'(' * 10_000}{')' * 10_000})"),
        ("2 MB in one statement", f"CREATE TABLE a ({','.join(f'k{n} INT' for n in range(150_000))})"),
        ("20,000 tables", "".join(f"CREATE TABLE t{n} (a INT, b TEXT);\n" for n in range(20_000))),
        ("2 MB of quotes", _TABLE + "'" * 1_999_000),
        ("2 MB of semicolons", _TABLE + ";" * 1_999_000),
        ("2 MB of comments", _TABLE + "/**/" * 490_000),
        ("2 MB of lines", "\n" * 1_900_000 + _TABLE),
        ("more than 2 MB", _TABLE + " " * 2_000_000),
        ("half a letter", "CREATE TABLE a (b\ud800 INT, c\0 TEXT)"),
        ("5,000 ANDs", f"CREATE TABLE a (b INT CHECK ({' AND '.join(['b > 1'] * 5000)}))"),
        ("DROP TABLE", f"{_TABLE} DROP TABLE facts; DELETE FROM facts;"),
    )
)


def spare_files(folder: Path, chance: random.Random, issued: bytes) -> None:
    """The files that a command line may name."""
    for make in (_import_file, _sop_file, _template_file):
        name, data = make(chance, issued)
        (folder / name).write_bytes(data)


FILES = (
    Kind("import workbook", _import, made.WORKBOOKS, _import_file, writes=True),
    Kind("table of a form", _table, made.WORKBOOKS, _import_file),
    Kind("SOP file", _sop, made.SOPS, _sop_file, writes=True),
    Kind("template", _template, made.DOCUMENTS, _template_file, writes=True),
    Kind("attachment", _attachment, made.PAGES, _attachment_file, writes=True),
    Kind("file to verify", _verify, made.PAGES, _verify_file),
    Kind("preview of a PDF", _preview, made.PAGES[:5], _preview_file),
    Kind("logo", _logo, made.PAGES, _logo_file, writes=True),
    Kind("CREATE TABLE", _schema, SCHEMAS, _schema_file),
)
