"""The one place that reads the environment. Everything else asks Django's settings."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import django.conf.locale
from csp.constants import NONE, SELF

from lantern.procedures.local_tables import kept, own
from lantern.typesetting.tiles import TileSource, tile_source

PACKAGE = Path(__file__).resolve().parent.parent
LANTERN_HOME = Path(os.environ.get("LANTERN_HOME") or ".lantern").absolute()
LANTERN_PORT = int(os.environ.get("LANTERN_PORT") or 8000)
LANTERN_MODE = os.environ.get("LANTERN_MODE") or "demo"
if LANTERN_MODE not in {"demo", "live"}:
    raise SystemExit(f"LANTERN_MODE is {LANTERN_MODE!r}; it must be 'demo' or 'live'.")
IS_DEMO = LANTERN_MODE == "demo"
TESTING = os.environ.get("LANTERN_TESTING") == "1"
DEBUG = False


def _secret_key() -> str:
    """Read the installation's secret: the environment first, then the file that set-up makes once."""
    given = os.environ.get("LANTERN_SECRET_KEY")
    file = LANTERN_HOME / "secret.key"
    if given:
        return given
    if file.exists():
        return file.read_text().strip()
    return "not-set-up" if TESTING else ""


SECRET_KEY = _secret_key() or "not-set-up-yet-run-make-setup"
SECRET_IS_SET = SECRET_KEY != "not-set-up-yet-run-make-setup"  # noqa: S105 - a marker, not a secret


def _database_urls() -> tuple[str, str]:
    """Give the application's and the owner's address, from the environment or the launcher's file."""
    application, owner = os.environ.get("DATABASE_URL"), os.environ.get("DATABASE_OWNER_URL")
    file = LANTERN_HOME / "database.json"
    if not application and file.exists():
        found = json.loads(file.read_text())
        application, owner = found["url"], found["owner_url"]
    fallback = "postgresql://lantern_app@127.0.0.1:5432/lantern"
    return application or fallback, owner or application or fallback


def _database(url: str, *, pooled: bool) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    options.setdefault("connect_timeout", 5)
    options["server_side_binding"] = True
    if pooled:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 3, "reconnect_timeout": 1}
        # A connection that is kept prepares what it says a third time; a pooler in front may not be able to.
        options["prepare_threshold"] = 2 if os.environ.get("LANTERN_PREPARE") != "0" else None
    return {
        "ENGINE": "lantern.gateways.prepared",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # a database that came back is not answered for by a dead connection
        "ATOMIC_REQUESTS": False,
    }


DATABASE_URL, DATABASE_OWNER_URL = _database_urls()
AS_OWNER = os.environ.get("LANTERN_AS_OWNER") == "1"
# The role that every door uses; migrations grant to it and revoke from it by name.
DATABASE_APPLICATION_ROLE = unquote(urlsplit(DATABASE_URL).username or "lantern_app")
DATABASES = {
    "default": _database(
        DATABASE_OWNER_URL if AS_OWNER else DATABASE_URL,
        pooled=os.environ.get("LANTERN_POOL") == "1",
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "django_htmx",
    "csp",
    "axes",
    "lantern.accounts",
    "lantern.record",
    "lantern.web",
    "lantern.jobs",
]

MIDDLEWARE = [
    "lantern.web.outage.OutageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lantern.web.turns.TurnMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lantern.site.urls"
WSGI_APPLICATION = "lantern.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lantern.web.surroundings.surroundings",
                "lantern.web.keeping.keeping",
            ],
            "builtins": ["lantern.web.templatetags.lantern"],
        },
    }
]
FORM_RENDERER = "lantern.web.forms.rendering.GovukRenderer"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "board"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "lantern.web.signing_in.locked_out"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # one shift
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("LANTERN_HTTPS") == "1"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lantern.web.errors.forged"
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"
# The address that links in messages begin with; forms are taken from it too, so that TLS in front needs no more.
PUBLIC_ADDRESS = (os.environ.get("LANTERN_ADDRESS") or f"http://127.0.0.1:{LANTERN_PORT}").rstrip("/")
_HOSTS = (os.environ.get("LANTERN_HOSTS") or "127.0.0.1,localhost,[::1]").split(",")
ALLOWED_HOSTS = [*_HOSTS, urlsplit(PUBLIC_ADDRESS).hostname or "127.0.0.1"] + (
    ["testserver"] if TESTING else []
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if os.environ.get("LANTERN_ADDRESS") else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]
# Django does not know these two; the child's pages will need them.
django.conf.locale.LANG_INFO.update(
    {
        "ti": {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"},
        "prs": {"bidi": True, "code": "prs", "name": "Dari", "name_local": "دری"},
    }
)
LANGUAGES = [("en-gb", "English")]

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "web" / "static" / "built"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["lantern.web.uploads.HeldInMemory"]

# The world outside
SMTP_URL = os.environ.get("SMTP_URL") or ""
MAIL_FROM = os.environ.get("LANTERN_MAIL_FROM") or "lantern@localhost"
# Text messages to duty mobiles, by an HTTP gateway: without SMS_URL there are none. See docs/channels.md.
SMS_URL = os.environ.get("SMS_URL") or ""
SMS_TOKEN = os.environ.get("SMS_TOKEN") or ""
SMS_FORM = os.environ.get("SMS_FORM") == "1"  # a form; JSON otherwise
# An organisation's own system may stand on a private network only where the operator says so.
WEBHOOKS_MAY_BE_PRIVATE = os.environ.get("WEBHOOKS_MAY_BE_PRIVATE") == "1"
# A partnership's own local tables: who is told when, how long is waited. None is the example that comes with Lantern.
# What was read where Lantern was started lies as a copy in the data folder, and holds for every program until the next.
_KEPT = kept(home=LANTERN_HOME)
LOCAL_TABLES = (
    _KEPT if _KEPT.is_dir() else own(named=os.environ.get("LANTERN_LOCAL_TABLES"), home=LANTERN_HOME)
)
# Why the folder that was named is not the one that is read: set by whoever starts the programs, and shown.
TABLES_REFUSED = os.environ.get("LANTERN_TABLES_REFUSED") or ""


def _map_tiles() -> TileSource | None:
    """Read where the pictures of a map come from; None where there is none, and the list of places is all."""
    address, attribution = (os.environ.get(f"LANTERN_MAP_{name}") or "" for name in ("TILES", "ATTRIBUTION"))
    try:
        own = [urlsplit(PUBLIC_ADDRESS).hostname or "", *_HOSTS]
        return tile_source(address, attribution, over_https=SESSION_COOKIE_SECURE, own_hosts=own)
    except ValueError as wrong:
        raise SystemExit(str(wrong)) from wrong


# A map of the places of a search, only where a partnership names the server of its tiles. See docs/places.md.
MAP_TILES = _map_tiles()
# Whom to ring when the record cannot be reached: a file, because the database may be what is gone.
DUTY_NUMBERS_FILE = LANTERN_HOME / "duty-numbers.txt"

# Deadlines in a calendar programme, without names: only where the partnership says that such devices are managed.
DEVICES_ARE_MANAGED = os.environ.get("LANTERN_DEVICES_MANAGED") == "1"

PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True
PROCRASTINATE_ON_APP_READY = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "lantern.gateways.logs.NamelessFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "lantern": {"level": "INFO"},
        "axes": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
    },
}
