"""Files of an index that were changed or lost after they were written. Reading does not always show it: a list of words that was
overwritten just has no words any more."""

from __future__ import annotations

from pathlib import Path

from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import TOC

from search.backends.whoosh.schema import build_schema
from search.backends.whoosh.storage import DurableStorage, reading

# A segment has these at least.
NEEDED = (W3Codec.TERMS_EXT, W3Codec.POSTS_EXT)
# Files that were written one after the other may have the same time, give or take what the file system counts in: nanoseconds.
TICK = 50_000_000


def damage(directory: Path) -> str:
    """What is wrong, or "". A segment never changes once a table of contents names it, so none of its files is newer; looks at
    names and times only. Raises IndexUnreadable when there is no table of contents to read."""
    with reading():
        storage = DurableStorage(str(directory))
        generation = TOC._latest_generation(storage, "MAIN")
        contents = TOC.read(storage, "MAIN", gen=generation, schema=build_schema())
        written = (directory / TOC._filename("MAIN", generation)).stat().st_mtime_ns + TICK
        for segment in contents.segments:
            name = segment.segment_id()
            files = {path.name: path.stat().st_mtime_ns for path in directory.glob(f"*{name}.*")}
            if lost := [ending for ending in NEEDED if segment.make_filename(ending) not in files]:
                return f"files were lost: {name}{lost[0]}"
            if changed := sorted(file for file, moment in files.items() if moment > written):
                return f"files were changed after they were written: {changed[0]}"
    return ""
