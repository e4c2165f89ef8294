"""Small values that facts are made of."""

import msgspec


class Written(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """A fact as it is written: defaults are left out, so that fields can be added without changing what stands."""


class Contact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A contact person (PIC) of the OPD; `role` is `struktural` or `teknis`."""

    role: str
    name: str
    nip: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""


class FileRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file kept in the register, found by the SHA-256 of its bytes; `size` in bytes.

    `macros`: it carried macros when it was taken in.
    """

    sha256: str
    name: str
    size: int
    macros: bool = False


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a paper copy lies."""

    shelf: str = ""
    box: str = ""
    folder: str = ""

    def __bool__(self) -> bool:
        return bool(self.shelf or self.box or self.folder)

    def __str__(self) -> str:
        parts = (("rak", self.shelf), ("boks", self.box), ("map", self.folder))
        return ", ".join(f"{word} {value}" for word, value in parts if value)


NOWHERE = Place()
"""No paper copy, or nobody has said where it lies."""


class Recipient(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody to whom a letter is disposed; `lane` is the lane he stands for, where he has one."""

    name: str
    position: str = ""
    lane: str = ""


class Signer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A signatory as he stood on the date of the document.

    `title` is the position as printed over the signature, in lines, including a.n., u.b., Plt. or Plh.
    """

    name: str
    title: tuple[str, ...]
    rank: str = ""
    nip: str = ""
    party: str = ""
