from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from regions.policies import EditorsPolicy

from .models import SynonymSet


class SynonymSetViewSet(SnippetViewSet):
    model = SynonymSet
    icon = "list-ul"
    add_to_admin_menu = True
    menu_order = 320
    list_display = ["__str__", "note"]
    search_fields = ["words", "note"]


register_permission_policy(SynonymSet, EditorsPolicy(SynonymSet))
register_snippet(SynonymSetViewSet)
