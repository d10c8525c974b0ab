"""What nobody may find although the index has it still: the site knows better, and the index hears of it in a moment."""

from __future__ import annotations

import copy
from collections.abc import Collection

from search.backends.whoosh.schema import UID
from search.backends.whoosh.segments import Segment, Snapshot


def without(snapshot: Snapshot, uids: Collection[str]) -> Snapshot:
    """The same index as if it had no documents with these ``uids``: no hits, and no counts either."""
    if not uids:
        return snapshot
    segments = [_without(segment, uids) for segment in snapshot.segments]
    return snapshot if segments == snapshot.segments else snapshot.with_segments(segments)


def _without(segment: Segment, uids: Collection[str]) -> Segment:
    places = [place for uid in uids for place in segment.postings(UID, uid.encode())[0].tolist()]
    if not places:
        return segment
    rest = copy.copy(segment)
    rest.live = segment.live.copy()
    rest.live[places] = False
    rest.deleted = frozenset(getattr(segment, "deleted", ())).union(places)
    return rest
