"""What is said about a database that somebody else runs, when it will not do."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from lantern.gateways import postgres, postgres_roles
from lantern.gateways.postgres_roles import DatabaseRefused, check_given, check_version

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Addresses]:
    cluster = postgres.embedded(home=tmp_path_factory.mktemp("given"), settings=postgres.THROW_AWAY)
    yield postgres.start(cluster).addresses
    postgres.stop(cluster)


def refusal(*, url: str | None, owner_url: str | None) -> str:
    with pytest.raises(DatabaseRefused) as caught:
        check_given(url=url, owner_url=owner_url)
    return caught.value.message


def test_good_database_is_accepted_with_its_version(addresses: postgres.Addresses) -> None:
    with psycopg.connect(addresses.url) as connection:
        number = connection.info.server_version
    said = check_given(url=addresses.url, owner_url=addresses.owner_url)
    assert said == f"PostgreSQL {number // 10_000}.{number % 10_000}"


@pytest.mark.parametrize(
    ("url", "owner_url", "missing"),
    [("postgresql://x", None, "DATABASE_OWNER_URL"), (None, "postgresql://x", "DATABASE_URL")],
)
def test_one_address_without_the_other(url: str | None, owner_url: str | None, missing: str) -> None:
    assert refusal(url=url, owner_url=owner_url) == (
        f"{missing} is not set. Set both: DATABASE_URL for the role that Lantern works as, and "
        "DATABASE_OWNER_URL for the role that owns the tables and changes them at an upgrade."
    )


def test_wrong_password_names_the_variable_and_shows_no_password(addresses: postgres.Addresses) -> None:
    wrong = addresses.url.replace("lantern_app:", "lantern_app:wrong-")
    said = refusal(url=wrong, owner_url=addresses.owner_url)
    assert said.startswith("No connection to the database of DATABASE_URL: ")
    assert 'password authentication failed for user "lantern_app"' in said
    assert "wrong-" not in said


def test_no_server_there(addresses: postgres.Addresses) -> None:
    said = refusal(url=addresses.url, owner_url="postgresql://someone:word@127.0.0.1:1/lantern")
    assert said.startswith("No connection to the database of DATABASE_OWNER_URL: ")
    assert said.endswith("Is the server running, and may the role sign in?")


def test_address_that_is_none(addresses: postgres.Addresses) -> None:
    said = refusal(url="lantern, please", owner_url=addresses.owner_url)
    assert said.startswith("No connection to the database of DATABASE_URL: ")


def test_superuser_is_refused_as_the_application(addresses: postgres.Addresses) -> None:
    superuser = addresses.superuser_url.removesuffix("/postgres") + "/lantern"
    assert refusal(url=superuser, owner_url=addresses.owner_url) == (
        "The role 'postgres' of DATABASE_URL is a superuser: it would then hold nobody back. "
        "Make a plain role for it: CREATE ROLE lantern_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '...';"
    )


def test_owner_is_refused_as_the_application(addresses: postgres.Addresses) -> None:
    said = refusal(url=addresses.owner_url, owner_url=addresses.owner_url)
    assert said.startswith("The role 'lantern_owner' of DATABASE_URL is, or is a member of, the owner")


def test_role_that_bypasses_row_security_is_refused(addresses: postgres.Addresses) -> None:
    with psycopg.connect(addresses.superuser_url, autocommit=True) as connection:
        connection.execute("create role loose login bypassrls password 'loose'")
    said = refusal(
        url=f"postgresql://loose:loose@127.0.0.1:{addresses.port}/lantern", owner_url=addresses.owner_url
    )
    assert said.startswith("The role 'loose' of DATABASE_URL may bypass row-level security:")


def test_owner_that_may_not_make_tables_is_refused(addresses: postgres.Addresses) -> None:
    with psycopg.connect(addresses.superuser_url, autocommit=True) as connection:
        connection.execute("create role weak login password 'weak'")
    weak = f"postgresql://weak:weak@127.0.0.1:{addresses.port}/lantern"
    assert refusal(url=addresses.url, owner_url=weak) == (
        "The role 'weak' of DATABASE_OWNER_URL may not make tables in 'lantern'. Let a superuser run: "
        "ALTER DATABASE lantern OWNER TO weak;"
    )


def test_two_different_databases_are_refused(addresses: postgres.Addresses) -> None:
    other = addresses.url.removesuffix("/lantern") + "/postgres"
    assert refusal(url=other, owner_url=addresses.owner_url) == (
        "DATABASE_URL and DATABASE_OWNER_URL name different databases. Both must name one."
    )


def test_missing_extension_that_the_owner_may_not_add(addresses: postgres.Addresses) -> None:
    superuser = addresses.superuser_url.removesuffix("/postgres") + "/lantern"
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("drop extension pg_trgm")
        with psycopg.connect(addresses.url) as app, pytest.raises(DatabaseRefused) as caught:
            postgres_roles.ensure_extensions(app)
        postgres_roles.prepare(
            url=addresses.url, owner_url=addresses.owner_url, superuser_url=addresses.superuser_url
        )
    assert caught.value.message == (
        "The database lacks pg_trgm, and its owner may not add them (permission denied to create extension "
        '"pg_trgm"). Let a superuser run in it: CREATE EXTENSION pg_trgm;'
    )


def test_owner_adds_a_missing_extension_itself(addresses: postgres.Addresses) -> None:
    superuser = addresses.superuser_url.removesuffix("/postgres") + "/lantern"
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("drop extension pg_trgm")
        check_given(url=addresses.url, owner_url=addresses.owner_url)
        found = connection.execute("select 1 from pg_extension where extname = 'pg_trgm'").fetchone()
    assert found == (1,)


def test_old_server_is_refused_by_its_version() -> None:
    with pytest.raises(DatabaseRefused) as caught:
        check_version(140_012)
    assert caught.value.message == (
        "The database is PostgreSQL 14.12. Lantern needs 15 or later: upgrade the server, or unset "
        "DATABASE_URL and DATABASE_OWNER_URL to use the one that comes with Lantern."
    )
