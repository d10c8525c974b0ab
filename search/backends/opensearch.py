"""modelsearch's backend for OpenSearch, with the compiler of .servers. Its client is installed apart."""

from django.core.exceptions import ImproperlyConfigured

from .servers import ServerCompiler

try:
    from modelsearch.backends import opensearch3 as theirs
except ModuleNotFoundError as error:
    raise ImproperlyConfigured(
        "SEARCH_URL asks for OpenSearch, and its client is not installed: pip install 'opensearch-py>=3,<4'"
    ) from error


class Compiler(ServerCompiler, theirs.OpenSearch3SearchQueryCompiler):
    pass


class SearchBackend(theirs.OpenSearch3SearchBackend):
    query_compiler_class = Compiler
    supports_prefix = True
