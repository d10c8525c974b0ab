"""What a room leaves for the report: how much was written of which kind, and what it came down to. Never the texts."""

from collections import defaultdict

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Contribution, ContributionGroup, SessionPage
from .states import InputKind, Voting


def written(session: SessionPage) -> "defaultdict[int | None, list[str]]":
    """By case on the agenda, None for what belongs to none."""
    lines: defaultdict[int | None, list[str]] = defaultdict(list)
    for item, said in [*_counts(session), *_groups(session)]:
        lines[item].append(said)
    return lines


def _counts(session: SessionPage) -> list[tuple[int | None, str]]:
    texts = Contribution.objects.standing().filter(step__room__session=session, score__isnull=True)
    counted = texts.values_list("step__item", "kind").annotate(n=Count("pk")).order_by("step__item", "kind")
    kinds: dict[int | None, list[str]] = defaultdict(list)
    for item, kind, n in counted:
        kinds[item].append(f"{n} × {str(InputKind(kind).label).lower()}")
    return [(item, _("Written in the room: %(counts)s.") % {"counts": ", ".join(said)}) for item, said in kinds.items()]


def _groups(session: SessionPage) -> list[tuple[int | None, str]]:
    """What was put together, with the votes once they are counted; most votes first."""
    counted = Count("votes", filter=Q(step__voting=Voting.CLOSED), distinct=True)
    groups = ContributionGroup.objects.filter(step__room__session=session).select_related("step").annotate(n=counted)
    return [(group.step.item_id, _group(group, group.n)) for group in groups.order_by("step__position", "-n", "pk")]


def _group(group: ContributionGroup, votes: int) -> str:
    if group.step.voting != Voting.CLOSED:
        return _("Put together: “%(title)s”") % {"title": group.title}
    said = ngettext("Put together: “%(title)s” (%(n)d vote)", "Put together: “%(title)s” (%(n)d votes)", votes)
    return said % {"title": group.title, "n": votes}
