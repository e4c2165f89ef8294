#!/usr/bin/env python3
"""Memeriksa riwayat SPL Desktop (.jsonl) tanpa programnya: apakah setiap catatan masih seperti yang ditulis.

Hanya perlu Python 3.7 atau lebih baru, tanpa pustaka lain dan tanpa internet:

    python3 periksa_riwayat.py riwayat.jsonl
    python3 periksa_riwayat.py riwayat.jsonl --sidik 1a2b3c4d5e6f

Setiap catatan memuat hash SHA-256 atas isinya dan atas hash catatan sebelumnya. Catatan yang diubah, disisipkan,
ditukar, atau dibuang dari tengah memutus rantai itu, dan catatan pertama yang rusak disebut namanya. Catatan yang
dibuang dari ujung, atau riwayat yang seluruhnya ditulis ulang, baru ketahuan dengan --sidik: sidik riwayat tercetak
pada setiap dokumen yang diterbitkan, dan harus ada di riwayat kasusnya.

Hash sebuah catatan = SHA-256 atas larik JSON tanpa spasi (UTF-8):
[hash sebelumnya, alur, nomor, teks JSON isinya, tanggal kejadian, waktu dicatat, pelaksana, pejabat, pencatat].

Kode keluar: 0 utuh, 1 ada yang tidak utuh, 2 berkas tidak dapat dibaca.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from typing import Any, Iterable, Sequence

GENESIS = "0" * 64
TEXTS = (
    "stream",
    "agenda",
    "kind",
    "happened_on",
    "recorded_at",
    "acted_lane",
    "acted_by",
    "recorded_by",
    "previous",
    "hash",
)
KEYS = {*TEXTS, "seq", "payload"}


class Bad(Exception):
    """A line that is not what was written; the sentence says why."""


class Stream:
    """How far a chain has been followed: its last number and hash, its names, and the first thing amiss."""

    def __init__(self) -> None:
        self.seq = 0
        self.head = GENESIS
        self.agendas: set[Any] = set()
        self.problem = ""


def compact(value: Any) -> str:
    """JSON as the register hashes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def hash_of(row: dict[str, Any]) -> str:
    """The hash that this row must bear."""
    parts = [
        row["previous"],
        row["stream"],
        row["seq"],
        compact(row["payload"]),
        row["happened_on"],
        row["recorded_at"],
        row["acted_lane"],
        row["acted_by"],
        row["recorded_by"],
    ]
    return hashlib.sha256(compact(parts).encode("utf-8")).hexdigest()


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object each of whose keys stands there once: of two, people would read the one and the hash the other."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Bad("nama yang sama ditulis dua kali")
    return found


def read(line: bytes) -> dict[str, Any]:
    """The row of that line of bytes; Bad where it is none."""
    try:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=once)
    except (ValueError, RecursionError):
        raise Bad("bukan baris JSON yang utuh: terpotong atau diubah") from None
    if not isinstance(row, dict) or set(row) != KEYS:
        raise Bad("kolomnya tidak seperti yang diekspor")
    right = all(isinstance(row[key], str) for key in TEXTS) and type(row["seq"]) is int
    if not right or not isinstance(row["payload"], dict):
        raise Bad("isi kolomnya tidak seperti yang diekspor")
    return row


def judge(stream: Stream, row: dict[str, Any]) -> None:
    """Bad where the row is not the next link of its stream."""
    expected = stream.seq + 1
    if row["seq"] > expected:
        raise Bad("catatan {} hilang".format(expected))
    if row["seq"] < expected:
        raise Bad("nomor catatan berulang: disisipkan, atau urutannya ditukar")
    if row["previous"] != stream.head:
        raise Bad("tidak bersambung dengan catatan sebelumnya")
    try:
        whole = hash_of(row) == row["hash"]
    except (ValueError, RecursionError):
        whole = False
    if not whole:
        raise Bad("isinya tidak lagi seperti yang ditulis")
    payload = row["payload"]
    if payload.get("kind") != row["kind"]:
        raise Bad("jenis pada barisnya lain dari jenis dalam isinya")
    if row["kind"] == "case_opened":
        stream.agendas.add(payload.get("agenda"))
    elif row["kind"] == "corrected":
        stream.agendas.add(payload.get("changes", {}).get("agenda"))  # what the hash covers has its right shape


def name_of(row: dict[str, Any]) -> str:
    """Where the row stands, as people say it."""
    kind, _, number = row["stream"].partition(":")
    whose = "kasus {}".format(number) if kind == "case" else row["stream"].replace("office", "kantor")
    return "{}, catatan {}".format(whose, row["seq"])


def examine(lines: Iterable[bytes], marks: Sequence[str] = ()) -> tuple[int, dict[str, Stream], list[str], set[str]]:
    """(number of facts, streams, problems, marks found) of the lines of bytes; every line is read once."""
    streams: dict[str, Stream] = {}
    problems: list[str] = []
    found: set[str] = set()
    named: dict[str, set[tuple[str, int]]] = {}
    facts = 0
    for number, line in enumerate(lines, 1):
        try:
            row = read(line)
        except Bad as bad:
            problems.append("baris {}: {}.".format(number, bad))
            continue
        facts += 1
        stream = streams.setdefault(row["stream"], Stream())
        if stream.problem:
            continue
        try:
            judge(stream, row)
        except Bad as bad:
            stream.problem = "{} (baris {}): {}.".format(name_of(row), number, bad)
            problems.append(stream.problem)
            continue
        stream.seq, stream.head = row["seq"], row["hash"]
        named.setdefault(row["stream"], set()).add((row["agenda"], number))
        found.update(mark for mark in marks if row["hash"].startswith(mark))
    for name, stream in streams.items():
        rows = named.get(name, set())
        wrong = [number for agenda, number in rows if stream.agendas and agenda not in stream.agendas]
        if wrong and not stream.problem:
            stream.problem = "{} (baris {}): nomor agenda pada barisnya lain dari isinya.".format(
                name.replace("case:", "kasus "), min(wrong)
            )
            problems.append(stream.problem)
    return facts, streams, problems, found


def mark(text: str) -> str:
    """A fingerprint as it is printed, at least eight digits of a hash."""
    found = re.sub(r"[\s-]", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{8,64}", found):
        raise argparse.ArgumentTypeError("sidik adalah 8 sampai 64 angka heksadesimal, seperti pada dokumen")
    return found


def main(words: Sequence[str] | None = None) -> int:
    """The command line."""
    consoles: list[Any] = [sys.stdout, sys.stderr]
    for out in consoles:  # that of Windows knows few letters
        out.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="BERKAS", help="riwayat .jsonl hasil ekspor peristiwa atau dari paket kasus")
    parser.add_argument(
        "--sidik", metavar="HEX", action="append", type=mark, default=[], help="sidik riwayat yang tercetak; boleh lagi"
    )
    parser.add_argument("--ujung", action="store_true", help="sebutkan hash terakhir setiap alur")
    asked = parser.parse_args(words)
    try:
        with open(asked.file, "rb") as source:  # noqa: PTH123  # plain, for whoever reads this without our habits
            facts, streams, problems, found = examine(source, asked.sidik)
    except OSError as error:
        print("Berkas {} tidak dapat dibaca: {}".format(asked.file, error.strerror), file=sys.stderr)
        return 2
    if not facts and not problems:
        problems.append("berkas ini tidak memuat catatan apa pun.")
    problems += [
        "sidik {}: tidak ada di sini. Riwayatnya dipotong atau ditulis ulang, atau ini riwayat kasus lain.".format(one)
        for one in asked.sidik
        if one not in found
    ]
    print("{}: {} catatan dalam {} alur diperiksa.".format(asked.file, facts, len(streams)))
    if asked.ujung or len(streams) == 1:
        for name, stream in sorted(streams.items()):
            print("  {}: {} catatan, hash terakhir {}".format(name, stream.seq, stream.head))
    for one in problems:
        print("TIDAK UTUH - " + one)
    if problems:
        return 1
    print("UTUH: setiap catatan masih seperti yang ditulis.")
    if found:
        print("Setiap sidik yang ditanyakan ada di riwayat ini.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
