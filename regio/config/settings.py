"""Settings of every process. What differs between installations comes from the environment (docs/operate.md)."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP

from regio.config import env

ROOT = Path(__file__).resolve().parents[2]
DATA = env.data_dir(ROOT / "var" / "demo")
DEMO = env.flag("REGIO_DEMO")
DEBUG = False

BASE_URL = os.environ.get("REGIO_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
_BASE = urlsplit(BASE_URL)
HTTPS = _BASE.scheme == "https"
SECRET_KEY = env.secret_key(DATA)
ALLOWED_HOSTS = [_BASE.hostname or "127.0.0.1"]
if not HTTPS:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost"]

# ── rooms ────────────────────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "regio.core",
    "regio.live",
    "regio.region",
    "regio.audit",
    "regio.search",
    "regio.files",
    "regio.notifications",
    "regio.moderation",
    "regio.pages",
    "regio.accounts",
    "regio.organisations",
    "regio.chat",
    "regio.portal",
]
MIDDLEWARE = [
    "regio.core.http.DatabaseDownMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",  # before static files: they get the policy too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "regio.core.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "regio.core.http.PrivateAnswersMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "regio.core.http.SaneRequestMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "regio.accounts.sessions.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "regio.core.http.RegioErrorMiddleware",
]
ROOT_URLCONF = "regio.config.urls"
WSGI_APPLICATION = "regio.config.wsgi.application"

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "regio.portal.context.shell",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,  # folders named jinja2; pages of libraries fall through to the second engine
        "OPTIONS": {"environment": "regio.core.ui.environment", "context_processors": CONTEXT_PROCESSORS},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "regio" / "accounts" / "templates"],  # our shell for the pages of libraries comes before theirs
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]

# ── storage ──────────────────────────────────────────────────────────────────────────────────────────────────
DATABASE_URL = os.environ.get("DATABASE_URL", f"dbname=regio user=regio host={DATA / 'run'}")
DATABASES = {"default": env.database(DATABASE_URL)}
# Deferred twins stand beside their functions (STYLE §3).
PROCRASTINATE_IMPORT_PATHS = [
    "regio.organisations.actions.letters",
    "regio.organisations.actions.work_now",
    "regio.notifications.actions",
    "regio.files.actions",
    "regio.search.actions",
    "regio.accounts.actions.mentions",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},  # of one process; costs no query
    "limits": {  # shared by all processes, rate limits only: docs/decisions/0003-rate-limits.md
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_limits",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}
MEDIA_ROOT = DATA / "files"
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("REGIO_STATIC") or ROOT / "build" / "collected")
STATICFILES_DIRS = [ROOT / "build" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ── live hub ─────────────────────────────────────────────────────────────────────────────────────────────────
LIVE_HOST = os.environ.get("LIVE_HOST", "127.0.0.1")
LIVE_PORT = int(os.environ.get("LIVE_PORT", "8001"))
LIVE_URL = os.environ.get("LIVE_URL", f"ws://{_BASE.hostname}:{LIVE_PORT}/live")  # as the browser reaches it
LIVE_TICKET_SECONDS = 600

# ── accounts ─────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mein/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "regio.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_FORMS = {
    "login": "regio.accounts.forms.account.LoginForm",
    "signup": "regio.accounts.forms.account.SignupForm",
    "request_login_code": "regio.accounts.forms.account.RequestLoginCodeForm",
    "reset_password": "regio.accounts.forms.account.ResetPasswordForm",
    "confirm_login_code": "regio.accounts.forms.account.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "regio.accounts.forms.account.ConfirmEmailCodeForm",
    "confirm_password_reset_code": "regio.accounts.forms.account.ConfirmResetCodeForm",
    "reset_password_from_key": "regio.accounts.forms.account.NewPasswordForm",
    "change_password": "regio.accounts.forms.account.ChangePasswordForm",
    "set_password": "regio.accounts.forms.account.SetPasswordForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
_CODE_SECONDS, _CODE_TRIES = 600, 3  # OWASP ASVS 6.6.3; with the limits below some 100 guesses of a million a day
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = _CODE_SECONDS
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = _CODE_SECONDS
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = _CODE_TRIES
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = _CODE_TRIES
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key,60/d/key",
    "signup": "20/m/ip",
    "request_login_code": "20/m/ip,5/10m/key,30/d/key",
    "reset_password": "20/m/ip,5/10m/key,30/d/key",
    "confirm_email": "1/10s/key,6/h/key,20/d/key",
    "change_password": "5/m/user",
    "new_address": "20/m/ip,5/h/key,20/d/key",
    "sign_up_unproven": "5/10m/ip,30/d/ip",  # without the proof of work that scripts do
    "recovery": "3/h/ip,10/d/ip,3/d/key",
    "export": "6/h/key",
    "letter_code": "20/h/ip,10/h/key,30/d/key",  # key: the person
}
MFA_ADAPTER = "regio.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a code that was typed slowly counts; used ones are remembered for longer than they live
MFA_RATE_LIMITS = {"webauthn_login": "20/m/ip"}
MFA_FORMS = {
    "authenticate": "regio.accounts.forms.second.SecondStepForm",
    "authenticate_webauthn": "regio.accounts.forms.second.SecondStepPasskeyForm",
    "login_webauthn": "regio.accounts.forms.second.PasskeySignInForm",
}
PASSKEY_DOMAIN = (
    "localhost" if _BASE.hostname in {"127.0.0.1", None} else str(_BASE.hostname)
)  # a passkey belongs to a name, not a number
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("REGIO_PROXIES", "0"))  # reverse proxies whose X-Forwarded-For counts
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _BASE.scheme
ACCOUNT_LOGOUT_ON_GET = False

# ── mail ─────────────────────────────────────────────────────────────────────────────────────────────────────
MAIL_OUTBOX = DATA / "outbox"
ERASED = DATA / "erased"  # accounts that are gone, for restored backups: regio/accounts/actions/mentions.py
MAILERS = {"default": env.mail(os.environ.get("SMTP_URL", ""), MAIL_OUTBOX)}
DEFAULT_FROM_EMAIL = os.environ.get("REGIO_MAIL_FROM", f"noreply@{_BASE.hostname}")

# ── language, time ───────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [ROOT / "regio" / "locale"]
LANGUAGE_COOKIE_NAME = "regio_language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# ── safety ───────────────────────────────────────────────────────────────────────────────────────────────────
_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}session", f"{_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "regio.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "regio.core.http.csrf_failed"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_LIVE = urlsplit(LIVE_URL)
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF, f"{_LIVE.scheme}://{_LIVE.netloc}"],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the address is unique in any spelling: constraint user_email_once

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_arguments": {"()": "regio.core.logs.WithoutArguments"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_arguments"]}},
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},  # scanners; twenty lines each
    "root": {"handlers": ["stderr"], "level": os.environ.get("REGIO_LOG", "WARNING")},
}

# Who takes over or registers an organisation (docs/operate.md).
CLAIM_BY_MAIL = not env.flag(
    "REGIO_NO_CLAIM_BY_MAIL"
)  # a code to the published address is proof enough; the desk sees it
PUBLISH_BEFORE_CHECK = env.flag("REGIO_PUBLISH_BEFORE_CHECK")  # new organisations are public at once and checked after
