class Unreadable(Exception):
    """The file cannot be read through: of another kind, damaged, locked, too large, or with other files in it."""
