"""What can be done with themes beyond writing their texts: one becomes part of another."""

from django.db import transaction
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from ..models import ContentPage, Follow, FormerTheme, Theme, ThemePick


@transaction.atomic
def merge_theme(theme: Theme, *, into: Theme, user: User) -> Theme:
    """Everything that carries ``theme`` carries ``into`` from now on, and the old name and address lead there. The themes under
    it lie under ``into``, which has to be a main theme then. The words about it stay with ``into``, below its own."""
    locked = {one.pk: one for one in Theme.objects.select_for_update().filter(pk__in=[theme.pk, into.pk])}
    if len(locked) < 2:
        raise IllegalMove(_("Choose another theme: a theme cannot be merged into itself, or into one that is gone."))
    theme, into = locked[theme.pk], locked[into.pk]
    _move_children(theme, into)
    _move_content(theme, into)
    _move_people(theme, into)
    into.what_we_know = "\n\n".join(text for text in (into.what_we_know, theme.what_we_know) if text.strip())
    theme.former_names.update(theme=into)
    FormerTheme.objects.create(number=theme.pk, slug=theme.slug, name=theme.name, theme=into)
    record(into, "lessons.merge_theme", user=user, merged=theme.pk)
    theme.delete()
    # Saved last: what is found by a theme is looked at again when the theme is saved.
    into.save()
    return into


def _move_children(theme: Theme, into: Theme) -> None:
    children = theme.children.exclude(pk=into.pk)
    if into.parent_id and into.parent_id != theme.pk and children.exists():
        raise IllegalMove(
            _("Themes lie under “%(theme)s”. Choose a main theme, or move those first.") % {"theme": theme}
        )
    if into.parent_id == theme.pk:
        into.parent = None
    children.update(parent=into)


def _move_content(theme: Theme, into: Theme) -> None:
    through = ContentPage.themes.through
    carry_both = through.objects.filter(theme=into).values("contentpage")
    through.objects.filter(theme=theme).exclude(contentpage__in=carry_both).update(theme=into)
    through.objects.filter(theme=theme).delete()
    picked = ThemePick.objects.filter(theme=into).values("page")
    ThemePick.objects.filter(theme=theme).exclude(page__in=picked).update(theme=into)


def _move_people(theme: Theme, into: Theme) -> None:
    already = Follow.objects.filter(theme=into).values("user")
    Follow.objects.filter(theme=theme).exclude(user__in=already).update(theme=into)
