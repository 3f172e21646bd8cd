"""Sets up what a target needs, in this folder alone, and says so; done already, it is silent.

    run     .venv with what the product needs              make demo
    dev     .venv with that and what tests and checks need  make test, make check
    bench   build/bench-venv with what benchmarks need      make bench

Every version and its hash stand in requirements/. uv and flit-core are used to install and then
removed. Nothing is cached outside. Only the standard library may be used here.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
INSTALLER = ROOT / "build" / "installer"
FOLDERS = {"run": ROOT / ".venv", "dev": ROOT / ".venv", "bench": ROOT / "build" / "bench-venv"}
# Which set of packages serves for which use.
SERVED_BY = {"run": ("run", "dev"), "dev": ("dev",), "bench": ("bench",)}
LOCALE = ROOT / "src" / "wenming" / "locale"

NO_PIP = f"""\
This Python ({sys.executable}) cannot install anything: it has neither pip nor ensurepip.
这个 Python 里没有 pip，也没有 ensurepip，不能安装依赖。
On Debian 12:  apt-get install python3.11-venv"""
NOT_FETCHED = """\
The packages could not be fetched or installed; what went wrong stands above. It can be repeated.
依赖没有装好，原因见上；排除后可以重新运行。"""


def main() -> None:
    """Set up one of the three, unless it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=FOLDERS)
    parser.add_argument("--port", type=int, help="found out to be taken before the work, not after")
    chosen = parser.parse_args()
    if chosen.port is not None:
        be_free(chosen.port)
    if not is_ready(chosen.what):
        set_up(chosen.what)
    compile_catalogues(chosen.what)


def set_up(what: str) -> None:
    """From nothing, or from an older state, to what is wanted."""
    began, folder = time.monotonic(), FOLDERS[what]
    say("Python environment 建立 Python 环境")
    make_environment(folder)
    say("Installer 取安装工具")
    fetch_installer()
    say("Packages 安装依赖")
    install(what)
    shutil.rmtree(INSTALLER)
    stamp(what).write_text(wanted(what))
    print(f"  {time.monotonic() - began:.0f} s", flush=True)


def make_environment(folder: Path) -> None:
    """An empty one; an older one is kept if it is of this Python, with its marks wiped."""
    for use, other in FOLDERS.items():
        if other == folder:
            stamp(use).unlink(missing_ok=True)
    if version_of(folder) != sys.version:
        venv.create(folder, clear=True, symlinks=True)


def version_of(folder: Path) -> str:
    """The Python of an environment, in full; empty if there is none that runs."""
    python = folder / "bin" / "python"
    if not python.exists():
        return ""
    show = [str(python), "-c", "import sys; sys.stdout.write(sys.version)"]
    return subprocess.run(show, capture_output=True, text=True, check=False).stdout


def fetch_installer() -> None:
    """uv and flit-core, into a folder of their own that does not stay."""
    shutil.rmtree(INSTALLER, ignore_errors=True)
    INSTALLER.mkdir(parents=True)
    pip = [*pip_here(), "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    kept = ["--no-cache-dir", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    to = ["--root-user-action", "ignore", "--retries", "5", "--target", str(INSTALLER)]
    carry_out([*pip, *kept, *to, "-r", str(REQUIREMENTS / "setup.txt")])


def pip_here() -> list[str]:
    """This Python's pip, or one made for the occasion."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if not importlib.util.find_spec("ensurepip"):
        raise SystemExit(NO_PIP)
    occasional = INSTALLER / "pip-for-now"
    venv.create(occasional, clear=True, symlinks=True, with_pip=True)
    return [str(occasional / "bin" / "python"), "-m", "pip"]


def install(what: str) -> None:
    """Exactly the packages of the lock, and the project itself as it stands in this folder."""
    python = str(FOLDERS[what] / "bin" / "python")
    uv = [str(INSTALLER / "bin" / "uv"), "pip"]
    quiet = ["--no-cache", "--quiet", "--python", python]
    lock = str(REQUIREMENTS / f"{what}.txt")
    carry_out([*uv, "sync", *quiet, "--require-hashes", "--only-binary", ":all:", lock])
    project = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    carry_out([*uv, "install", *quiet, *project])


def carry_out(command: list[str]) -> None:
    """Run it; on failure its own words stand on the screen, and ours below."""
    if subprocess.run(command, env=environment(), check=False).returncode:
        raise SystemExit(NOT_FETCHED)


def environment() -> dict[str, str]:
    """uv looks for packages where pip has been told to, and downloads no Python."""
    index = os.environ.get("PIP_INDEX_URL")
    return {
        **({"UV_DEFAULT_INDEX": index} if index else {}),
        "UV_HTTP_TIMEOUT": "120",
        **os.environ,
        "UV_LINK_MODE": "copy",
        "UV_PYTHON_DOWNLOADS": "never",
        "PYTHONPATH": str(INSTALLER),
    }


def is_ready(what: str) -> bool:
    """Does an environment stand that serves for this use, as the locks are now?"""
    return any(
        stamp(by).is_file() and stamp(by).read_text() == wanted(by) for by in SERVED_BY[what]
    )


def wanted(what: str) -> str:
    """What the environment is made from: locks, project, Python and place."""
    made = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for path in (REQUIREMENTS / "setup.txt", REQUIREMENTS / f"{what}.txt"):
        made.update(path.read_bytes())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    made.update(json.dumps([project["build-system"], project["project"]]).encode())
    return made.hexdigest()


def stamp(what: str) -> Path:
    """Where it is written down that this set is complete."""
    return FOLDERS[what] / f".ready-{what}"


def compile_catalogues(what: str) -> None:
    """English, if the catalogue is newer than what was made of it."""
    sources = list(LOCALE.glob("*/LC_MESSAGES/*.po"))
    if all(is_current(source.with_suffix(".mo"), source) for source in sources):
        return
    python = str(FOLDERS[what] / "bin" / "python")
    carry_out([python, "-m", "wenming.project.catalogues", "compile"])


def is_current(made: Path, source: Path) -> bool:
    """Was it made after its source was last changed?"""
    return made.is_file() and made.stat().st_mtime >= source.stat().st_mtime


def be_free(port: int) -> None:
    """End with a word about it if somebody listens there."""
    with socket.socket() as probe:
        probe.settimeout(2)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise SystemExit(
                f"Port {port} is taken 端口 {port} 已被占用。  PORT={port + 1} make demo"
            )


def say(step: str) -> None:
    """One line a step."""
    print(f"· {step} …", flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
