"""Settings that every environment shares; the environment variables they read are listed in docs/operations.md."""

from ipaddress import ip_network
from pathlib import Path
from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()

INSTALLED_APPS = [
    "home",
    "news",
    "events",
    "platform_pages",
    "cms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "corsheaders",
    "wagtail_headless_preview",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cms.headers.SecurityHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.two_factor.middleware.TwoFactorMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
ASGI_APPLICATION = "cms.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data: SQLite out of the box, PostgreSQL by DATABASE_URL.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["ENGINE"] = "cms.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # A list of a hundred reads more pages than the 2 MB that SQLite keeps unless it is told to.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://hok")}

# Background work runs in the request until a worker backend is configured.
TASKS = {"default": {"BACKEND": env.str("TASKS_BACKEND", default="django_tasks.backends.immediate.ImmediateBackend")}}

# What a page of this host may load and do (docs/security.md); the admin's frames are added by the middleware.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
ADMIN_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        # Wagtail's fields for dates and times, and its inline panels, bring a script each.
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["cms.sign_in.LimitedBackend"]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAILADMIN_USER_LOGIN_FORM = "cms.sign_in.SignInForm"
# Who signs in with a code beside the password: nobody ("off"), who has chosen to ("optional"), everybody ("required").
TWO_FACTOR = env.str("TWO_FACTOR", default="optional")

# Words: Swedish first, English as the alternative, in the admin and in the content.
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
# All editors write and read the times of Halland, as visitors do.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Wagtail's editor sends more than Django's 1,000 fields for a page with many inline children.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail
WAGTAIL_SITE_NAME = "Halländska Överenskommelsen"
# What the app with the codes calls them.
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME
WAGTAILADMIN_BASE_URL = env.str("ADMIN_BASE_URL", default="http://localhost:8000")
WAGTAILIMAGES_IMAGE_MODEL = "cms.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.image_forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "cms.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.document_forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odt", "pdf", "pptx", "rtf", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Nobody can give a password for a file: the API shows nothing of a private collection.
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
if "postgresql" in DATABASES["default"]["ENGINE"]:
    # SQLite knows no stems: cms/search makes up for it.
    WAGTAILSEARCH_BACKENDS["default"]["SEARCH_CONFIG"] = "swedish"
# Slugs without å, ä and ö: an address with them is unreadable where it is copied to.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Tags: one spelling of each word, and slugs without å, ä and ö like all others.
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# No picture of a user is fetched from elsewhere.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "h2", "h3", "h4", "ol", "ul", "hr", "link", "document-link"]},
    },
}

# The front end: where a preview opens. A Wagtail site's host name is the front end's own (docs/architecture.md).
WAGTAIL_HEADLESS_PREVIEW = {
    "CLIENT_URLS": {"default": env.str("PREVIEW_URL", default="{SITE_ROOT_URL}/preview/")},
    # The front end stands in the editor's frame itself, not in a frame in it: the content checker talks to that one.
    "REDIRECT_ON_PREVIEW": True,
}
FRONTEND_URL = env.str("FRONTEND_URL", default="http://localhost:3000")

# Blocks that feature apps add to the body of every page.
BODY_BLOCKS = {"news_list": "news.blocks.NewsListBlock", "event_list": "events.blocks.EventListBlock"}

# GraphQL: the apps whose declared fields are the API, and the models that stand for an interface in it.
GRAPPLE = {"PAGE_INTERFACE": "cms.graphql.pages.PageInterface"}
GRAPHQL_APPS = ["cms", "home", "news", "events", "platform_pages"]
GRAPHQL_INTERFACES = {"events.EventPage": "events.schema.EventInterface"}
# Operations that front ends have registered: JSON files of {sha256: document}; and whether others are answered at all.
PERSISTED_DOCUMENTS: list[str] = env.list("PERSISTED_DOCUMENTS", default=[])
REGISTERED_OPERATIONS_ONLY = env.bool("REGISTERED_OPERATIONS_ONLY", default=False)
# What one request may ask for, and how many seconds its answer may take (docs/security.md says why so much).
GRAPHQL_LIMITS = {
    "characters": env.int("GRAPHQL_MAX_CHARACTERS", default=20_000),
    "tokens": env.int("GRAPHQL_MAX_TOKENS", default=3_000),
    "depth": env.int("GRAPHQL_MAX_DEPTH", default=25),
    "fields": env.int("GRAPHQL_MAX_FIELDS", default=3_000),
    "root_fields": env.int("GRAPHQL_MAX_ROOT_FIELDS", default=20),
    "aliases": env.int("GRAPHQL_MAX_ALIASES", default=100),
    "repeats": env.int("GRAPHQL_MAX_REPEATS", default=80),
    "directives": env.int("GRAPHQL_MAX_DIRECTIVES", default=50),
    "list_items": env.int("GRAPHQL_MAX_LIST_ITEMS", default=50),
    "input_depth": env.int("GRAPHQL_MAX_INPUT_DEPTH", default=10),
    "input_values": env.int("GRAPHQL_MAX_INPUT_VALUES", default=200),
    "cost": env.int("GRAPHQL_MAX_COST", default=100_000),
    "nodes": env.int("GRAPHQL_MAX_NODES", default=30_000),
}
GRAPHQL_BUDGET_SECONDS = env.float("GRAPHQL_BUDGET_SECONDS", default=5)
PREVIEW_TOKEN_SECONDS = env.int("PREVIEW_TOKEN_SECONDS", default=3600)

# Answers that are kept in memory (cms/front.py): whether, how many bytes in each process, and how many seconds others
# may keep one without asking; and the header that names them to a CDN, "Cache-Tag" or "Surrogate-Key".
ANSWER_CACHE = env.bool("ANSWER_CACHE", default=True)
ANSWER_CACHE_BYTES = env.int("ANSWER_CACHE_BYTES", default=32 * 1024 * 1024)
ANSWER_CACHE_SECONDS = env.int("ANSWER_CACHE_SECONDS", default=60)
ANSWER_TAG_HEADER = env.str("ANSWER_TAG_HEADER", default="")

# Who may introspect: "everyone", whom errors suggest names to as well, "editors" who are signed in, or "nobody".
GRAPHQL_INTROSPECTION = env.str("GRAPHQL_INTROSPECTION", default="editors")
# The size of what is sent in: bytes of a body, characters of a query string.
GRAPHQL_MAX_BODY_SIZE = env.int("GRAPHQL_MAX_BODY_SIZE", default=128 * 1024)
GRAPHQL_MAX_QUERY_STRING = env.int("GRAPHQL_MAX_QUERY_STRING", default=32 * 1024)

# Scripts of these origins may read what front ends read, without cookies.
CORS_ALLOWED_ORIGINS: list[str] = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/(graphql|calendar|feeds|userbar)/"
CORS_ALLOW_METHODS = ["GET", "POST"]
CORS_ALLOW_HEADERS = ["accept", "content-type"]
CORS_EXPOSE_HEADERS = ["Retry-After"]

# Pages behind a password: how long an unlocked page stays open.
ACCESS_TOKEN_SECONDS = env.int("ACCESS_TOKEN_SECONDS", default=3600)

# How often a client may send a GraphQL request, a page's wrong password, a user's wrong password, ask for a new one.
GRAPHQL_RATE = env.str("GRAPHQL_RATE", default="600/minute")
PASSWORD_RATE = env.str("PASSWORD_RATE", default="10/5 minutes")
SIGN_IN_RATE = env.str("SIGN_IN_RATE", default="20/5 minutes")
PASSWORD_RESET_RATE = env.str("PASSWORD_RESET_RATE", default="10/hour")
# Front ends' servers that ask for many visitors under their own address: GRAPHQL_RATE does not count them.
GRAPHQL_RATE_EXEMPT = [ip_network(network) for network in env.list("GRAPHQL_RATE_EXEMPT", default=[])]
# Addresses or networks whose X-Forwarded-For is believed: the proxy's and the front end's servers.
TRUSTED_PROXIES = [ip_network(network) for network in env.list("TRUSTED_PROXIES", default=[])]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}, "null": {"class": "logging.NullHandler"}},
    # Anyone can send a wrong Host: the answer is a 400, and no reason to fill the log with tracebacks.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["null"], "propagate": False}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
