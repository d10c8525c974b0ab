from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "search.bench"
    label = "bench"
