"""Where a register may lie: shares, disks of other programs and cloud folders are known by what surrounds them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

SHARED_SYSTEMS: Final = frozenset(
    {
        *("afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs"),
        *("nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb2", "smb3", "smbfs", "sshfs", "vboxsf", "vmhgfs"),
    }
)
"""What Linux calls file systems that more than one computer writes to, virtual machines and their hosts included."""

LOCAL_FUSE: Final = frozenset(
    {
        *("cryfs", "encfs", "exfat", "exfat-fuse", "ext2", "fuse-ext2", "fuse-overlayfs", "gocryptfs", "ntfs"),
        *("ntfs-3g", "overlayfs", "securefs", "zfs", "zfs-fuse"),
    }
)
"""File systems of programs (FUSE) that keep everything on a disk of this computer."""

DRIVE_REMOTE: Final = 4
"""What GetDriveType of Windows says of a drive letter that stands for a share."""

CLOUD_ATTRIBUTES: Final = 0x1000 | 0x80000 | 0x100000 | 0x400000
"""Windows: offline, pinned, unpinned, recall on data access. Only files that a service brings and takes have them."""

CLOUD_TAG: Final = 0x9000001A
"""Windows: the reparse tag of cloud files; the third hexadecimal digit from the fourth counts the provider."""

_CLOUD_NAMES: Final = (
    ("OneDrive", r"onedrive"),
    ("Dropbox", r"dropbox"),
    ("Google Drive", r"google ?drive|my drive|drive saya|shared drives|drive bersama|\.shortcut-targets-by-id"),
    ("iCloud", r"icloud ?drive|icloud|com~apple~clouddocs|mobile documents"),
    ("Nextcloud", r"nextcloud|owncloud"),
    ("Box", r"box sync|box-box"),
    ("MEGA", r"megasync"),
    ("pCloud", r"pcloud ?drive|pcloudsync"),
    ("layanan awan", r"cloudstorage"),
)
_NAMED: Final = tuple((service, re.compile(rf"(?:{names})(?![a-z])", re.IGNORECASE)) for service, names in _CLOUD_NAMES)
_MARKERS: Final = (
    ("OneDrive", re.compile(r"\.849c9593-d756-4e56-8d6e-42412f2a707b", re.IGNORECASE)),
    ("Dropbox", re.compile(r"\.dropbox\.cache")),
    ("Google Drive", re.compile(r"\.tmp\.drive(?:down|up)load")),
    ("Nextcloud", re.compile(r"\._?sync_[0-9a-f]+\.db|\.(?:next|own)cloudsync\.log")),
    ("Syncthing", re.compile(r"\.stfolder")),
)
_VOLUMES: Final = ("google drive", "pcloud drive", "icloud", "box", "mountain duck")
_SLASHES: Final = re.compile(r"[/\\]+")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


class Danger(Enum):
    """Why a place is none for a register."""

    SHARE = auto()
    FUSE = auto()
    CLOUD = auto()


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a file system begins, what it is, and from where it comes."""

    point: str
    system: str
    source: str = ""
    options: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the system says of a place; whatever does not exist on a system stays empty.

    `real` is the place without links, drive letters of shares resolved. `folders` are the folders on the way to it with
    the names in each. `synced` are folders that a service names as its own, with the service. `drive` and `label` are
    Windows' type and name of the drive, `attributes` and `tags` those of the folders, `sync_root` that Windows itself
    counts the place to a cloud service.
    """

    path: str
    real: str = ""
    mounts: tuple[Mount, ...] = ()
    folders: tuple[tuple[str, tuple[str, ...]], ...] = ()
    synced: tuple[tuple[str, str], ...] = ()
    drive: int = 0
    label: str = ""
    attributes: int = 0
    tags: tuple[int, ...] = ()
    sync_root: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What kind of place it is, and by which name people know it."""

    danger: Danger
    what: str


def mounts_of(table: str) -> tuple[Mount, ...]:
    """The mounts in the words of /proc/self/mountinfo, or of the older /proc/mounts; what is neither is passed over."""
    found = (_mount(line.split(" ")) for line in table.splitlines())
    return tuple(one for one in found if one is not None)


def _mount(fields: list[str]) -> Mount | None:
    if "-" in fields[6:]:
        after = fields.index("-", 6)
        if len(fields) < after + 3:
            return None
        return Mount(_plain(fields[4]), fields[after + 1], _plain(fields[after + 2]), " ".join(fields[after + 3 :]))
    if len(fields) < 4:
        return None
    return Mount(_plain(fields[1]), fields[2], _plain(fields[0]), fields[3])


def _plain(text: str) -> str:
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), text)


def mount_at(place: str, mounts: Iterable[Mount]) -> Mount | None:
    """The mount on which a place lies: the deepest, and of several at one point the last, which covers the others."""
    best: Mount | None = None
    for one in mounts:
        point = one.point.rstrip("/")
        inside = place == one.point or place.startswith(f"{point}/")
        if inside and (best is None or len(point) >= len(best.point.rstrip("/"))):
            best = one
    return best


def find(around: Surroundings) -> Finding | None:
    """Why a register must not lie in this place, None where it may."""
    places = tuple(dict.fromkeys(one for one in (around.path, around.real) if one))
    return _share(places, around) or _mounted(places[-1], around.mounts) or _cloud(places, around)


def _share(places: Iterable[str], around: Surroundings) -> Finding | None:
    for place in places:
        if server := _server(place):
            return Finding(Danger.SHARE, server)
    if around.drive == DRIVE_REMOTE:
        return Finding(Danger.SHARE, f"drive {around.path[:2]}")
    return None


def _server(place: str) -> str:
    r"""The beginning of a UNC name, as \\server\folder; empty for \\?\C:\ and all other names."""
    text = place.replace("/", "\\") if place.startswith("//") else place
    for device in ("\\\\?\\", "\\\\.\\"):
        if text.startswith(device):
            rest = text.removeprefix(device)
            if rest[:4].upper() != "UNC\\":
                return ""
            text = f"\\\\{rest[4:]}"
    return "\\".join(text.split("\\")[:4]) if text.startswith("\\\\") else ""


def _mounted(place: str, mounts: Iterable[Mount]) -> Finding | None:
    here = mount_at(place, mounts)
    if here is None:
        return None
    kind, _, program = here.system.partition(".")
    if here.system in SHARED_SYSTEMS or program in SHARED_SYSTEMS or _drive_of_host(here):
        return Finding(Danger.SHARE, here.point)
    # A system that stands on such a root has no other place; containers do.
    if kind == "fuse" and program not in LOCAL_FUSE and here.point != "/":
        return Finding(Danger.FUSE, f"{here.point}, {program or here.source or kind}")
    return None


def _drive_of_host(mount: Mount) -> bool:
    """A drive of Windows as its Linux sees it: both would write, and neither sees the other's locks."""
    if mount.system == "drvfs":
        return True
    return mount.system == "9p" and any(sign in mount.options for sign in ("aname=drvfs", "trans=tcp"))


def _cloud(places: Iterable[str], around: Surroundings) -> Finding | None:
    for place in places:
        for service, folder in around.synced:
            if _inside(place, folder):
                return Finding(Danger.CLOUD, f"{folder} ({service})")
        # The last part is the file: a register may be called after anything.
        for part in _SLASHES.split(place)[:-1]:
            for service, named in _NAMED:
                if named.match(part):
                    return Finding(
                        Danger.CLOUD, part if service.casefold() in part.casefold() else f"{part}, {service}"
                    )
    for folder, names in around.folders:
        for service, marker in _MARKERS:
            if any(marker.fullmatch(name) for name in names):
                return Finding(Danger.CLOUD, f"{folder} ({service})")
    if around.label.casefold().startswith(_VOLUMES):
        return Finding(Danger.CLOUD, f"{around.path[:2]} ({around.label})")
    tagged = any((tag & 0xFFFF0FFF) == CLOUD_TAG for tag in around.tags)
    if around.sync_root or tagged or around.attributes & CLOUD_ATTRIBUTES:
        return Finding(Danger.CLOUD, "yang disinkronkan Windows")
    return None


def _inside(place: str, folder: str) -> bool:
    inner, outer = (_SLASHES.sub("/", text).rstrip("/").casefold() for text in (place, folder))
    return bool(outer) and f"{inner}/".startswith(f"{outer}/")


def problem_sentence(finding: Finding, new: bool, beside: str = "") -> str:
    """What is wrong with the place and what to do; `new` where there is no register yet.

    `beside` names a file that has to move with the register, empty where there is none.
    """
    what = f'"{finding.what}"' if finding.danger is Danger.SHARE else finding.what
    lead = {
        Danger.SHARE: f"Register tidak boleh berada di folder jaringan atau folder bersama ({what}), karena kunci "
        "berkasnya tidak berlaku di sana dan catatan dapat rusak.",
        Danger.FUSE: f"Register tidak boleh berada di disk yang dilayani program lain ({what}), karena tidak dapat "
        "dipastikan bahwa catatan sungguh tersimpan di sana.",
        Danger.CLOUD: f"Register tidak boleh berada di folder awan ({what}), karena penyalinan otomatisnya merusak "
        "data.",
    }[finding.danger]
    where = "folder biasa pada disk komputer ini, di luar folder yang disinkronkan"
    if new:
        return f"{lead} Pilih {where}. Cadangannya boleh disimpan di sana, sebagai tempat kedua."
    together = f' bersama berkas "{beside}", yang memuat catatan terbaru,' if beside else ""
    return (
        f"{lead} Register itu tidak dibuka dan tidak diubah. Tutup SPL Desktop di komputer lain, pindahkan register"
        f"{together} ke {where}, lalu buka dari sana. Cadangannya boleh disimpan di tempat yang sekarang, sebagai "
        "tempat kedua."
    )
