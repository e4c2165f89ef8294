"""Every option of every command is read by it, and what cannot stand together is refused before anything happens."""

import argparse
import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from spl_desktop import cli
from spl_desktop.cli.conflicts import conflict_of
from spl_desktop.cli.parser import build_parser

MODULES = {
    "export": "exchange",
    "import": "exchange",
    "check": "upkeep",
    "rebuild": "upkeep",
    "backup": "backups",
    "restore": "backups",
}
"""The file of a command that is not called as the command is."""
EVERYWHERE = {"register", "recorder", "account", "help"}


def leaves(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Every command with the options that it takes."""
    below = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    for action in below:
        for name, made in action.choices.items():
            yield from leaves(made, (*path, name))
    if not below:
        yield path, {one.dest for one in parser._actions}


COMMANDS = dict(leaves(build_parser()))


def read_in(module: str) -> set[str]:
    """What a file of the command line reads of the arguments."""
    tree = ast.parse((Path(cli.__file__).parent / f"{module}.py").read_text(encoding="utf-8"))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "arguments"
    }


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_no_option_is_accepted_and_never_read(path: tuple[str, ...]) -> None:
    assert COMMANDS[path] - EVERYWHERE - read_in(MODULES.get(path[0], path[0])) == set()


CONFLICTS = [
    ("--account A", "di jendela Anda masuk sendiri"),
    ("demo --out x --register r.db", "hapus --register."),
    ("demo --out x --recorder A", "hapus --recorder."),
    ("demo --out x --account A", "hapus --account."),
    ("import", "Sebutkan berkas yang dimasukkan"),
    ("import a.xlsx --template b.xlsx", "Sebutkan berkas yang dimasukkan"),
    ("import --template b.xlsx --dry-run", "hapus --dry-run dan --skip-bad."),
    ("import --template b.xlsx --account A", "--account hanya berlaku bersama --register"),
    ("schedule --from 2026-01-05 --json --ledger 1", "hapus --ledger."),
    ("schedule --from 2026-01-05 --account A", "--account hanya berlaku bersama --register"),
    ("sop print --out x.docx --account A", "--account hanya berlaku bersama --register"),
    ("desk --ics x.ics --waiting 3", "hapus --waiting."),
    ("conformance --case 1/2026 --from 2026-01-01", "hapus --from dan --to."),
    ("conformance --case 1/2026 --to 2026-01-01", "hapus --from dan --to."),
    ("chart --at 2026-05-01 --out x.svg", "Sebut kasusnya dengan --case"),
    ("chart --paper F4 --out x.svg", "akhiri nama berkasnya dengan .pdf."),
    ("chart --account A --out x.svg", "--account hanya berlaku bersama --register"),
    ("document make kartu_kendali --case 1/2026 --out x.docx --on 2020-01-01", "hapus --on."),
    ("document make kartu_kendali --case 1/2026 --out x.docx --number 1", "hapus --number."),
    ("document make kartu_kendali --case 1/2026 --out x.docx --signer 1", "hapus --signer."),
    ("document make kartu_kendali --case 1/2026 --out x.docx --outside A", "hapus --outside."),
    ("document make kartu_kendali --case 1/2026 --out x.docx --content a.json", "hapus --content."),
    ("document make kartu_kendali --case 1/2026 --out x.docx --layout klasik", "hapus --layout."),
    ("document make kartu_kendali --case 1/2026 --out x.docx --disposition 1", "hapus --disposition."),
    ("document make berita_acara --case 1/2026 --out x.docx --layout klasik", "--layout hanya untuk"),
    ("document make berita_acara --case 1/2026 --out x.docx --disposition 1", "--disposition hanya untuk"),
    ("document make lembar_disposisi --case 1/2026 --out x.docx --content a.json", "hapus --content."),
    ("account open A --role petugas --lane opd", "--lane hanya untuk peran pejabat"),
    ("account role A --role pembaca --lane opd", "--lane hanya untuk peran pejabat"),
    ("account begin A --account B", "hapus --account."),
    ("account recover A --account B", "hapus --account."),
    ("template check a.docx --account B", "--account hanya berlaku bersama --register"),
]


@pytest.mark.parametrize(("line", "words"), CONFLICTS, ids=[line for line, _ in CONFLICTS])
def test_what_cannot_stand_together_is_wrongly_written(
    line: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(line.split()) == 2
    told = capsys.readouterr()
    assert words in told.err, told
    assert told.out == "" or list(json.loads(told.out)) == ["error"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line",
    [
        "schedule --from 2026-01-05 --ledger 1",
        "chart --out x.pdf --paper F4",
        "chart --case 1/2026 --at 2026-05-01 --out x.svg",
        "desk --waiting 3",
        "document make lembar_disposisi --case 1/2026 --out x.docx --layout dua_kotak --disposition 1 --number 1",
        "document make kartu_kendali --case 1/2026 --out x.docx --paper F4 --draft",
        "account open A --role pejabat --lane opd",
        "sop print --out x.docx --register r.db --account A",
        "--register r.db --recorder A",
    ],
)
def test_what_can_stand_together_does(line: str) -> None:
    assert conflict_of(build_parser().parse_args(line.split())) == ""


def test_a_step_that_is_not_there_is_refused_before_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schedule", "--from", "2026-01-05", "--ledger", "99"]) == 1
    told = capsys.readouterr()
    assert (told.out, "99" in told.err) == ("", True)
