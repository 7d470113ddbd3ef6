"""Measure speed. Each benchmark runs in a program and a database of its own, one after another.

python -m bench               all of them
python -m bench board         one, or several by name
python -m bench --tiny        all at toy size: proves that they run, measures nothing
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping

from bench import ground
from bench.figures import Figure

# What each is called, and the module that measures it.
BENCHMARKS = {
    "report": "bench.one_report",
    "delivery": "bench.delivery",
    "board": "bench.night_board",
    "import": "bench.statutory_return",
    "england": "bench.england",
    "case": "bench.long_case",
    "duties": "bench.sixty_duties",
    "waking": "bench.waking",
}

# These stand for the web server, which keeps its connections.
_AS_THE_WEB_SERVER, _KEPT = {"report", "board", "case"}, {"LANTERN_POOL": "1"}


def main() -> int:
    """Measure what was asked for; 0 where everything could be measured."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--tiny", action="store_true", help="toy size: proves that they run")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - set(BENCHMARKS))
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    if asked.inside:
        print_figures(measure(asked.names[0], tiny=asked.tiny))
        return 0
    return _measure_each(asked.names or list(BENCHMARKS), tiny=asked.tiny)


def measure(name: str, *, tiny: bool) -> list[Figure]:
    """Measure one in this process, in the database that the environment names; Django must not be loaded before."""
    importlib.import_module("django").setup()
    figures: list[Figure] = importlib.import_module(BENCHMARKS[name]).measure(tiny=tiny)
    return figures


def print_figures(figures: list[Figure]) -> None:
    """Print one line a figure."""
    for figure in figures:
        sys.stdout.write(f"{figure.as_line()}\n")
    sys.stdout.flush()


def _measure_each(names: list[str], *, tiny: bool) -> int:
    began, failed = time.monotonic(), []
    os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with ground.opened() as opened:
        sys.stdout.write(f"{ground.machine(opened.owner_url)}\n")
        for name in names:
            sys.stdout.write(f"\n{name}\n")
            sys.stdout.flush()
            command = [sys.executable, "-m", "bench", name, "--inside", *(["--tiny"] if tiny else [])]
            with opened.database(f"bench_{name}") as environment:
                if _run(command, {**environment, **(_KEPT if name in _AS_THE_WEB_SERVER else {})}):
                    failed.append(name)
    sys.stdout.write(f"\nMeasured in {time.monotonic() - began:.0f} s.\n")
    if failed:
        sys.stderr.write(f"Could not be measured: {', '.join(failed)}.\n")
    return 1 if failed else 0


def _run(command: list[str], environment: Mapping[str, str]) -> int:
    """Run a program to its end and give its exit code; where we are stopped, it is asked to stop before us."""
    with subprocess.Popen(command, env=dict(environment)) as program:
        try:
            return program.wait()
        except BaseException:
            program.terminate()
            program.wait()
            raise


def _stop(sign: int, _frame: object) -> None:
    """Turn a polite signal into an ordinary end, so that servers and folders are cleared away."""
    sys.exit(128 + sign)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(main())
