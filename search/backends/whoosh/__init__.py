from search.backends.whoosh.backend import WhooshSearchBackend

SearchBackend = WhooshSearchBackend

__all__ = ["SearchBackend", "WhooshSearchBackend"]
