from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from ..models import Assessment, Criterion, Finding


class FrameworkForm(WagtailAdminModelForm):
    """What a visitation was judged by stays there; its wording may change, for visitations to come."""

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        for criterion in self._used() if valid else ():
            self.add_error(
                None, _("“%(criterion)s” is used in a visitation and cannot be removed.") % {"criterion": criterion}
            )
            valid = False
        return valid

    def _used(self) -> list[str]:
        gone = [form.instance.pk for form in self.formsets["criteria"].deleted_forms]
        judged = Exists(Assessment.objects.filter(criterion=OuterRef("pk")))
        found = Exists(Finding.objects.filter(criterion=OuterRef("pk")))
        return [one.name for one in Criterion.objects.filter(judged | found, pk__in=gone)]
