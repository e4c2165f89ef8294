"""What is tried with hostile input, kind by kind: each gives the words for how it ended, or raises the refusal."""

import contextlib
import io
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks import hostile_files as made
from benchmarks.hostile_files import TEXTS, Crafted, Made
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.forms import Field
from spl_desktop.domain.office_rules import SETTINGS
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
        for table in _tables():
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
    lines = data.split(b"\n")
    for _ in range(chance.randrange(1, 5)):
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

    adopt_template(given.register, "nota-dinas", given.path, note=_text(given.chance))
    return "works"


def _template_file(chance: random.Random, _issued: bytes) -> Made:
    data = made.template()
    return "templat.docx", made.within(data, chance) if chance.random() < 0.7 else made.spoilt(data, chance)


def _attachment(given: Given) -> str:
    from spl_desktop.services.documents import file_document, open_copy
    from spl_desktop.services.queries import case_view

    words = {"title": _text(given.chance)[:250], "note": _text(given.chance)[:250]}
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


def _logo(given: Given) -> str:
    from spl_desktop.services import office

    office.set_letterhead(
        given.register, government=_text(given.chance)[:250], office="Dinas", address="Jalan", logo=given.path
    )
    return "works"


def _logo_file(chance: random.Random, _issued: bytes) -> Made:
    data = made.picture()
    return "logo.png", made.spoilt(data, chance) if chance.random() < 0.7 else data


# --- texts ----------------------------------------------------------------------------------------------------------


def _text(chance: random.Random) -> str:
    """A hostile text, sometimes two together or a random one."""
    match chance.randrange(4):
        case 0:
            return chance.choice(TEXTS)[:50_000] + chance.choice(TEXTS)[:50_000]
        case 1:
            return "".join(chr(chance.choice((chance.randrange(128), chance.randrange(0x11000)))) for _ in range(40))
        case _:
            return chance.choice(TEXTS)


def _tables() -> list[Field]:
    from spl_desktop.domain.forms import FieldType
    from spl_desktop.reports.templates import forms

    return [field for form in forms() for field in form.fields if field.type is FieldType.TABLE]


def _pasted(given: Given) -> str:
    from spl_desktop.domain.form_rules import cleaned, problems_of_form, warnings_of_form
    from spl_desktop.domain.forms import FieldType
    from spl_desktop.domain.table_text import cells_of, heading_of, rows_from, text_of_cells
    from spl_desktop.reports.templates import forms

    chance = given.chance
    form = chance.choice(forms())
    content: dict[str, object] = {}
    for field in form.fields:
        if field.type is not FieldType.TABLE:
            content[field.id] = _text(chance)
            continue
        heading = [chance.choice((column.label, column.id, _text(chance)[:50])) for column in field.columns]
        glue = chance.choice(("\t", "\t", "\t\t", '"\t"', ";"))
        lines = [glue.join(_text(chance) for _ in field.columns) for _ in range(chance.choice((1, 3, 30)))]
        cells = cells_of("\n".join([glue.join(heading), *lines])[:5_100_000])
        assert cells_of(text_of_cells([["a", "b"]])) == [["a", "b"]]
        places = heading_of(field, cells) or dict(enumerate(column.id for column in field.columns))
        content[field.id] = rows_from(field, cells, places)
    problems = problems_of_form(form, content, complete=True)  # type: ignore[arg-type]
    warnings_of_form(form, content)  # type: ignore[arg-type]
    once = cleaned(form, content)  # type: ignore[arg-type]
    assert cleaned(form, once) == once
    return "rows told" if problems else "works"


def _number(given: Given) -> str:
    from spl_desktop.services import office, reservations
    from spl_desktop.services.numbering import next_number

    chance = given.chance
    parts = ("{urut}", "{urut:03}", "{tahun}", "{opd}", "{kode}", "{bulan}", "{bulan_romawi}", "{", "}", "{x}", "/", "")
    pattern = "".join(chance.choice((*parts, _text(chance)[:30])) for _ in range(chance.randrange(1, 20)))
    if chance.random() < 0.5:
        pattern = "{opd}" * chance.randrange(15) + chance.choice(("{kode}/{urut}/{tahun}", "{tahun}{urut:09}{kode}"))
    series = chance.choice(("laporan_validasi", "agenda", _text(chance)[:400]))
    office.set_number_template(given.register, series=series, template=pattern)
    typed = chance.choice(("1/2026", "1" * 90, "IV" * 45, "-" * 90 + "2026", _text(chance)[:300]))
    with contextlib.suppress(UserError):
        reservations.reserve_number(given.register, series=series, on=ON, purpose="uji", number=typed)
    number, _last = next_number(given.register, series, ON)
    assert number
    return "works"


def _setting(given: Given) -> str:
    from spl_desktop.services import office

    chance = given.chance
    if chance.random() < 0.4:
        return _window_settings(given)
    name = chance.choice((*SETTINGS, _text(chance)[:100]))
    value = chance.choice((_text(chance), str(chance.randrange(-9, 2000)), "1e3", "٥٠", "50 ", "A4"))
    office.set_setting(given.register, name=name, value=value)
    return "works"


def _window_settings(given: Given) -> str:
    """The window's ini file, edited by hand: a spoilt value counts as none."""
    from spl_desktop.ui import settings

    known = [one for one in vars(settings).values() if isinstance(one, settings.Setting)]
    lines: list[str] = []
    for one in known:
        group, _, key = one.key.partition("/")
        value = given.chance.choice((_text(given.chance)[:200_000], "[" * 50_000, '{"a": [1, null]}', "base64:####"))
        lines.append(f"[{group}]\n{key}={value}")
    path = given.folder / "spl.ini"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    read = settings.Settings(path)
    for one in known:
        assert type(read.get(one)) is type(one.default)
    return "works"


def _schema(given: Given) -> str:
    from spl_desktop.services.schema_text import read_schema, rows_of_schema

    found = read_schema(given.path.read_text(encoding="utf-8", errors="surrogatepass"))
    for table in _tables():
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
        words[chance.randrange(len(words))] = chance.choice(("(", ")", "'", '"', "/*", "--", ";", _text(chance)[:2000]))
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


def _search(given: Given) -> str:
    from spl_desktop.services import exporting, listing, queries

    typed = _text(given.chance)
    wanted = listing.CaseFilter(text=typed, sort=given.chance.choice((*listing.SORTS, typed[:20])), step=typed[:40])
    assert len(listing.list_cases(given.register, wanted)) == listing.count_cases(given.register, wanted)
    exporting.export(
        given.register, "register", given.folder / "daftar.csv", filter=listing.CaseFilter(text=typed[:400])
    )
    with contextlib.suppress(UserError):
        queries.find_case(given.register, typed)
    return "works"


# --- command lines --------------------------------------------------------------------------------------------------

_COMMANDS = (
    *("schedule", "desk", "heat", "forecast", "ledger", "export", "import", "check", "rebuild", "backup", "restore"),
    *("recap", "conformance", "packet", "document", "template", "sop", "tiada", "document list", "document make"),
    *("document verify", "template check", "template adopt", "template export", "template fields", "sop print"),
)
_WHOLE = (
    *("schedule --from 2026-01-05", "ledger --case 1/2026", "export events keluar.csv", "import buku.xlsx", "recap"),
    *("import buku.xlsx --skip-bad", "document make nota_dinas --case 1/2026 --out keluar.docx --content isi.json"),
    *(
        "document verify templat.docx",
        "template check templat.docx --as nota-dinas",
        "packet --case 1/2026 --out p.zip",
    ),
    *("sop print --out keluar.docx --sop sop.toml", "restore buku.xlsx --yes", "document list --case 1/2026 --json"),
)
_OPTIONS = (
    *("--from", "--to", "--case", "--out", "--on", "--ledger", "--visit", "--text", "--status", "--waiting", "--lane"),
    *("--paper", "--content", "--number", "--signer", "--outside", "--disposition", "--layout", "--recorder", "--ics"),
    *("--json", "--dry-run", "--skip-bad", "--yes", "--list", "--draft", "--overdue", "--as", "--x", "-", "--"),
)


def _command_line(given: Given) -> str:
    from spl_desktop import cli

    chance = given.chance
    (given.folder / "isi.json").write_text(chance.choice(("{}", "[]", "nul", "[" * 60_000, '{"a": {"b": 1e999}}')))
    values = (
        *("1/2026", "2026-01-05", "29/02/2025", "buku.xlsx", "sop.toml", "templat.docx", "isi.json", "keluar.xlsx"),
        *("keluar.docx", "keluar.zip", "register", "nota-dinas", "nota_dinas", "klasik", "A4", "5:1", "7:1:5", "x|y"),
    )
    argv = chance.choice(_COMMANDS + _WHOLE).split()
    for _ in range(chance.choice((0, 0, 1, 2, 4, 6))):
        # No command line of a system carries a NUL, and Linux none of more than 128 KB in one word.
        typed = _text(chance)[:2000].replace("\0", "")
        argv.append(chance.choice((chance.choice(_OPTIONS), chance.choice(values), chance.choice(values), typed)))
    argv += ["--register", str(given.register.path)] if chance.random() < 0.8 else []
    heard, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(told):
        code = cli.main(argv)
    log = given.folder / "log" / "spl-desktop.log"
    assert not log.exists(), f"{argv}: {log.read_text(encoding='utf-8', errors='replace')[-1500:]}"
    assert code in (0, 1, 2), f"{argv}: ended with {code}"
    if code:
        raise UserError(told.getvalue())
    if "--json" in argv and heard.getvalue().startswith("{"):
        json.loads(heard.getvalue())
    return "works"


def spare_files(folder: Path, chance: random.Random, issued: bytes) -> None:
    """The files that a command line may name."""
    for make in (_import_file, _sop_file, _template_file):
        name, data = make(chance, issued)
        (folder / name).write_bytes(data)


KINDS: Mapping[str, Kind] = {
    one.name: one
    for one in (
        Kind("import workbook", _import, made.WORKBOOKS, _import_file, writes=True),
        Kind("table of a form", _table, made.WORKBOOKS, _import_file),
        Kind("SOP file", _sop, made.SOPS, _sop_file, writes=True),
        Kind("template", _template, made.DOCUMENTS, _template_file, writes=True),
        Kind("attachment", _attachment, made.PAGES, _attachment_file, writes=True),
        Kind("file to verify", _verify, made.PAGES, _verify_file),
        Kind("logo", _logo, made.PAGES, _logo_file, writes=True),
        Kind("CREATE TABLE", _schema, SCHEMAS, _schema_file),
        Kind("pasted grid", _pasted),
        Kind("number template", _number, writes=True),
        Kind("setting", _setting, writes=True),
        Kind("search", _search),
        Kind("command line", _command_line, writes=True),
    )
}
