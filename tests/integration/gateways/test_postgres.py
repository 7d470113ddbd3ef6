"""The embedded PostgreSQL, in the folders and after the accidents that it must bear."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

import psycopg
import pytest

from lantern.gateways import postgres, postgres_folder, postgres_owner
from lantern.vocabulary.refusals import Refused

pytestmark = pytest.mark.database

ClusterAt = Callable[..., postgres.Cluster]

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="Only root can be kept from running PostgreSQL.")


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row and len(row) == 1 else row


@pytest.fixture
def cluster_at() -> Iterator[Callable[..., postgres.Cluster]]:
    """Describe clusters, and stop each of them after the test, however it ended."""
    made: list[postgres.Cluster] = []

    def describe(home: Path, settings: Mapping[str, str] = postgres.THROW_AWAY) -> postgres.Cluster:
        made.append(postgres.embedded(home=home, settings=settings))
        return made[-1]

    yield describe
    for cluster in made:
        postgres.stop(cluster)


@pytest.fixture
def cluster(cluster_at: ClusterAt, tmp_path: Path) -> postgres.Cluster:
    return cluster_at(tmp_path / "home")


def test_start_in_a_path_with_spaces_and_quotes(cluster_at: ClusterAt, tmp_path: Path) -> None:
    cluster = cluster_at(tmp_path / "a \"path\" with 'marks' $HOME")
    running = postgres.start(cluster)
    assert ask(running.addresses.url, "select current_user") == "lantern_app"
    assert postgres.stop(cluster)


def test_start_in_a_path_longer_than_a_socket_may_have(cluster_at: ClusterAt, tmp_path: Path) -> None:
    cluster = cluster_at(tmp_path / ("long" * 40))
    assert len(str(cluster.data)) > 107
    assert ask(postgres.start(cluster).addresses.url, "select 1") == 1
    assert postgres.stop(cluster)


@needs_root
def test_start_in_a_folder_that_only_root_may_enter(cluster_at: ClusterAt, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = cluster_at(closed / "home")
    if not postgres_owner._mapped():
        with pytest.raises(postgres_owner.FolderNotReachable):
            postgres.start(cluster)
        return
    assert ask(postgres.start(cluster).addresses.url, "select 1") == 1
    assert (closed.stat().st_mode & 0o777, cluster.data.stat().st_uid) == (0o700, 0)
    assert postgres.stop(cluster)


@needs_root
def test_root_without_user_mapping_is_told_where_nobody_may_not_go(
    cluster_at: ClusterAt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_owner, "_mapped", lambda: ())
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = cluster_at(closed / "home")
    with pytest.raises(postgres_owner.FolderNotReachable, match="the user nobody may not reach"):
        postgres.start(cluster)


@needs_root
def test_root_without_user_mapping_runs_as_nobody(
    cluster_at: ClusterAt, monkeypatch: pytest.MonkeyPatch, open_folder: Path
) -> None:
    monkeypatch.setattr(postgres_owner, "_mapped", lambda: ())
    cluster = cluster_at(open_folder / "home")
    if not _nobody_may_run(cluster.programs):
        with pytest.raises(postgres_owner.FolderNotReachable):
            postgres.start(cluster)
        return
    running = postgres.start(cluster)
    assert ask(running.addresses.url, "select 1") == 1
    assert cluster.data.stat().st_uid != 0
    assert cluster.addresses_file.stat().st_uid == 0
    assert postgres.stop(cluster)
    assert postgres.start(cluster).started
    assert postgres.stop(cluster)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others may pass through, which pytest's own temporary folders are not."""
    made = Path(subprocess.run(["mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip())
    made.chmod(0o755)
    yield made
    subprocess.run(["rm", "-rf", str(made)], check=True)


def _nobody_may_run(programs: Path) -> bool:
    words = ["/usr/bin/test", "-x", str(programs / "postgres")]
    return subprocess.run(words, check=False, user="nobody", extra_groups=[]).returncode == 0


def test_data_outlives_a_stop(cluster: postgres.Cluster) -> None:
    first = postgres.start(cluster)
    with psycopg.connect(first.addresses.owner_url) as connection:
        connection.execute("create table kept as select 7 as number")
    assert postgres.stop(cluster)
    second = postgres.start(cluster)
    assert second.addresses == first.addresses
    assert ask(second.addresses.owner_url, "select number from kept") == 7


def test_start_again_at_once_after_kill_nine_keeps_what_was_committed(
    cluster_at: ClusterAt, tmp_path: Path
) -> None:
    cluster = cluster_at(tmp_path / "home", postgres.DURABLE)  # durable, as an installation has it
    first = postgres.start(cluster)
    with psycopg.connect(first.addresses.owner_url) as connection:
        connection.execute("create table kept as select 7 as number")
    sleeper = psycopg.connect(first.addresses.owner_url)
    os.kill(first.pid, signal.SIGKILL)
    second = postgres.start(cluster)
    sleeper.close()
    assert second.started
    assert second.pid != first.pid
    assert ask(second.addresses.owner_url, "select number from kept") == 7
    assert postgres.stop(cluster)


def test_start_over_a_pid_file_whose_number_is_another_programs(cluster: postgres.Cluster) -> None:
    postgres.start(cluster)
    postgres.stop(cluster)
    with subprocess.Popen(["sleep", "60"]) as stranger:
        lines = [stranger.pid, cluster.data, 1, 5432, "", "127.0.0.1", "1 1", "ready"]
        (cluster.data / "postmaster.pid").write_text("".join(f"{line}\n" for line in lines))
        assert postgres.running(cluster) is None
        assert postgres.start(cluster).started
        assert stranger.poll() is None
        stranger.kill()


def test_second_start_keeps_the_running_one(cluster: postgres.Cluster) -> None:
    first = postgres.start(cluster)
    assert postgres.start(cluster) == replace(first, started=False)


def test_start_on_another_port_when_its_own_was_taken(cluster: postgres.Cluster) -> None:
    first = postgres.start(cluster)
    postgres.stop(cluster)
    with socket.socket() as taker:
        taker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taker.bind(("127.0.0.1", first.addresses.port))
        taker.listen()
        second = postgres.start(cluster)
    assert second.addresses == first.addresses.at(port=second.addresses.port)
    assert second.addresses.port != first.addresses.port
    assert json.loads(cluster.addresses_file.read_text()) == asdict(second.addresses)


def test_stop_leaves_nothing_running(cluster: postgres.Cluster) -> None:
    running = postgres.start(cluster)
    assert postgres.stop(cluster)
    assert (postgres.running(cluster), postgres.stop(cluster)) == (None, False)
    with pytest.raises(ProcessLookupError):
        os.kill(running.pid, 0)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(running.addresses.url, connect_timeout=2)


def test_passwords_are_readable_by_their_owner_only(cluster: postgres.Cluster) -> None:
    running = postgres.start(cluster)
    modes = [
        stat.S_IMODE(path.stat().st_mode) for path in (cluster.addresses_file, cluster.data, cluster.log)
    ]
    assert modes == [0o600, 0o700, 0o600]
    secret = running.addresses.url.split(":")[2].split("@")[0]
    command = Path(f"/proc/{running.pid}/cmdline")
    assert secret not in (command.read_text() if command.exists() else "")


def test_wrong_password_is_refused(cluster: postgres.Cluster) -> None:
    running = postgres.start(cluster)
    wrong = postgres.Addresses.new(port=running.addresses.port)
    for url in asdict(wrong).values():
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(url)


def test_lost_passwords_are_made_anew(cluster: postgres.Cluster) -> None:
    first = postgres.start(cluster)
    postgres.stop(cluster)
    cluster.addresses_file.unlink()
    second = postgres.start(cluster)
    assert second.addresses != first.addresses
    assert ask(second.addresses.superuser_url, "select current_user") == "postgres"


def test_half_made_data_folder_is_made_again(cluster: postgres.Cluster) -> None:
    (cluster.home / "postgres.new" / "base").mkdir(parents=True)
    assert postgres.start(cluster).started
    assert not (cluster.home / "postgres.new").exists()


def test_data_of_another_version_is_left_alone(cluster: postgres.Cluster) -> None:
    postgres.start(cluster)
    postgres.stop(cluster)
    version = cluster.data / "PG_VERSION"
    real = version.read_text()
    version.write_text("9\n")
    with pytest.raises(postgres.DatabaseNotStarted, match="was made by PostgreSQL 9"):
        postgres.start(cluster)
    version.write_text(real)


def test_missing_programs_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANTERN_PG_BIN", str(tmp_path))
    with pytest.raises(postgres.DatabaseNotStarted, match="There is no program 'postgres' in"):
        postgres.embedded(home=tmp_path)


def test_two_roles_with_no_more_than_they_need(cluster: postgres.Cluster) -> None:
    addresses = postgres.start(cluster).addresses
    question = (
        "select rolsuper or rolbypassrls or rolcreaterole or rolreplication, rolcreatedb"
        " from pg_roles where rolname = current_user"
    )
    assert ask(addresses.url, question) == (False, False)
    assert ask(addresses.owner_url, question) == (False, True)
    owner = "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"
    assert ask(addresses.url, owner) == "lantern_owner"
    with psycopg.connect(addresses.url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("create table mine (number int)")


def test_server_is_durable_checked_and_on_loopback_only(cluster_at: ClusterAt, tmp_path: Path) -> None:
    cluster = cluster_at(tmp_path / "home", postgres.DURABLE)
    url = postgres.start(cluster).addresses.superuser_url
    names = ("fsync", "data_checksums", "listen_addresses", "unix_socket_directories", "server_encoding")
    found = [ask(url, f"show {name}") for name in names]
    postgres.stop(cluster)
    assert found == ["on", "on", "127.0.0.1", "", "UTF8"]


def test_accented_letters_fold_and_make_trigrams(cluster: postgres.Cluster) -> None:
    url = postgres.start(cluster).addresses.url
    assert ask(url, "select lower('ŻÓŁĆ'), similarity('Żółć', 'żółć')") == ("żółć", 1.0)


def test_values_do_not_reach_the_log(cluster: postgres.Cluster) -> None:
    url = postgres.start(cluster).addresses.owner_url
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create table named (name text unique)")
        connection.execute("insert into named values ('Plainly Invented')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into named values ('Plainly Invented')")
    assert "Plainly Invented" not in cluster.log.read_text()


def test_long_log_is_laid_aside(cluster: postgres.Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "LOG_BYTES", 10)
    postgres.start(cluster)
    postgres.stop(cluster)
    postgres.start(cluster)
    assert cluster.log.with_suffix(".log.1").exists()


def test_server_that_cannot_start_shows_its_log(cluster: postgres.Cluster) -> None:
    broken = replace(cluster, settings={"no_such_setting": "1"})
    with pytest.raises(Refused, match="unrecognized configuration parameter"):
        postgres.start(broken)


def test_start_waits_for_one_that_is_stopping(cluster: postgres.Cluster) -> None:
    first = postgres.start(cluster)
    os.kill(first.pid, signal.SIGINT)
    second = postgres.start(cluster)
    assert ask(second.addresses.url, "select 1") == 1
    assert postgres_folder.known_addresses(cluster) == second.addresses


def test_stop_does_not_wait_for_an_idle_client(cluster: postgres.Cluster) -> None:
    idle = psycopg.connect(postgres.start(cluster).addresses.url)
    began = time.monotonic()
    assert postgres.stop(cluster)
    assert time.monotonic() - began < 10
    idle.close()
