"""Typed reading of one TOML table of an SOP file: each wrong value becomes a problem and reading goes on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar

from spl_desktop.domain.sop_lines import Path

_T = TypeVar("_T")

MAX_STEPS = 500
_MAX_TEXT = 4000
_MAX_NAME = 80
_MAX_ITEMS = 100
_KINDS = {
    bool: "ya/tidak",
    int: "bilangan",
    float: "pecahan",
    str: "teks",
    list: "daftar",
    dict: "kelompok kunci",
    date: "tanggal",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at `path`: `key` as the writer of the file knows it, `sentence` the reason and the way out."""

    path: Path
    key: str
    sentence: str


def nearest(word: str, real: Sequence[str]) -> str:
    """“, maksudnya “X”?” for the real word most like `word`, else a list of the real ones (at most ten)."""
    close = get_close_matches(word[:_MAX_NAME], real, n=1, cutoff=0.5)
    if close:
        return f"mungkin maksudnya “{close[0]}”"
    return f"yang dikenal: {', '.join(real[:10])}{' ...' if len(real) > 10 else ''}" if real else "belum ada satu pun"


def shown(word: str) -> str:
    """A word from the file, short and printable enough to stand in a sentence."""
    return "".join(letter if letter.isprintable() else "?" for letter in word[:60])


class Table:
    """One table of the file at `path`. Readers return a stand-in after a problem, so that all problems are found."""

    def __init__(self, data: dict[str, Any], path: Path, problems: list[Problem], present: bool = True) -> None:
        self._data = data
        self._path = path
        self._problems = problems
        self._present = present
        self._known: tuple[str, ...] = ()

    def problem(self, key: str, sentence: str) -> None:
        """Notes that the value of `key` cannot stay."""
        if self._present:
            self._problems.append(Problem((*self._path, key), shown(key), sentence))

    def keys(self, *known: str) -> None:
        """Refuses every key that is not in `known`."""
        self._known = known
        for key in self._data:
            if key not in known:
                self.problem(key, f"kunci ini tidak dikenal, {nearest(key, known)}; betulkan atau hapus.")

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._data

    def text(self, key: str, default: str | None = None) -> str:
        """A printable text without needless spaces; `default` where the key may be left out."""
        if key not in self._data and default is not None:
            return default
        return self._clean(key, (*self._path, key), self._get(key, str, ""))

    def texts(self, key: str, empty: bool = False) -> tuple[str, ...]:
        """A list of texts; empty only where `empty` allows it."""
        items = self._list(key, empty, _MAX_ITEMS, "teks di antara tanda kutip")
        found = []
        for index, item in enumerate(items):
            path = (*self._path, key, index)
            if isinstance(item, str):
                found.append(self._clean(key, path, item))
            else:
                self._problems.append(Problem(path, key, f"butir {index + 1} harus teks di antara tanda kutip."))
        return tuple(found)

    def name(self, key: str, pattern: re.Pattern[str]) -> str:
        """An id in the given pattern."""
        value = self._get(key, str, "")
        if value and (len(value) > _MAX_NAME or not pattern.fullmatch(value)):
            self.problem(
                key,
                f"“{shown(value)}” bukan nama yang sah; pakai huruf kecil, angka dan garis bawah, paling banyak 80.",
            )
        elif not value and self.has(key) and isinstance(self._data[key], str):
            self.problem(key, "nama ini kosong; tulis namanya.")
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number within the bounds."""
        value = self._get(key, int, least)
        if not least <= value <= most:
            self.problem(key, f"harus bilangan bulat dari {least} sampai {most}.")
            return least
        return value

    def yes(self, key: str) -> bool:
        """true or false; false where the key is left out."""
        return self._get(key, bool, False) if key in self._data else False

    def day(self, key: str) -> date:
        """A date without a time."""
        return self._get(key, date, date.min)

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """One of the allowed words."""
        real = [str(word) for word in allowed]
        value = self._get(key, str, real[0])
        if value in real:
            return value
        self.problem(
            key, f"“{shown(value)}” tidak dikenal, pilih salah satu: {', '.join(real)} ({nearest(value, real)})."
        )
        return real[0]

    def table(self, key: str) -> "Table":
        """The table below `key`."""
        found: dict[str, Any] = self._get(key, dict, {})
        path = (*self._path, key)
        return Table(found, path, self._problems, isinstance(self._data.get(key), dict))

    def tables(self, key: str, most: int) -> list["Table"]:
        """The list of tables below `key`, at least one and not more than `most`."""
        items = self._list(key, False, most, "kelompok kunci")
        found = []
        for index, item in enumerate(items):
            path = (*self._path, key, index)
            if isinstance(item, dict):
                found.append(Table(item, path, self._problems))
            else:
                self._problems.append(Problem(path, key, f"butir {index + 1} harus kelompok kunci dalam {{ ... }}."))
        return found

    def marks(self) -> frozenset[str]:
        """The keys of this table that are marked as inferred; each must name a key that exists."""
        found = self.texts("inferred", empty=True) if self.has("inferred") else ()
        for mark in found:
            if mark.partition(".")[0] not in self._known:
                self.problem("inferred", f"“{shown(mark)}” bukan kunci di sini, {nearest(mark, self._known)}.")
        return frozenset(found)

    def _get(self, key: str, kind: type[_T], stand_in: _T) -> _T:
        if key not in self._data:
            self.problem(key, f"kunci wajib ini belum ada; tambahkan {key} = <{_KINDS[kind]}>.")
            return stand_in
        value = self._data[key]
        # bool is an int and datetime a date for Python, but not for the writer of the file.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)) or isinstance(value, datetime):
            is_kind = next((word for known, word in _KINDS.items() if isinstance(value, known)), "waktu")
            self.problem(key, f"harus {_KINDS[kind]}, bukan {is_kind}; betulkan nilainya.")
            return stand_in
        return value

    def _list(self, key: str, empty: bool, most: int, of_what: str) -> list[Any]:
        items: list[Any] = self._get(key, list, [])
        if len(items) > most:
            self.problem(key, f"berisi {len(items)} butir, paling banyak {most}; periksa apakah berkas ini benar.")
            return items[:most]
        if not items and not empty and isinstance(self._data.get(key), list):
            self.problem(key, f"daftar ini kosong; isi sedikitnya satu {of_what}.")
        return items

    def _clean(self, key: str, path: Path, value: str) -> str:
        text = " ".join(value.split())
        if key in self._data and isinstance(self._data[key], str | list):
            if not text:
                self._problems.append(Problem(path, key, "teks ini kosong; isi, atau hapus kuncinya bila tidak wajib."))
            elif len(text) > _MAX_TEXT:
                self._problems.append(Problem(path, key, f"teks melebihi {_MAX_TEXT} huruf; ringkaskan."))
            elif not text.isprintable():
                self._problems.append(
                    Problem(path, key, "teks memuat tanda yang tidak tercetak; ketik ulang teks itu.")
                )
        return text
