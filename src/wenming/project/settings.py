"""All settings, from the environment; docs/settings.md lists them. With nothing set: SQLite in ./data."""

from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from wenming.project.environment import env, env_bool, env_int, env_list, env_secret

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env("WENMING_DATA", "data")).resolve()

DEBUG = env_bool("WENMING_DEBUG", False)
SECRET_KEY = env_secret("WENMING_SECRET_KEY", DATA)
# Phone numbers are encrypted with the secret and this, and found by this: losing one loses them.
SALT_KEY = env_secret("WENMING_SALT_KEY", DATA)
BLIND_INDEX_KEY = SALT_KEY.encode()
ALLOWED_HOSTS = env_list("WENMING_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("WENMING_ORIGINS", "")
# Behind a proxy that speaks HTTPS to the world: secure cookies, strict transport.
HTTPS = env_bool("WENMING_HTTPS", False)

# The packages, from the ground up; `.importlinter` holds the storeys.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_q",
    "csp",
    "wenming.base",
    "wenming.accounts",
    "wenming.organisation",
    "wenming.plans",
    "wenming.obligations",
    "wenming.volunteers",
    "wenming.sites",
    "wenming.activities",
    "wenming.signups",
    "wenming.hours",
    "wenming.learning",
    "wenming.neighbours",
    "wenming.menu",
    "wenming.needs",
    "wenming.funds",
    "wenming.groups",
    "wenming.projects",
    "wenming.liaison",
    "wenming.portal",
    "wenming.desk",
    "wenming.exchange",
]

# Who can prove something: each module has KINDS, ROSTERS, facts(town, span), subjects(town).
FACT_SOURCES = [
    "wenming.organisation.facts",
    "wenming.volunteers.facts",
    "wenming.sites.facts",
    "wenming.activities.facts",
    "wenming.hours.facts",
    "wenming.learning.facts",
    "wenming.neighbours.facts",
    "wenming.needs.facts",
    "wenming.funds.facts",
    "wenming.groups.facts",
    "wenming.projects.facts",
    "wenming.liaison.facts",
]

# Who owns which further section of a plan file, and who brings it into the registers.
PLAN_SECTIONS = ["wenming.liaison.plan", "wenming.hours.plan", "wenming.needs.plan"]
PLAN_LOADERS = ["wenming.liaison.actions.pairs.load"]

# Who keeps what of Decree 67: columns of the tables that may be handed out.
DECREE_67 = [
    "wenming.volunteers.recording",
    "wenming.hours.recording",
    "wenming.needs.recording",
]

# What else ends when a volunteer leaves: functions `(volunteer=, by=)`.
WHEN_A_VOLUNTEER_LEAVES = [
    "wenming.signups.actions.forgetting.leave",
    "wenming.neighbours.actions.pairings.end_all",
    "wenming.needs.actions.personal.leave",
]

# What packages above give to pages of packages below: slot → functions (request, subject) → Fill.
SLOTS: dict[str, list[str]] = {
    # /my/, subject: the user
    "my": [
        "wenming.needs.slots.my",
        "wenming.signups.slots.mine",
        "wenming.hours.slots.my",
        "wenming.learning.slots.my",
        "wenming.neighbours.slots.my",
        "wenming.menu.slots.my",
        "wenming.volunteers.slots.my",
    ],
    # The public page of an activity, subject: the activity.
    "activity": [
        "wenming.signups.slots.on_activity",
        "wenming.hours.slots.on_activity",
        "wenming.learning.slots.activity",
    ],
    # Its page at the desk.
    "activity-desk": [
        "wenming.signups.slots.at_the_desk",
        "wenming.hours.slots.at_the_desk",
        "wenming.learning.slots.activity_desk",
    ],
    # The draft of its report: plain text, a line each.
    "activity-report": ["wenming.hours.slots.report"],
    # Why somebody cannot sign up, subject: the hindrance.
    "hindrance": ["wenming.learning.slots.hindrance"],
    # One's own certificates; and what else a number proves, subject: the number.
    "certificates": ["wenming.learning.slots.certificates"],
    "certificate-check": ["wenming.learning.slots.certificate_check"],
    # The public page of a team.
    "team": ["wenming.activities.slots.team", "wenming.menu.slots.team"],
    # The public page of a unit.
    "unit": [
        "wenming.menu.slots.unit",
        "wenming.learning.slots.unit",
        "wenming.neighbours.slots.unit",
        "wenming.groups.slots.unit",
    ],
    # The front page, subject: the town.
    "home": [
        "wenming.hours.slots.home",
        "wenming.groups.slots.home",
    ],
    # The desk, above what I must do, subject: the user.
    "desk": [
        "wenming.needs.slots.desk",
        "wenming.hours.slots.desk",
        "wenming.learning.slots.desk",
        "wenming.neighbours.slots.desk",
        "wenming.menu.slots.desk",
    ],
    # The public page of a project, subject: the project.
    "project": [],
    # The list of needs at the desk, subject: the town.
    "needs-desk": ["wenming.groups.slots.needs_desk"],
    # The public page of a service on the menu, subject: the service.
    "service": ["wenming.needs.slots.service"],
    # Its page for who offers it and for the offices.
    "service-record": ["wenming.needs.slots.service_record"],
}

# Who follows an activity that is called off or withdrawn, has another time or more places: tasks
# `(activity_id, what)` that run in the worker.
ACTIVITY_FOLLOWERS: list[str] = [
    "wenming.signups.actions.following.follow",
    "wenming.hours.actions.following.follow",
    "wenming.learning.actions.following.follow",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wenming.base.middleware.Compressed",
    "csp.middleware.CSPMiddleware",
    "wenming.base.offline.outbox",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wenming.organisation.middleware.town",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "wenming.accounts.middleware.Recognition",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "wenming.base.middleware.edition",
    "wenming.base.middleware.privacy",
    "wenming.accounts.middleware.TooSoon",
    "wenming.base.middleware.problems",
]

ROOT_URLCONF = "wenming.project.urls"
WSGI_APPLICATION = "wenming.project.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "base" / "templates", PACKAGE / "accounts" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "wenming.base.context.frame",
                "wenming.organisation.context.town",
                "wenming.project.navigation.navigation",
            ],
        },
    },
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", f"sqlite:///{DATA / 'wenming.sqlite3'}"), conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A deferred BEGIN that reads first and then writes fails at once under load.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits and codes must be the same in every process, so the cache is a table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "base_cache",
        # Django's 300 would forget who is locked out as soon as a few hundred others sign in.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "wenming.project.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("WENMING_STATIC", str(DATA / "static")))
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env_bool("WENMING_HASHED_STATIC", True)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# Sign-in -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "wenming.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "wenming.accounts.forms.SignUpForm",
    "confirm_login_code": "wenming.accounts.forms.CodeForm",
    "verify_phone": "wenming.accounts.forms.VerifyPhoneForm",
    "set_password": "wenming.accounts.forms.SetPasswordForm",
    "change_password": "wenming.accounts.forms.ChangePasswordForm",
    "reauthenticate": "wenming.accounts.forms.ReauthenticateForm",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 5 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
# A phone or a passkey is changed only by who gives the password again, if there is one.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# How often. A whole village may sit behind one address, so what counts by address is generous,
# and what counts by number (`key`) is not. 100 guesses a day at a code leave 1 in 10 000.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "5/5m/key",
    "login_failed_number": "30/h/key",
    "request_login_code": "5/10m/key,20/d/key,120/m/ip",
    "signup": "60/m/ip",
    "verify_phone": "1/30s/key,60/m/ip",
    "change_phone": "3/m/user",
    "need_asked": "5/h/key,20/d/key,60/h/ip",
    "need_followed": "20/h/key,120/h/ip",
    # The open interface: a platform; whoever shows a wrong token; whoever reads what is public.
    "exchange": "120/m/key,3000/h/key",
    "exchange_refused": "30/10m/ip",
    "exchange_open": "120/m/ip",
}
# How long whoever is offered a need may think, in hours; how long after its end it is known whose
# it was, in days.
NEED_OFFER_HOURS = env_int("WENMING_NEED_OFFER_HOURS", 24)
NEED_KEEP_DAYS = env_int("WENMING_NEED_KEEP_DAYS", 90)
# How many proxies stand before the pages, each adding to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("WENMING_PROXIES", 1 if HTTPS else 0)
# A one-time password after the password or code, for who wants it; offices are advised to.
SECOND_FACTOR = env_bool("WENMING_SECOND_FACTOR", True)
MFA_ADAPTER = "wenming.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", *(["totp", "recovery_codes"] if SECOND_FACTOR else [])]
MFA_PASSKEY_LOGIN_ENABLED = True
# There is no mail address here that could be unverified.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "add_webauthn": "wenming.accounts.forms.PasskeyForm",
    "edit_webauthn": "wenming.accounts.forms.PasskeyNameForm",
    "authenticate": "wenming.accounts.forms.SecondFactorForm",
    "reauthenticate": "wenming.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "wenming.accounts.forms.ActivateSecondFactorForm",
}
LOGIN_URL = "account_login"
# Says where one arrives: `landing(request)`.
SIGN_IN_LANDING = "wenming.project.landing.landing"
# Who holds something about people: each module has HOLDINGS, held, objection, forget.
PERSONAL_DATA = [
    "wenming.accounts.held",
    "wenming.organisation.held",
    "wenming.volunteers.held",
    "wenming.needs.held",
    "wenming.signups.held",
    "wenming.hours.held",
    "wenming.learning.held",
    "wenming.neighbours.held",
    "wenming.menu.held",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# How a code reaches a phone; another town plugs its SMS gateway in here.
SMS_SENDER = env("WENMING_SMS", "wenming.accounts.senders.console")

# Sessions, headers ----------------------------------------------------------------------------
SESSION_ENGINE = "wenming.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# The page processes of `wenming serve`, each with so many requests at a time. In a rush those who
# press in one process are admitted as one group, so that more threads make fewer transactions.
PAGE_PROCESSES = env_int("WENMING_PAGE_PROCESSES", 2)
PAGE_THREADS = env_int("WENMING_PAGE_THREADS", 32)

# The worker and its clock -----------------------------------------------------------------------
Q_CLUSTER = {
    "name": "wenming",
    "orm": "default",
    "workers": env_int("WENMING_WORKERS", 1),
    "timeout": 300,
    # Longer than any job may wait and run: else it would run twice.
    "retry": 600,
    "max_attempts": 3,
    "ack_failures": True,
    "poll": 1,
    "catch_up": False,
    "save_limit": 500,
    "sync": env_bool("WENMING_JOBS_AT_ONCE", False),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("WENMING_LOG", "WARNING")},
    "loggers": {"wenming": {"level": "INFO"}},
}
SITE_NAME = _("文明实践")
