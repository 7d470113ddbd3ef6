"""Prepare this checkout with the machine's Python alone, then hand over to Lantern's own commands.

python3 tools/setup.py packages | dev | setup | run | test [pytest's words]
Every step leaves a stamp of what it was made from under .venv; a step that is up to date is skipped.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 11)
NO_TEST_CHOSEN = 5  # as pytest says it: `-k word` may choose none of one part
ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
# The first has no window to draw: the journeys take three quarters of the time with it.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


class CannotSetUp(Exception):
    """A foreseen failure. Its message says what happened and what to do."""


def main(words: list[str]) -> int:
    """Prepare what the word asks for, then become the command that it stands for."""
    began_at = time.time()
    what = words[0] if words else "setup"
    if what not in {"packages", "dev", "setup", "run", "test"}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        check_python()
        if what in {"setup", "run"}:
            check_not_running()
        with only_one():
            did_something = prepare(with_dev=what in {"dev", "test"})
        if what == "test":
            install_browser()
    except CannotSetUp as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    hand_over(what, words[1:], began_at=began_at, is_cold=did_something)
    return 0


def hand_over(what: str, words: list[str], *, began_at: float, is_cold: bool) -> None:
    """Become Lantern's own command, so that Ctrl-C and the exit code are its own."""
    if what in {"packages", "dev"}:
        return
    if what == "test":
        if (ROOT / "src" / "lantern" / "commands" / "assets.py").exists():
            subprocess.run([PYTHON, "-m", "lantern", "assets"], check=True, cwd=ROOT)
        raise SystemExit(test(words))
    options = [f"--began-at={began_at}", *(["--cold"] if is_cold else [])]
    become([str(PYTHON), "-m", "lantern", what, *options])


def test(words: list[str]) -> int:
    """Run the tests in two programs: a browser's loop must not run where other tests make loops of their own."""
    two = [str(PYTHON), "-m", "pytest", "--numprocesses=2", "--dist=loadgroup", *words]
    codes = set()
    for part in ("--ignore=tests/functional", "tests/functional"):
        try:
            code = subprocess.run([*two, part], check=False, cwd=ROOT).returncode
        except KeyboardInterrupt:
            return 130
        if code not in {0, NO_TEST_CHOSEN}:
            return code
        codes.add(code)
    return min(codes)


def become(command: list[str]) -> None:
    """Replace this program by another."""
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 - our own command, no shell wanted


def check_python() -> None:
    """Refuse a Python that is too old, before anything is made with it."""
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:3]))
        wanted = ".".join(map(str, OLDEST))
        raise CannotSetUp(
            f"This is Python {have}; Lantern needs {wanted} or later. If another is installed, name it: "
            "make run PYTHON=python3.12"
        )


def check_not_running() -> None:
    """Refuse to change packages under a Lantern that is serving from this data folder."""
    home = Path(os.environ.get("LANTERN_HOME") or ROOT / ".lantern")
    try:
        with (home / "run.lock").open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                if PYTHON.exists():
                    become([str(PYTHON), "-m", "lantern", "run"])  # it says who runs where, and refuses
                raise CannotSetUp("Lantern is already running from this folder. Stop it first.") from None
    except OSError:
        return


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Let one set-up at a time change this checkout; a second one waits and then finds everything done."""
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    with (folder / "setup.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up of this checkout is at work. Waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(*, with_dev: bool) -> bool:
    """Make the environment and install what is locked; say whether anything had to be done."""
    done = [make_environment(), install_installer(), install_packages("core")]
    if with_dev:
        done.append(install_packages("dev"))
    install_lantern()
    return any(done)


def make_environment() -> bool:
    """Make the virtual environment, anew when this checkout was moved or its Python is gone."""
    mark = f"{ROOT}\n{sys.version_info[0]}.{sys.version_info[1]}\n"
    if is_done("environment", mark) and works():
        return False
    with step("Virtual environment"):
        if VENV.exists() and not (works() and environment_is_ours()):
            shutil.rmtree(VENV)
        if not VENV.exists():
            call(
                [sys.executable, "-m", "venv", str(VENV)],
                "The virtual environment could not be made. On Debian or Ubuntu: apt install python3-venv",
            )
        set_done("environment", mark)
    return True


def works() -> bool:
    """Say whether the environment's Python starts and has pip."""
    if not PYTHON.exists():
        return False
    question = "import sys, pip; sys.exit(sys.version_info[:2] != (%d, %d))"
    tried = subprocess.run([PYTHON, "-c", question % sys.version_info[:2]], check=False, capture_output=True)
    return tried.returncode == 0


def environment_is_ours() -> bool:
    """Say whether the environment was made at this very path: its programs carry the path inside them."""
    activate = VENV / "bin" / "activate"
    return activate.exists() and str(VENV) in activate.read_text()


def install_installer() -> bool:
    """Install uv, which installs the rest some times faster than pip."""
    lock = REQUIREMENTS / "installer.txt"
    mark = digest(lock)
    if is_done("installer", mark):
        return False
    with step("Installer"):
        call(
            [
                *[str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"],
                *["--require-hashes", "-r", str(lock)],
            ],
            "The installer (uv) could not be fetched from the package registry. Is the network there?",
        )
        set_done("installer", mark)
    return True


def install_packages(which: str) -> bool:
    """Install one lock file, each file checked against its hash, with compiled bytecode."""
    locks = [REQUIREMENTS / "core.txt", *([REQUIREMENTS / "dev.txt"] if which == "dev" else [])]
    mark = digest(*locks)
    if is_done(which, mark):
        return False
    with step({"core": "Packages", "dev": "Packages for tests and checks"}[which]):
        words = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
        words += ["--compile-bytecode", "--require-hashes", "-r", str(locks[-1])]
        call(words, "The packages could not be installed. Run the same again: what was fetched is kept.")
        set_done(which, mark)
    return True


def install_lantern() -> None:
    """Put this checkout and its command into the environment; nothing is downloaded or copied for it."""
    mark = digest(Path(__file__))
    command = VENV / "bin" / "lantern"
    if is_done("lantern", mark) and command.exists():
        return
    asked = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    (Path(packages) / "lantern-checkout.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    # The shell finds Python beside the command: a first line cannot name a path with a space in it.
    command.write_text('#!/bin/sh\nexec "$(dirname -- "$(realpath -- "$0")")/python" -m lantern "$@"\n')
    command.chmod(0o755)
    set_done("lantern", mark)


def install_browser() -> None:
    """Install Chromium for the browser journeys where that needs no question: on Debian, as root."""
    if os.environ.get("LANTERN_CHROMIUM") or shutil.which(BROWSERS[0]):
        return
    has_another = any(shutil.which(name) for name in BROWSERS)
    mark = digest(Path(__file__))
    if has_another and is_done("browser", mark):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        if not has_another:
            say("No Chromium found: the browser journeys will be skipped. To run them, install one")
            say("(on Debian: apt install chromium), or set LANTERN_CHROMIUM to its path.")
        return
    with step("Chromium"):
        failed = any(apt(*words) for words in (["update"], ["install", BROWSERS[0]]))
        if failed and not has_another and (why := apt("install", "chromium")):
            say(f"  Chromium could not be installed: {why}")
    set_done("browser", mark)


def apt(what: str, *packages: str) -> str:
    """Run Debian's installer without a question, and give what it said where it failed."""
    words = [what, "-y", "--no-install-recommends", *packages] if packages else [what]
    done = subprocess.run(
        ["apt-get", "-qq", "-o", "Acquire::http::Timeout=15", "-o", "Acquire::Retries=1", *words],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    return (done.stderr.strip()[-500:] or "it did not say why") if done.returncode else ""


def digest(*paths: Path) -> str:
    """Fingerprint files."""
    found = hashlib.sha256()
    for path in paths:
        found.update(path.read_bytes())
    return found.hexdigest()


def is_done(name: str, mark: str) -> bool:
    """Say whether a step was done for exactly this mark."""
    stamp = VENV / f"lantern-{name}.stamp"
    return stamp.exists() and stamp.read_text(encoding="utf-8") == mark


def set_done(name: str, mark: str) -> None:
    """Remember that a step was done for this mark."""
    (VENV / f"lantern-{name}.stamp").write_text(mark, encoding="utf-8")


def call(words: list[str], failure: str) -> None:
    """Run a command quietly; when it fails show the end of what it said, and what to do."""
    done = subprocess.run(
        words, check=False, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise CannotSetUp(f"{done.stdout.strip()[-3000:]}\n\n{failure}")


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Name a step when it begins, and its seconds when it ends."""
    began = time.monotonic()
    is_terminal = sys.stdout.isatty()
    if is_terminal:
        sys.stdout.write(f"  {title} ...")
        sys.stdout.flush()
    ending = "failed"
    try:
        yield
        ending = f"{time.monotonic() - began:5.1f} s"
    finally:
        start = "\r" if is_terminal else ""
        say(f"{start}  {title:<44} {ending}")


def say(words: str) -> None:
    """Write one line and let it be seen at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
