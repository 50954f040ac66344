"""The settings of the site. What comes from outside is read in env.py, and nowhere else."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, SELF

from sideways.config import env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.data_folder()

DEMO = env.flag("SIDEWAYS_DEMO")
DEVELOPMENT = env.flag("SIDEWAYS_DEVELOPMENT")
HTTPS = env.flag("SIDEWAYS_HTTPS")
DEBUG = False  # a page of internals is never shown; errors go to the log

SECRET_KEY = env.secret("SIDEWAYS_SECRET_KEY", DATA / "secret.key")
VAULT_KEYS = env.names("SIDEWAYS_VAULT_KEY") or [env.secret("SIDEWAYS_VAULT_KEY", DATA / "vault.key")]
ALLOWED_HOSTS = env.names("SIDEWAYS_HOSTS", "127.0.0.1,localhost,[::1]")
SITE_NAME = env.text("SIDEWAYS_NAME", "Sideways")
SITE_URL = env.text("SIDEWAYS_URL", f"http://127.0.0.1:{env.whole('PORT', 8000)}").rstrip("/")  # in e-mails
CONTACT_EMAIL = env.text("SIDEWAYS_CONTACT", "operator@demo.example.org" if DEMO else "")

INSTALLED_APPS = [
    # Ours first, the look last among them: the first template of a name is the one that is used.
    "sideways.common",
    "sideways.vault",
    "sideways.search",
    "sideways.notices",
    "sideways.live",
    "sideways.people",
    "sideways.feeds",
    "sideways.busy",
    "sideways.introductions",
    "sideways.meetings",
    "sideways.guardians",  # before lessons: what leads from a lesson to its author is needed to erase
    "sideways.files",  # before lessons as well, and beside them before comments
    "sideways.comments",  # before lessons as well
    "sideways.lessons",
    "sideways.week",
    "sideways.receipts",
    "sideways.villages",
    "sideways.patterns",
    "sideways.webhooks",
    "sideways.api",
    "sideways.web",
    "sideways.demo",
    "sideways.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "sideways.web.middleware.private_by_default",
    "sideways.web.middleware.joining_first",
]

ROOT_URLCONF = "sideways.config.urls"
ASGI_APPLICATION = "sideways.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "sideways.ui.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "sideways.web.context.site",
            ],
        },
    }
]
FORM_RENDERER = "sideways.ui.rendering.FormRenderer"

DATABASES = {"default": env.database(DATA / "sideways.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {
            "MAX_ENTRIES": 10_000
        },  # limits are counted there: one row for each caller of the last minutes
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]  # docs/how-to/translate.md says how to add one
if len(LANGUAGES) > 1:  # as the browser asks. With one there is nothing to choose, and no Vary to send
    _place = MIDDLEWARE.index("django.middleware.common.CommonMiddleware")
    MIDDLEWARE.insert(_place, "django.middleware.locale.LocaleMiddleware")
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend" if DEMO else env.email_backend()
ANYMAIL = env.pairs("SIDEWAYS_EMAIL_SETTINGS")  # what the provider of SIDEWAYS_EMAIL asks for
EMAIL_FILE_PATH = DATA / "outbox"
EMAIL_HOST = env.text("SIDEWAYS_SMTP_HOST", "localhost")
EMAIL_PORT = env.whole("SIDEWAYS_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("SIDEWAYS_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("SIDEWAYS_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("SIDEWAYS_SMTP_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("SIDEWAYS_FROM", f"{SITE_NAME} <noreply@localhost>")

# Accounts
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "web:home"
ACCOUNT_ADAPTER = "sideways.people.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "sideways.people.adapter.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "sideways.people.forms.SignInForm",
    "signup": "sideways.people.forms.SignUpForm",
    "reset_password": "sideways.people.forms.ForgottenPasswordForm",
    "reset_password_from_key": "sideways.people.forms.NewPasswordForm",
    "change_password": "sideways.people.forms.ChangePasswordForm",
    "set_password": "sideways.people.forms.SetPasswordForm",
    "add_email": "sideways.people.forms.ChangeEmailForm",
    "confirm_email_verification_code": "sideways.people.forms.EmailCodeForm",
    "reauthenticate": "sideways.people.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True  # one address each: a new one replaces the old once it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # tell people when a way to sign in changes
ACCOUNT_SIGNUP_REDIRECT_URL = "people:join"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("SIDEWAYS_BEHIND_PROXY") else 0  # whose address rate limits count
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "sideways.people.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "sideways.people.forms.SecondStepForm",
    "reauthenticate": "sideways.people.forms.ReauthenticateByCodeForm",
    "activate_totp": "sideways.people.forms.AuthenticatorAppForm",
    "add_webauthn": "sideways.people.forms.PasskeyForm",
    "edit_webauthn": "sideways.people.forms.RenamePasskeyForm",
}
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False  # everybody makes the declaration of P1
SOCIALACCOUNT_FORMS = {
    "signup": "sideways.people.forms.ProviderSignUpForm",
    "disconnect": "sideways.people.forms.UnlinkForm",
}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # a provider's word on an address is not proof to us
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": provider.id,
                "name": provider.name,
                "client_id": provider.client_id,
                "secret": provider.client_secret,
                "settings": {"server_url": provider.server_url},
            }
            for provider in env.oidc_providers()
        ],
    }
}

# Security: no third party, no inline script, and the session's own cookies only.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        # A sign-in button leads on to its service, and browsers count that as where the form goes.
        "form-action": [SELF, *(origin for provider in env.oidc_providers() for origin in provider.origins)],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = env.names("SIDEWAYS_ORIGINS")
CSRF_FAILURE_VIEW = "sideways.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("SIDEWAYS_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 6_000_000  # a file that is to be cleaned never lies on the disk as it came

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without secrets": {"()": "sideways.common.logs.WithoutSecrets"}},
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without secrets"]}
    },
    "root": {"handlers": ["stderr"], "level": env.text("SIDEWAYS_LOG", "WARNING")},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}

# A folder with model.onnx and tokenizer.json, “none”, or nothing: the model of the extra, where installed.
SEARCH_MODEL = env.search_model()

# Names of people that stand alone in a text: looked for where ./run names has installed what finds them.
NAMES = env.flag("SIDEWAYS_NAMES", default=True)

# Whether the worker prepares a round of introductions on the first Monday of each month.
ROUND_EVERY_MONTH = env.flag("SIDEWAYS_ROUND_EVERY_MONTH", default=True)

# Regular jobs, enqueued by the worker when they are due.
SCHEDULE = {
    "sideways.common.tasks.results_prune": timedelta(days=1),
    "sideways.common.tasks.audit_forget": timedelta(days=1),
    "sideways.common.tasks.cache_clear": timedelta(days=1),
    "sideways.common.tasks.planner_inform": timedelta(days=1),
    "sideways.notices.tasks.emails_send": timedelta(minutes=1),
    "sideways.search.tasks.words_count": timedelta(days=1),
    "sideways.search.tasks.embeddings_make": timedelta(seconds=30),
    "sideways.live.tasks.news_forget": timedelta(hours=1),
    "sideways.notices.tasks.plans_begin": timedelta(minutes=10),
    "sideways.notices.tasks.digests_send": timedelta(minutes=1),
    "sideways.webhooks.tasks.webhooks_run": timedelta(minutes=1),
    "sideways.lessons.tasks.drafts_forget": timedelta(days=1),
    "sideways.lessons.tasks.withdrawn_forget": timedelta(days=1),
    "sideways.lessons.tasks.groups_widen": timedelta(hours=1),
    "sideways.comments.tasks.groups_widen": timedelta(hours=1),
    "sideways.files.tasks.waiting_forget": timedelta(hours=1),
    "sideways.villages.tasks.projects_forget": timedelta(days=1),
    "sideways.villages.tasks.proposals_forget": timedelta(days=1),
    "sideways.villages.tasks.days_forget": timedelta(days=1),
    "sideways.patterns.tasks.edition_make": timedelta(days=1),
    "sideways.week.tasks.weeks_choose": timedelta(hours=1),
    "sideways.introductions.tasks.introductions_close": timedelta(minutes=1),
    "sideways.introductions.tasks.introductions_forget": timedelta(days=1),
    "sideways.introductions.round_tasks.rounds_work": timedelta(minutes=1),
    "sideways.introductions.round_tasks.round_of_the_month": timedelta(hours=1),
    "sideways.introductions.round_tasks.plans_forget": timedelta(days=1),
    "sideways.guardians.tasks.unmaskings_forget": timedelta(days=1),
    "sideways.feeds.tasks.addresses_forget": timedelta(days=1),
    "sideways.busy.tasks.busy_times_forget": timedelta(days=1),
    "sideways.meetings.tasks.meetings_tidy": timedelta(hours=1),
    "sideways.api.tasks.requests_forget": timedelta(hours=1),
    "sideways.api.tasks.tokens_forget": timedelta(days=1),
    "sideways.people.tasks.sessions_clear": timedelta(days=1),
    "sideways.people.tasks.accounts_forget_unverified": timedelta(days=1),
    "sideways.people.tasks.accounts_forget_unfinished": timedelta(days=1),
    "sideways.people.tasks.invitations_forget": timedelta(days=1),
    "sideways.people.tasks.proposals_forget": timedelta(days=1),
    "sideways.people.tasks.uploads_forget": timedelta(hours=1),
}
