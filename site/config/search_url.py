"""SEARCH_URL, as the setting that modelsearch reads."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured

SERVERS = ("opensearch", "elasticsearch")
# Dutch words find their other forms, with and without accents.
DUTCH = {
    "settings": {
        "analysis": {
            "filter": {
                "dutch_stop": {"type": "stop", "stopwords": "_dutch_"},
                "dutch_stemmer": {"type": "stemmer", "language": "dutch"},
            },
            "analyzer": {
                "default": {
                    "type": "custom",
                    "tokenizer": "standard",
                    "filter": ["lowercase", "dutch_stop", "dutch_stemmer", "asciifolding"],
                }
            },
        }
    }
}


def search_backend(url: str, own: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """``own`` are the backends that need no server, by scheme. A server is named as opensearch://person:word@host:port/path;
    ?tls=off asks it without TLS, and ?prefix= begins the names of its indexes. Says in words what it does not understand."""
    scheme, _, rest = url.partition("://")
    if scheme in own and not rest:
        return own[scheme]
    if scheme not in SERVERS:
        names = ", ".join([f"{name}://" for name in own] + [f"{name}://host:port" for name in SERVERS])
        raise ImproperlyConfigured(f"SEARCH_URL must be one of {names}; it begins with {scheme[:20]!r}.")
    try:
        parts = urlsplit(url)
        port = parts.port
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    except ValueError as error:
        raise ImproperlyConfigured(f"SEARCH_URL={scheme}://… cannot be read: {error}.") from error
    unknown = sorted(options.keys() - {"tls", "prefix"})
    if unknown or not parts.hostname:
        lacks = f"does not know {', '.join(unknown)}" if unknown else "names no host"
        raise ImproperlyConfigured(f"SEARCH_URL={scheme}://… {lacks}.")
    tls = options.get("tls") != "off"
    address = parts.netloc if port else f"{parts.netloc}:9200"
    return {
        "BACKEND": f"search.backends.{scheme}",
        "URLS": [f"{'https' if tls else 'http'}://{address}{parts.path.rstrip('/')}"],
        "INDEX_PREFIX": options.get("prefix", "leertafel_"),
        "INDEX_SETTINGS": DUTCH,
    }
