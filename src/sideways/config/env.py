"""Every setting that comes from outside, typed, with the remedy when it is wrong.

Safe defaults: without any of these the site runs in production mode on SQLite, on this
machine only.
"""

import os
import secrets
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import environ

env = environ.Env()

CONNECTED_SECONDS = 600  # a connection to the database serves many pages, and not for ever

# Those of django-anymail that need nothing installed besides.
EMAIL_PROVIDERS = frozenset(
    {"brevo", "mailersend", "mailgun", "mailjet", "mailtrap", "mandrill", "postal"}
    | {"postmark", "resend", "scaleway", "sendgrid", "sparkpost", "unisender_go"}
)


class SettingError(Exception):
    """A setting cannot be used; the message says what to set."""


@dataclass(frozen=True, slots=True)
class OidcProvider:
    """One sign-in service: ``id`` stands in its address, ``name`` on its button."""

    id: str
    name: str
    server_url: str
    client_id: str
    client_secret: str
    more_origins: tuple[str, ...] = ()

    @property
    def origins(self) -> list[str]:
        """Return where a browser may be led: the service itself, and wherever it asks people to sign in."""
        return ["{0.scheme}://{0.netloc}".format(urlsplit(self.server_url)), *self.more_origins]


def flag(name: str, default: bool = False) -> bool:
    """Return a yes-or-no setting: 1, true, yes or 0, false, no."""
    text = os.environ.get(name, "").strip().lower()
    if text in {"", "0", "false", "no"}:
        return default if text == "" else False
    if text in {"1", "true", "yes"}:
        return True
    raise SettingError(f"{name} is “{text}”. Set it to 1 or 0.")


def text(name: str, default: str = "") -> str:
    """Return a setting as it stands."""
    return os.environ.get(name, default)


def whole(name: str, default: int) -> int:
    """Return a whole number."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdecimal():
        raise SettingError(f"{name} is “{value}”. Set it to a whole number such as {default}.")
    return int(value)


def names(name: str, default: str = "") -> list[str]:
    """Return a list written with commas."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def pairs(name: str) -> dict[str, str]:
    """Return settings written as KEY=value with commas."""
    items = [item.partition("=") for item in names(name)]
    for key, equals, value in items:
        if not (key and equals and value):
            raise SettingError(f"{name} holds “{key}”. Write KEY=value, with commas between several.")
    return {key.strip(): value.strip() for key, _equals, value in items}


def email_backend() -> str:
    """Return what sends e-mail: SMTP, or a provider that django-anymail knows by name."""
    provider = text("SIDEWAYS_EMAIL", "smtp").strip().lower()
    if provider == "smtp":
        return "django.core.mail.backends.smtp.EmailBackend"
    if provider not in EMAIL_PROVIDERS:
        known = ", ".join(sorted(EMAIL_PROVIDERS))
        raise SettingError(f"SIDEWAYS_EMAIL is “{provider}”. Set it to smtp or one of {known}.")
    return f"anymail.backends.{provider}.EmailBackend"


def data_folder() -> Path:
    """Return the folder that holds the database, the keys and the outbox."""
    folder = Path(text("SIDEWAYS_DATA", "data")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret(name: str, file: Path) -> str:
    """Return a secret from the environment or from a file that is made once, for the owner only.

    Raises SettingError when the file is there but empty or cannot be read.
    """
    if value := os.environ.get(name, ""):
        return value
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingError(f"{file} cannot be written ({error.strerror}). Set {name} instead.") from error
    value = file.read_text().strip()
    if not value:
        raise SettingError(f"{file} is empty. Put the secret back from your backup, or set {name}.")
    return value


def oidc_providers() -> list[OidcProvider]:
    """Return the sign-in services named in SIDEWAYS_OIDC, each with its own four settings."""
    providers = []
    for key in names("SIDEWAYS_OIDC"):
        prefix = f"SIDEWAYS_OIDC_{key.upper()}_"
        values = {part: text(prefix + part) for part in ("NAME", "SERVER_URL", "CLIENT_ID", "CLIENT_SECRET")}
        missing = [prefix + part for part, value in values.items() if not value]
        if missing:
            raise SettingError(f"SIDEWAYS_OIDC names “{key}”. Set {', '.join(missing)} too.")
        more_origins = tuple(names(prefix + "ORIGINS"))
        _must_be_safe(prefix + "SERVER_URL", values["SERVER_URL"])
        for origin in more_origins:
            _must_be_safe(prefix + "ORIGINS", origin, only_origin=True)
        providers.append(
            OidcProvider(
                id=key,
                name=values["NAME"],
                server_url=values["SERVER_URL"],
                client_id=values["CLIENT_ID"],
                client_secret=values["CLIENT_SECRET"],
                more_origins=more_origins,
            )
        )
    if len({provider.client_id for provider in providers}) < len(providers):
        # Its name and client id are all that a half-finished sign-up remembers of a service.
        raise SettingError("Two services in SIDEWAYS_OIDC have the same client id. Ask one for another.")
    return providers


def search_model() -> str:
    """Return the folder of the model for the search by meaning, “none”, or nothing: the one of the extra."""
    chosen = text("SIDEWAYS_SEARCH_MODEL").strip()
    if chosen in {"", "none"}:
        return chosen
    there = f"SIDEWAYS_SEARCH_MODEL is “{chosen}”"
    remedy = "Set it to a folder with model.onnx and tokenizer.json, to “none”, or leave it out."
    for name in ("model.onnx", "tokenizer.json"):
        if not (Path(chosen) / name).is_file():
            raise SettingError(f"{there}, but there is no {name}. {remedy}")
    if not (find_spec("onnxruntime") and find_spec("tokenizers")):
        raise SettingError(f"{there}, but what runs it is not installed. Install it with ./run semantic.")
    return chosen


def _must_be_safe(name: str, url: str, *, only_origin: bool = False) -> None:
    """Raise SettingError for an address that others could read along, or that is none."""
    parts = urlsplit(url)
    loopback = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if not parts.netloc or (parts.scheme != "https" and not loopback):
        raise SettingError(f"{name} is “{url}”. Set it to an address that starts with https://.")
    if only_origin and url != f"{parts.scheme}://{parts.netloc}":
        raise SettingError(f"{name} holds “{url}”. Leave out all after the host: https://{parts.netloc}.")


def database(default_file: Path) -> dict:
    """Return the database of DATABASE_URL, or SQLite in the data folder."""
    url = text("DATABASE_URL")
    settings = (
        environ.Env.db_url_config(url)
        if url
        else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default_file)}
    )
    settings.setdefault("CONN_MAX_AGE", CONNECTED_SECONDS)
    if settings["ENGINE"].endswith("sqlite3"):
        # Writers wait for each other instead of failing; readers never wait. What may have to be taken back
        # is kept in memory: a file for it would leave rows on the disk, outside the folder of the data.
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;",
        }
    elif settings["ENGINE"].endswith("postgresql"):
        settings["CONN_HEALTH_CHECKS"] = True
        settings.setdefault("OPTIONS", {})
    else:
        raise SettingError("DATABASE_URL must start with postgres:// or sqlite:///.")
    return settings
