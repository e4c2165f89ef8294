"""Where each key of a TOML text stands: tomllib tells values but no lines, and a refusal must name the line."""

import re

Path = tuple[str | int, ...]

_DEEPEST = 8

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{},=.\n]|[^\s\[\]{},=.#"\']+',
    re.DOTALL,
)


def key_lines(text: str) -> dict[Path, int]:
    """Line numbers (from 1) of all keys, tables and array items of a text that tomllib accepts.

    A path is made of keys and of positions in arrays, e.g. `("steps", 2, "outcomes", 1, "to")`.
    """
    return _Scanner(text).lines


def nearest_line(lines: dict[Path, int], path: Path) -> int:
    """The line of `path`, or of the closest table around it; 1 where nothing is known."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


class _Scanner:
    """Walks over the tokens with a stack of open brackets instead of recursion (the text may be hostile)."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._tokens: list[tuple[str, int]] = []
        line, seen = 1, 0
        for match in _TOKEN.finditer(text):
            line += text.count("\n", seen, match.start())
            seen = match.start()
            if not match.group().startswith("#"):
                self._tokens.append((match.group(), line))
        self._at = 0
        table: Path = ()
        while self._at < len(self._tokens):
            token, _ = self._tokens[self._at]
            if token == "\n":
                self._at += 1
            elif token == "[":
                table = self._header()
            else:
                self._pair(table)

    def _note(self, path: Path, line: int) -> None:
        for length in range(1, min(len(path), _DEEPEST) + 1):
            self.lines.setdefault(path[:length], line)

    def _next(self) -> tuple[str, int]:
        token = self._tokens[self._at] if self._at < len(self._tokens) else ("\n", 0)
        self._at += 1
        return token

    def _keys(self, until: str) -> tuple[list[str], int]:
        keys: list[str] = []
        line = 0
        while self._at < len(self._tokens):
            token, at = self._next()
            if token == until or token == "\n":
                break
            line = line or at
            if token != ".":
                keys.append(_bare(token))
        return keys, line

    def _header(self) -> Path:
        several = self._tokens[self._at : self._at + 2][-1][0] == "["
        self._at += 2 if several else 1
        keys, line = self._keys("]")
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        path = (*path, *keys[-1:])
        if several:
            self._at += 1
            self._counts[path] = self._counts.get(path, 0) + 1
            self._note(path, line)
            path = (*path, self._counts[path] - 1)
        self._note(path, line)
        return path

    def _pair(self, table: Path) -> None:
        keys, line = self._keys("=")
        path = (*table, *keys)
        self._note(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        """Reads one value; `open_at` holds, per open bracket, its kind, its path and the position within it."""
        open_at: list[tuple[str, Path, int]] = []
        here = path
        while self._at < len(self._tokens):
            token, line = self._next()
            if token == "\n":
                if not open_at:
                    return
                continue
            if token == ",":
                kind, base, index = open_at.pop() if open_at else ("[", path, 0)
                open_at.append((kind, base, index + 1))
            elif token in "]}":
                if open_at:
                    open_at.pop()
                if not open_at:
                    return
            else:
                if open_at:
                    kind, base, index = open_at[-1]
                    if kind == "{":
                        self._at -= 1
                        keys, line = self._keys("=")
                        here = (*base, *keys)
                        self._note(here, line)
                        token, line = self._next()
                    else:
                        here = (*base, index)
                        self._note(here, line)
                if token in ("[", "{"):
                    open_at.append((token, here, 0))
                elif not open_at:
                    return


def _bare(token: str) -> str:
    return token[1:-1] if token[:1] in ('"', "'") and len(token) > 1 else token
