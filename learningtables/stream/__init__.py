"""What happens in a room, told to its screens as it happens: server-sent events, for a server that speaks ASGI.

Without it the screens ask now and then. Nothing here is needed to read or write.
"""

from .tickets import OFFERED, stream_url

__all__ = ["OFFERED", "stream_url"]
