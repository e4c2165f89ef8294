"""The words of the demo: systems of real OPDs, people that are marked as fictional, reasons and remarks."""

from typing import Final

MARKED: Final = "(fiktif)"
"""Stands behind the name of every person of the demo who does not exist."""

SYSTEMS: Final = (
    ("Disdukcapil", "SIAK Terpusat", "data kependudukan"),
    ("Dinkes", "SIMPUS Karanganyar", "data kunjungan puskesmas"),
    ("Disdikbud", "Dapodik Daerah", "data peserta didik"),
    ("DPMPTSP", "SiCantik Cloud", "data perizinan"),
    ("BKD", "SIPD Penatausahaan", "realisasi anggaran"),
    ("BKPSDM", "SIMPEG", "data pegawai"),
    ("Dinsos", "SIKS-NG Daerah", "data kesejahteraan sosial"),
    ("RSUD", "SIMRS", "ketersediaan tempat tidur"),
    ("DPUPR", "Sistem Informasi Tata Ruang", "peta rencana tata ruang"),
    ("DLH", "Pantau Udara", "indeks kualitas udara"),
    ("Dishub", "ATCS Karanganyar", "arus lalu lintas"),
    ("Disdagperinaker", "Siskaperbapo", "harga kebutuhan pokok"),
    ("Dispertan PP", "Simluhtan", "data kelompok tani"),
    ("Disparpora", "Sistem Informasi Wisata", "kunjungan wisata"),
    ("Disarpus", "INLISLite", "koleksi perpustakaan"),
    ("BPBD", "Peta Rawan Bencana", "kejadian bencana"),
    ("Baperlitbang", "e-Monev", "capaian kinerja"),
    ("Dispermasdes", "Prodeskel", "profil desa"),
    ("Satpol PP", "Lapor Tertib", "laporan ketertiban"),
    ("Inspektorat", "SIMWAS", "tindak lanjut pemeriksaan"),
    ("Setda", "JDIH Karanganyar", "produk hukum daerah"),
    ("Setwan", "e-Aspirasi", "aspirasi masyarakat"),
    ("Kesbangpol", "SIORMAS", "data organisasi kemasyarakatan"),
    ("DP3APPKB", "Simfoni PPA Daerah", "layanan perempuan dan anak"),
    ("Colomadu", "Layanan Kecamatan", "surat keterangan warga"),
    ("Tawangmangu", "Layanan Kecamatan", "surat keterangan warga"),
)
"""Short name of the OPD, its system, and the data that are to be exchanged."""

OFFICIALS: Final = (
    ("Bambang Prasetya, S.Sos., M.M.", "Pembina", "Sekretaris Dinas Komunikasi dan Informatika", "sekretaris", ""),
    ("Rina Wulandari, S.Kom., M.T.", "Penata Tingkat I", "Kepala Bidang Tata Kelola Informatika", "kabid", 3),
    ("Agus Triyono, S.T.", "Penata", "Kepala Seksi Pengelolaan Data dan Integrasi Sistem Informasi", "kasi", 2),
    ("Dewi Lestari, S.Kom.", "Penata Muda", "Administrator Jaringan", "tim_teknis", 1),
    ("Fajar Nugroho, A.Md.", "", "Pengelola Teknologi Informasi", "tim_teknis", 1),
)
"""Name, rank, position, role and the place of the lane that he acts for."""

RECORDERS: Final = (f"Dewi Lestari {MARKED}", f"Fajar Nugroho {MARKED}")
CONTACTS: Final = (
    "Siti Aminah, S.E.",
    "Joko Susilo, S.STP.",
    "Endang Rahayu, S.H.",
    "Wahyu Hidayat, S.Kom.",
    "Nur Hasanah, A.Md.",
    "Teguh Santoso, S.T.",
    "Yuni Astuti, S.Sos.",
    "Eko Purwanto, S.Kom.",
)
RETURNS: Final = (
    "Struktur kolom belum sesuai kamus data; lengkapi tipe dan panjangnya.",
    "Frekuensi pertukaran data belum disepakati; OPD meminta harian.",
    "Data yang tampil berbeda dengan data sumber; periksa pemetaannya.",
    "Lampiran belum ditandatangani; mohon dilengkapi.",
)
PAUSES: Final = (
    ("Menunggu kelengkapan kamus data dari OPD.", "OPD"),
    ("Server OPD dalam pemeliharaan.", "OPD"),
    ("Menunggu alamat IP dan sertifikat dari pengembang.", "pengembang OPD"),
)
CANCELS: Final = ("Permohonan ganda dengan kasus lain.", "Sistem akan diganti aplikasi nasional.")
WITHDRAWS: Final = ("OPD menunda pengembangan sistemnya.", "OPD memakai layanan provinsi.")
WAIVERS: Final = ("Sudah termuat dalam dokumen langkah sebelumnya.", "Disepakati dalam rapat; notula dilampirkan.")
UPDATES: Final = (
    "Alamat titik akhir API berpindah ke server baru.",
    "Kolom nomor telepon ditambahkan atas permintaan OPD.",
    "Sertifikat TLS diperbarui.",
)
NOTES: Final = (
    "OPD sudah dihubungi lewat telepon.",
    "Rapat koordinasi dijadwalkan bersama OPD.",
    "Contoh data sudah diterima lewat flashdisk.",
)
VALIDATED: Final = (
    "Jumlah baris pada sumber dan tujuan sama",
    "Isi kolom wajib lengkap",
    "Pembaruan data berjalan menurut jadwal",
    "Tampilan dasbor sesuai kebutuhan OPD",
)
