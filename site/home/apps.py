from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Leertafel"

    def ready(self) -> None:
        from . import signals  # noqa: F401
