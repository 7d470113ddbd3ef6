"""The `lantern` command: a verb is a file here, found by name; one that needs no Django never loads it.

`lantern database start` is `run(["start"])` of `database.py`; `lantern import ssda903 FOLDER` is
`run([FOLDER])` of `import_ssda903.py`. A file whose name begins with an underscore is no verb.
"""

from __future__ import annotations

import ast
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lantern.vocabulary.refusals import Refused

_FOLDER = Path(__file__).parent
# A verb that imports from one of these cannot be loaded before Django is; `NEEDS_DJANGO` in it overrules.
_DJANGO = ("django", "procrastinate", "pghistory", "pgtrigger")
_FLOORS = ("accounts", "record", "queries", "actions", "exchange", "web", "jobs", "site")
_WITH_DJANGO = (*_DJANGO, *(f"lantern.{floor}" for floor in _FLOORS))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and give the exit code: 0 done, 1 refused (why: on standard error), 2 unknown verb."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(_overview())
        return 0
    found = _find(words)
    if found is None:
        sys.stderr.write(f"Lantern knows no '{words[0]}'.\n\n{_overview()}")
        return 2
    verb, rest = found
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantern.site.settings")
    try:
        if _needs_django(verb):
            importlib.import_module("django").setup()
        return int(importlib.import_module(f"lantern.commands.{verb}").run(rest) or 0)
    except Refused as refusal:
        sys.stderr.write(f"{refusal.message}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output left, as in `lantern ... | head`; closing it again would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def verbs() -> list[str]:
    """Give the names of all verbs' files, in order."""
    return sorted(path.stem for path in _FOLDER.glob("*.py") if not path.stem.startswith("_"))


def _find(words: list[str]) -> tuple[str, list[str]] | None:
    known = set(verbs())
    for length in (2, 1):
        name = "_".join(words[:length]).replace("-", "_")
        if len(words) >= length and name in known:
            return name, words[length:]
    return None


def _read(verb: str) -> ast.Module:
    return ast.parse((_FOLDER / f"{verb}.py").read_text(encoding="utf-8"))


def _needs_django(verb: str) -> bool:
    imported: list[str] = []
    for statement in _read(verb).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="NEEDS_DJANGO")], value=ast.Constant(value=bool(said))):
                return said
            case ast.Import(names=names):
                imported += [name.name for name in names]
            case ast.ImportFrom(module=str(module), names=names):
                imported += [module, *(f"{module}.{name.name}" for name in names)]
    return any(name == floor or name.startswith(f"{floor}.") for name in imported for floor in _WITH_DJANGO)


def _overview() -> str:
    lines = ["lantern VERB ...   (lantern VERB --help says more)", ""]
    for verb in verbs():
        about = (ast.get_docstring(_read(verb)) or "").split("\n")[0]
        lines.append(f"  {typed(verb):<18} {about}")
    return "\n".join(lines) + "\n"


def typed(verb: str) -> str:
    """Say a file's name as it is typed: `import ssda903`, but `check-settings`."""
    first, _, rest = verb.partition("_")
    if not rest:
        return verb
    return f"{first} {rest.replace('_', '-')}" if first in {"import", "duties"} else verb.replace("_", "-")
