"""What is uploaded: what it says is read for the privacy check, and what it says of its maker is taken out."""

from .kinds import IMAGES, READABLE, Unreadable, clean, read_text

__all__ = ["IMAGES", "READABLE", "Unreadable", "clean", "read_text"]
