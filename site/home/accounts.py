"""What an account leaves on the site. One that left something is not deleted but deactivated: its words would go with it, or
stand without a name."""

from typing import Any

# A person's own, that nobody else reads, or nothing of theirs that others build on: it goes with the account. What is not named
# here counts as left.
GOES_ALONG = frozenset(
    {
        "account.EmailAddress",
        "casestudies.KeptText",
        "learningtables.CalendarFeed",
        "home.Package",
        "learningtables.RotaPlace",
        "lessons.Bookmark",
        "lessons.Follow",
        "mfa.Authenticator",
        "regions.Membership",
        "regions.SentMail",
        "regions.User_groups",
        "regions.User_user_permissions",
        "search.SavedSearch",
        "socialaccount.SocialAccount",
        "wagtailadmin.EditingSession",
        "wagtailadmin.FormState",
        "wagtailcore.APIToken",
        "wagtailcore.ModelLogEntry",
        "wagtailcore.PageLogEntry",
        "wagtailcore.PageSubscription",
        "wagtailusers.UserProfile",
    }
)


def left_by(user: Any) -> list[str]:
    """The kinds of things that ``user`` made, wrote or takes part in, in words; empty when the account can go."""
    relations = [one for one in user._meta.get_fields(include_hidden=True) if one.auto_created and not one.concrete]
    found = set()
    for relation in relations:
        model = relation.related_model
        if relation.many_to_many or model._meta.label in GOES_ALONG:
            continue
        if model._base_manager.filter(**{relation.field.name: user.pk}).exists():
            found.add(str(model._meta.verbose_name_plural))
    return sorted(found)
