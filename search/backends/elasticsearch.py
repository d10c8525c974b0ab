"""modelsearch's backend for Elasticsearch, with the compiler of .servers. Its client is installed apart."""

from django.core.exceptions import ImproperlyConfigured

from .servers import ServerCompiler

try:
    from modelsearch.backends import elasticsearch9 as theirs
except ModuleNotFoundError as error:
    raise ImproperlyConfigured(
        "SEARCH_URL asks for Elasticsearch, and its client is not installed: pip install 'elasticsearch>=9,<10'"
    ) from error


class Compiler(ServerCompiler, theirs.Elasticsearch9SearchQueryCompiler):
    pass


class SearchBackend(theirs.Elasticsearch9SearchBackend):
    query_compiler_class = Compiler
    supports_prefix = True
