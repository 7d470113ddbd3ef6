"""Check an inquiry bundle: whether every file in it is as it was released."""

from __future__ import annotations

import argparse
from pathlib import Path

from lantern.documents.manifests import Checked, check
from lantern.vocabulary.refusals import Refused

TOUCHES_NO_CHILD = "It reads one file that somebody was handed, and reaches no database."


def run(argv: list[str]) -> int:
    """Check the archive against its manifest; give 0 where all is as it was released."""
    asked = _parser().parse_args(argv)
    path = Path(asked.file)
    if not path.is_file():
        raise Refused(f"There is no file {path}.")
    checked = check(path)
    faults = list(checked.faults)
    if asked.sha256 and asked.sha256.lower() != checked.sha256:
        faults.append("The archive is another one: its SHA-256 is not the one that was given.")
    _tell(checked, len(faults))
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lantern bundle", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="check")
    checking = verbs.add_parser("check", help="check an archive against its manifest")
    checking.add_argument("file", metavar="FILE", help="the archive (.zip)")
    checking.add_argument(
        "--sha256", help="the SHA-256 that the bundle's page shows: proves it is that very one"
    )
    return parser


def _tell(checked: Checked, faults: int) -> None:
    said = checked.manifest
    print(f"SHA-256 of the archive: {checked.sha256}")
    if said:
        released, chain = said.get("released") or {}, said.get("audit_chain") or {}
        print(f"Bundle {said.get('bundle')}, released {released.get('at')}, {len(said['files'])} files.")
        print(f"Sealed entries: {'in it' if said.get('holds_sealed') else 'left out'}.")
        print(f"Audit chain at its making: entry {chain.get('number')}, {chain.get('sha256')}.")
    if faults:
        print(f"{faults} fault{'' if faults == 1 else 's'}:")
    else:
        print(
            "Every file is as the manifest lists it. Compare the SHA-256 with the bundle's page in Lantern."
        )
