"""Settings of an installation. What differs comes from the environment (`klushuur.ground.env`); safe by default, no debug."""

from email.utils import parseaddr
from pathlib import Path

from csp.constants import NONE, SELF

from klushuur.ground import env

BASE_DIR = Path(__file__).resolve().parent.parent

SITE = env.site()
SECRET_KEY = env.secret("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = [SITE.host]
CSRF_TRUSTED_ORIGINS = [SITE.address]

INSTALLED_APPS = [
    "klushuur.ground.scope",
    "klushuur.ground.accounts",
    "klushuur.ground.journal",
    "klushuur.ground.outbox",
    "klushuur.ground.mail",
    "klushuur.ground.files",
    "klushuur",
    "corporations",
    "tenants",
    "jobs",
    "agreements",
    "klushuur.site.KlushuurAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "bootstrap",
    "django_htmx",
]

MIDDLEWARE = [
    "klushuur.ground.http.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # after those that set a header: static files carry them too
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "klushuur.ground.scope.middleware.ScopeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "klushuur.ground.accounts.sessions.SessionLimits",
    "allauth.account.middleware.AccountMiddleware",
    "klushuur.access.AccessMiddleware",
    "klushuur.pages.ErrorPages",
]

ROOT_URLCONF = "klushuur.urls"
WSGI_APPLICATION = "klushuur.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "klushuur.access.page",
            ],
            "builtins": [
                "klushuur.ground.abilities",
                "klushuur.ground.amounts.templatetags.money",
                "corporations.templatetags.reward_forms",
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SCOPE_MODEL = "corporations.Corporation"
# Whose a file can be (klushuur/ground/files): who may see such a row, may see its files.
FILE_OWNERS = ("agreements.Agreement", "tenants.LetterBatch")
# In which order rows are held (klushuur/ground/locks.py), and what is decided under each.
LOCK_ORDER = (
    "corporations.Corporation",  # an increase, a version of the policy; no lower rent is booked meanwhile
    "corporations.Lease",  # what other jobs leave of its rent
    "corporations.LeaseParty",  # its code, and its account
    "jobs.Offer",  # its places and its waiting list; its text, while it is a draft
    "jobs.Application",  # more than one only under their offer
    "agreements.Agreement",  # its signatures, texts, inspections and rows of money are numbered under it
    "agreements.Reminder",
    "jobs.Interest",
)
ABILITIES_OF_ROLES = "corporations.models.roles.TABLE"

REDIS_URL = env.queue("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},  # away: say so, and let nobody wait for it
    }
}

# People: a tenant signs in by a code in the mail, staff by password and second factor.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "klushuur.ground.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "klushuur.ground.accounts.forms.RequestCodeForm",
    "confirm_login_code": "klushuur.ground.accounts.forms.ConfirmCodeForm",
    "login": "klushuur.ground.accounts.forms.StaffLoginForm",
    "reauthenticate": "klushuur.ground.accounts.forms.PasswordAgainForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # sign-up itself is closed; this keeps the password of staff
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code reaches its address or it is of no use
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "100/h/ip",  # all of them, an office behind one address; those that fail:
    "login_failed": "20/h/ip,5/30m/key",
    "sign_in_stopped": "1/30m/key",  # the mail about it
    "request_login_code": "20/h/ip,3/15m/key",
    "sign_in_code": "5/10m/key",  # of one code
    "sign_in_code_tried": "15/h/key",
    "reauthenticate": "10/m/user",
    "sign_up_code": "10/h/ip",
    "sign_up_address": "10/h/ip",
    "signing_code_sent": "3/15m/user",
    "signing_code_tried": "15/h/user",
    "apply": "10/h/user,30/d/user",
    "invite": "20/d/user",  # letters for one home; a batch for a complex is not counted
    "ask": "20/h/user",
    "interest": "10/h/ip,3/d/key",  # an address that is left, with a mail to it
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "klushuur.ground.accounts.forms.SecondFactorFirstForm",
    "authenticate": "klushuur.ground.accounts.forms.SecondFactorForm",
    "reauthenticate": "klushuur.ground.accounts.forms.SecondFactorAgainForm",
}
MFA_TOTP_ISSUER = "Klushuur"
MFA_TOTP_TOLERANCE = 1
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SITE.is_https else 0  # the one that speaks TLS; else all tries would be its own

# Signed out after so many minutes without a sign of life, and after so many hours whatever happens.
SESSION_LIMITS = {"tenant": (60, 12), "staff": (30, 10), "operator": (30, 10)}
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SITE.is_https
# __Host-: a browser takes such a cookie over TLS only, and no subdomain can set it
SESSION_COOKIE_NAME = "__Host-sessionid" if SITE.is_https else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SITE.is_https else "csrftoken"
LANGUAGE_COOKIE_NAME = "__Host-taal" if SITE.is_https else "taal"
DEVICE_COOKIE_NAME = "__Host-toestel" if SITE.is_https else "toestel"
DEVICE_COOKIE_SECURE = SITE.is_https
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "klushuur.pages.csrf_failure"

# What the browser may do (reference: OWASP ASVS 3.4): nothing from another host, nothing inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "upgrade-insecure-requests": SITE.is_https,
    }
}
SECURE_SSL_REDIRECT = SITE.is_https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE.is_https else None
SECURE_REDIRECT_EXEMPT = [r"^gezondheid/$"]
SECURE_HSTS_SECONDS = 63072000 if SITE.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SITE.is_https
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
REMINDER_HOURS = (8, 20)  # local time: from, and before
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.folder("FILES_URL"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_PERMISSIONS = 0o600

# Mail goes through message rows and workers (`klushuur.ground.mail`), never from a request.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
globals().update(env.smtp())
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = "Klushuur <noreply@" + ("voorbeeld.nl" if SITE.host == "localhost" else SITE.host) + ">"
MESSAGE_ID_DOMAIN = parseaddr(DEFAULT_FROM_EMAIL)[1].partition("@")[2]

# The queue is a bell; the record of work is in PostgreSQL (`klushuur.ground.outbox`).
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
# a message leaves the queue when its task is done: a worker that is killed loses none
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
WORK_LEASE_SECONDS = 150  # longer than that limit: a task that still runs keeps its row
WORK_TOGETHER = frozenset({"mail.deliver"})  # kinds of which one task takes many rows, and one bell is enough
WORK_MOST_CRASHES = 5  # then it is the row that kills its worker
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_ACCEPT_CONTENT = CELERY_ACCEPT_CONTENT = ["json"]
# nothing is taken ahead: behind a long PDF no other work stands waiting
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
# kB: as much as a full batch of letters takes (tenants.services.letters)
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # longer than any task may take, or Redis gives it to a second worker
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 0.5,
    "max_retries": 1,  # a page does not wait for a bell: kombu's own patience is 6 seconds a message
    "interval_start": 0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "UTC"
CELERY_TASK_ROUTES = {
    "mail.*": {"queue": "mail"},
    "agreements.render": {"queue": "pdf"},
    "tenants.letters": {"queue": "pdf"},
}  # a sign-in code waits for no PDF
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "work.sweep", "schedule": 10.0},
    "reminders": {"task": "agreements.tick", "schedule": 900.0},
    "places": {"task": "jobs.tick", "schedule": 900.0},
    "seal": {"task": "journal.tick", "schedule": 60.0},
    "letters": {"task": "tenants.tick", "schedule": 86400.0},
    "tidy": {"task": "accounts.tidy", "schedule": 86400.0},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "klushuur.ground.http.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["out"], "propagate": False},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
SECURITY_CONTACT = "mailto:security@" + MESSAGE_ID_DOMAIN
