"""Shares, disks of other programs and cloud folders are recognised by what the system says of them; others are not."""

from collections.abc import Sequence
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.whereabouts import (
    CLOUD_TAG,
    DRIVE_REMOTE,
    Danger,
    Finding,
    Mount,
    Surroundings,
    find,
    mount_at,
    mounts_of,
    problem_sentence,
)

INFO = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
40 27 8:17 / /media/sri/FLASH rw,nosuid shared:7 - vfat /dev/sdb1 rw,uid=1000
41 27 0:50 / /mnt/kantor rw,relatime shared:9 master:2 - cifs //10.0.0.2/kantor rw,vers=3.1.1,username=sri
42 27 0:51 / /mnt/berkas\040bersama rw - nfs4 nas:/volume1 rw,vers=4.2
43 27 0:52 / /home/sri/server rw,nosuid,nodev - fuse.sshfs sri@server:/home rw,user_id=1000
44 27 0:53 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
45 27 0:54 / /home/sri/awan rw - fuse.rclone jauh:register rw
46 27 0:55 / /home/sri/rahasia rw - fuse.gocryptfs /home/sri/.rahasia rw
47 27 8:33 / /media/sri/Data rw - fuseblk /dev/sdc1 rw,user_id=0
48 27 0:56 / /mnt/c rw,noatime - 9p C:\134 rw,aname=drvfs;path=C:\134;uid=1000,trans=fd
49 27 0:57 / /media/sf_kantor rw - vboxsf kantor rw
50 27 0:58 / /mnt/hgfs rw - fuse.vmhgfs-fuse vmhgfs-fuse rw
51 27 0:59 / /mnt/dua rw - nfs nas:/dua rw
52 51 8:49 / /mnt/dua rw - ext4 /dev/sdd1 rw
53 27 8:50 / /mnt/tiga rw - ext4 /dev/sdd2 rw
54 53 0:60 / /mnt/tiga rw - cifs //nas/tiga rw
55 27 0:61 / /mnt/baris\012baru rw - smb3 //nas/empat rw
this is no mount
56 27 0:62 / /mnt/setengah rw -
"""


def at(path: str, **seen: object) -> Surroundings:
    """A place on a Linux computer with those mounts."""
    return Surroundings(path=path, mounts=mounts_of(INFO), **seen)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("path", "danger"),
    [
        ("/mnt/kantor/data/register.db", Danger.SHARE),
        ("/mnt/kantor/register.db", Danger.SHARE),
        ("/mnt/berkas bersama/register.db", Danger.SHARE),
        ("/mnt/baris\nbaru/register.db", Danger.SHARE),
        ("/home/sri/server/register.db", Danger.SHARE),
        ("/mnt/c/Users/sri/register.db", Danger.SHARE),
        ("/media/sf_kantor/register.db", Danger.SHARE),
        ("/mnt/tiga/register.db", Danger.SHARE),  # the share covers the disk
        ("/run/user/1000/gvfs/smb-share:server=nas,share=k/register.db", Danger.FUSE),
        ("/home/sri/awan/register.db", Danger.FUSE),
        ("/mnt/hgfs/kantor/register.db", Danger.FUSE),
        ("/mnt/dua/register.db", None),  # the disk covers the share
        ("/mnt/kantor2/register.db", None),
        ("/home/sri/rahasia/register.db", None),
        ("/media/sri/Data/register.db", None),
        ("/media/sri/FLASH/register.db", None),
        ("/home/sri/Dokumen/register.db", None),
        ("/register.db", None),
    ],
)
def test_mounts_as_linux_lists_them(path: str, danger: Danger | None) -> None:
    found = find(at(path))
    assert (found and found.danger) == danger


def test_the_older_table_says_the_same() -> None:
    table = "proc /proc proc rw 0 0\n/dev/sda1 / ext4 rw 0 0\n//10.0.0.2/k /mnt/berkas\\040kantor cifs rw 0 0\n"
    found = find(Surroundings("/mnt/berkas kantor/register.db", mounts=mounts_of(table)))
    assert found == Finding(Danger.SHARE, "/mnt/berkas kantor")
    assert find(Surroundings("/home/register.db", mounts=mounts_of(table))) is None


def test_a_link_into_a_share_is_followed() -> None:
    assert find(at("/home/sri/kantor/register.db", real="/mnt/kantor/register.db")) == Finding(
        Danger.SHARE, "/mnt/kantor"
    )
    assert find(at("/mnt/kantor/tautan/register.db", real="/home/sri/register.db")) is None


@pytest.mark.parametrize("system", ["9p", "fuse.fuse-overlayfs", "fuse.grpcfuse", "overlay", "virtiofs"])
def test_a_container_whose_only_disk_is_strange_is_let_alone(system: str) -> None:
    table = f"1 0 0:1 / / rw - {system} none rw,trans=fd,rfdno=4\n"
    assert find(Surroundings("/root/register.db", mounts=mounts_of(table))) is None


folders = st.lists(st.sampled_from(["a", "ab", "b", "c c"]), max_size=4).map(lambda parts: f"/{'/'.join(parts)}")


@given(place=folders, points=st.lists(folders, max_size=6))
def test_the_deepest_mount_counts_and_of_two_the_later(place: str, points: Sequence[str]) -> None:
    mounts = [Mount(point, f"fs{number}") for number, point in enumerate(points)]
    last = {one.point: one for one in mounts}
    path = PurePosixPath(place)
    ways = (last.get(str(folder)) for folder in (path, *path.parents))
    assert mount_at(place, mounts) == next((one for one in ways if one is not None), None)


@given(st.text(max_size=200))
def test_any_table_is_read(table: str) -> None:
    find(Surroundings("/home/register.db", mounts=mounts_of(table)))


@pytest.mark.parametrize(
    ("path", "real", "drive", "what"),
    [
        ("//server/bersama/register.db", "", 0, "\\\\server\\bersama"),
        (r"\\server\bersama\tahun\register.db", "", 0, r"\\server\bersama"),
        (r"\\?\UNC\server\bersama\register.db", "", 0, r"\\server\bersama"),
        (r"\\wsl.localhost\Debian\home\register.db", "", 0, r"\\wsl.localhost\Debian"),
        (r"Z:\register.db", r"\\server\bersama\register.db", 0, r"\\server\bersama"),  # a mapped drive, resolved
        (r"Z:\register.db", "", DRIVE_REMOTE, "drive Z:"),
        (r"D:\register.db", "", 3, ""),
        (r"E:\register.db", "", 2, ""),  # a flash disk
        (r"\\?\C:\Users\sri\register.db", "", 3, ""),
        (r"\\.\C:\Users\sri\register.db", "", 3, ""),
    ],
)
def test_shares_as_windows_names_them(path: str, real: str, drive: int, what: str) -> None:
    found = find(Surroundings(path, real, drive=drive))
    assert found == (Finding(Danger.SHARE, what) if what else None)


@pytest.mark.parametrize(
    "path",
    [
        "/home/sri/OneDrive - Pemkab/register.db",
        r"C:\Users\sri\OneDrive - Pemkab Karanganyar\Dokumen\register.db",
        r"C:\Users\sri\iCloudDrive\register.db",
        r"G:\My Drive\register.db",
        r"G:\Drive Saya\SPL\register.db",
        r"G:\Drive bersama\SPL\register.db",
        "/home/sri/Dropbox/register.db",
        "/home/sri/Dropbox (Kantor)/register.db",
        "/home/sri/Nextcloud2/register.db",
        "/Users/sri/Library/CloudStorage/Box-Box/register.db",
        "/Users/sri/Library/Mobile Documents/com~apple~CloudDocs/register.db",
        "/Users/sri/Library/CloudStorage/ProtonDrive-sri/register.db",
    ],
)
def test_cloud_folders_by_their_names(path: str) -> None:
    found = find(Surroundings(path))
    assert found is not None and found.danger is Danger.CLOUD


@pytest.mark.parametrize(
    "path",
    [
        "/home/sri/Dokumen/onedrive.db",  # the register itself may be called so
        "/home/sri/Dropboxer/register.db",
        "/home/icloudia/register.db",
        "/home/sri/mydrivers/register.db",
        r"C:\Users\boxer\register.db",
    ],
)
def test_names_that_only_look_like_it(path: str) -> None:
    assert find(Surroundings(path)) is None


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".dropbox.cache", "Dropbox"),
        (".tmp.drivedownload", "Google Drive"),
        (".sync_1f0e9ab2cd34.db", "Nextcloud"),
        ("._sync_1f0e9ab2cd34.db", "Nextcloud"),
        (".owncloudsync.log", "Nextcloud"),
        (".stfolder", "Syncthing"),
    ],
)
def test_cloud_folders_by_what_their_program_lays_down(marker: str, service: str) -> None:
    folders = (("/data/kerja/spl", (".git",)), ("/data/kerja", (".hidden", marker)), ("/data", ()))
    found = find(Surroundings("/data/kerja/spl/register.db", folders=folders))
    assert found == Finding(Danger.CLOUD, f"/data/kerja ({service})")


def test_the_home_folder_of_a_dropbox_user_is_no_dropbox() -> None:
    assert find(Surroundings("/home/sri/register.db", folders=(("/home/sri", (".dropbox", ".dropbox-dist")),))) is None


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        (r"D:\Kerja\register.db", True),
        (r"d:/kerja/spl/register.db", True),
        (r"D:\Kerja2\register.db", False),
        (r"D:\register.db", False),
    ],
)
def test_a_folder_that_a_service_names_as_its_own(path: str, inside: bool) -> None:
    found = find(Surroundings(path, synced=(("OneDrive", "D:\\Kerja\\"), ("Dropbox", ""))))
    assert found == (Finding(Danger.CLOUD, "D:\\Kerja\\ (OneDrive)") if inside else None)


@pytest.mark.parametrize(
    "seen",
    [
        {"sync_root": True},
        {"attributes": 0x10 | 0x80000},
        {"attributes": 0x10 | 0x400000},
        {"tags": (0xA0000003, CLOUD_TAG | 0x6000)},
        {"label": "Google Drive"},
        {"label": "pCloud Drive"},
    ],
)
def test_what_windows_itself_counts_to_a_cloud(seen: dict[str, object]) -> None:
    found = find(Surroundings(r"D:\Kerja\register.db", **seen))  # type: ignore[arg-type]  # fields by name
    assert found is not None and found.danger is Danger.CLOUD


def test_ordinary_attributes_and_links_of_windows_are_none() -> None:
    around = Surroundings(
        r"C:\Users\sri\register.db", attributes=0x10 | 0x20 | 0x2 | 0x400, tags=(0xA0000003,), label="Windows", drive=3
    )
    assert find(around) is None


@pytest.mark.parametrize("danger", Danger)
def test_the_sentence_names_the_place_and_the_way_out(danger: Danger) -> None:
    found = Finding(danger, "/mnt/kantor")
    new = problem_sentence(found, new=True)
    assert "/mnt/kantor" in new and "Pilih folder biasa pada disk komputer ini" in new and "tempat kedua" in new
    old = problem_sentence(found, new=False, beside="register.db-wal")
    assert "tidak dibuka dan tidak diubah" in old
    assert 'pindahkan register bersama berkas "register.db-wal", yang memuat catatan terbaru, ke folder biasa' in old
    assert "pindahkan register ke folder biasa" in problem_sentence(found, new=False)
