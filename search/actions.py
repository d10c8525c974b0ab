"""What people do with saved searches: keep, change and delete them. To hear what is new in one is to follow it."""

from django.db import transaction
from django.utils.translation import gettext as _

from lessons.actions import follow
from regions.audit import record
from regions.models import Circle, User
from regions.states import IllegalMove

from .models import SavedSearch
from .rules import circles_to_share_with
from .saved import LONGEST_ADDRESS

MOST_SAVED = 100


def _one_at_a_time(user: User) -> None:
    """Two screens of one person follow each other."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _demand_free_name(user: User, name: str, *, but: SavedSearch | None = None) -> None:
    others = user.saved_searches.all() if but is None else user.saved_searches.exclude(pk=but.pk)
    if others.filter(name__iexact=name).exists():
        raise IllegalMove(_("You already have a saved search of this name. Choose another name."))


def _demand_seat(user: User, circle: Circle | None) -> None:
    if circle is not None and not circles_to_share_with(user).filter(pk=circle.pk).exists():
        raise IllegalMove(_("You can share a search only with a circle that you are in."))


@transaction.atomic
def keep_search(
    *, user: User, name: str, address: str, circle: Circle | None = None, is_followed: bool = False
) -> SavedSearch:
    """``address`` as `saved.address_of` gives it. Kept once more under its own name, it is the one that is there."""
    _one_at_a_time(user)
    standing = user.saved_searches.filter(name=name, address=address).first()
    if standing is not None:
        return standing
    if len(address) > LONGEST_ADDRESS:
        raise IllegalMove(_("This search has too many filters to be kept. Take some away."))
    if user.saved_searches.count() >= MOST_SAVED:
        refusal = _("You have %(number)s saved searches, and more are not kept. Delete one that you no longer use.")
        raise IllegalMove(refusal % {"number": MOST_SAVED})
    _demand_free_name(user, name)
    _demand_seat(user, circle)
    saved = SavedSearch.objects.create(owner=user, name=name, address=address, circle=circle)
    record(saved, "search.keep_search", user=user, circle=saved.circle_id)
    if is_followed:
        follow(saved, what="search", user=user)
    return saved


@transaction.atomic
def change_search(saved: SavedSearch, *, name: str, circle: Circle | None, user: User) -> SavedSearch:
    """Its name, and with whom it is shared: None ends that."""
    _one_at_a_time(user)
    standing = SavedSearch.objects.filter(pk=saved.pk).first()
    if standing is None:
        raise IllegalMove(_("This saved search was deleted in the meantime, in another window."))
    saved = standing
    _demand_free_name(user, name, but=saved)
    _demand_seat(user, circle)
    saved.name, saved.circle = name, circle
    saved.save(update_fields=["name", "circle"])
    record(saved, "search.change_search", user=user, circle=saved.circle_id)
    return saved


@transaction.atomic
def delete_search(saved: SavedSearch, *, user: User) -> None:
    """And the following of it, of everybody it was shared with. What is gone already is gone."""
    _one_at_a_time(user)
    if not SavedSearch.objects.filter(pk=saved.pk).exists():
        return
    record(saved, "search.delete_search", user=user)
    saved.delete()
