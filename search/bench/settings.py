"""A project with nothing but what is searched, as far as a search engine needs Django. FOLDER and ENGINE come by environment."""

import os
from pathlib import Path

import environ

FOLDER = Path(os.environ["BENCH_FOLDER"])
SECRET_KEY = "of nothing that is served"  # noqa: S105
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.postgres", "modelsearch", "search.bench"]
DATABASES = {"default": environ.Env.db_url_config(os.environ["BENCH_DATABASE"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
LANGUAGE_CODE = "nl"
_WHOOSH = {
    "BACKEND": "search.backends.whoosh",
    "PATH": FOLDER / "whoosh",
    "LANGUAGE": "nl",
    "SYNONYMS": "search.bench.synonyms.expressions",
    "AUTO_UPDATE": False,
}
MODELSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "dutch", "AUTO_UPDATE": False},
    "whoosh": {**_WHOOSH, "LENIENT": True},  # as the site has it
    "strict": _WHOOSH,  # the same index
}
