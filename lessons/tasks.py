"""What need not be done while somebody waits for a page."""

from django_tasks import task

from . import actions
from .models import Theme


@task()
def index_pages_of_theme(pk: int) -> None:
    theme = Theme.objects.filter(pk=pk).first()
    if theme is not None:
        actions.index_pages_of(theme)


@task()
def index_pages_led_by(regions: list[int]) -> None:
    actions.index_pages_led_by(regions)
