"""The ASGI door; PYTHONPATH holds the root and site/ (the Makefile sets it)."""

import os

from django.core.asgi import get_asgi_application

from home.clock import start_clock
from search.apps import ask_for_rebuild

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_asgi_application()
ask_for_rebuild()
start_clock()
