"""Places where a register must not lie: SQLite loses data on shares, and cloud folders copy half-written files."""

import os
import sys
from pathlib import Path

_SHARED_SYSTEMS = frozenset(
    {
        *("afs", "ceph", "cifs", "davfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "sshfs"),
        *("fuse.davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs"),
    }
)
_CLOUD_FOLDERS = ("onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud", "nextcloud", "owncloud")
_DRIVE_REMOTE = 4


def place_problem(path: Path, mounts: str | None = None, platform: str = sys.platform) -> str:
    """Why a register cannot lie at `path`, empty where it can; `mounts` is the text of /proc/mounts."""
    text = str(path)
    if text.startswith(("\\\\", "//")) or (platform == "win32" and _remote_drive(path)) or _on_share(path, mounts):
        return (
            "Register tidak boleh berada di folder jaringan, karena datanya dapat rusak. "
            "Pindahkan ke folder pada komputer ini, misalnya Dokumen, lalu buka dari sana."
        )
    for part in path.parts:
        if part.casefold().startswith(_CLOUD_FOLDERS):
            return (
                f'Register tidak boleh berada di folder awan "{part}", karena penyalinan otomatisnya merusak data. '
                "Pindahkan ke folder biasa pada komputer ini; salinan cadangannya boleh disimpan di sana."
            )
    return ""


def _remote_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    kind: int = ctypes.windll.kernel32.GetDriveTypeW(f"{path.absolute().drive}\\")
    return kind == _DRIVE_REMOTE


def _on_share(path: Path, mounts: str | None) -> bool:
    if mounts is None:
        table = Path("/proc/mounts")
        mounts = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    where = os.path.realpath(path)
    longest, system = "", ""
    for entry in mounts.splitlines():
        fields = entry.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        inside = where == point or where.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(longest):
            longest, system = point, fields[2]
    return system in _SHARED_SYSTEMS
