"""The tests every modelsearch backend has to pass (BackendTests), with those that its Elasticsearch backends share.

Four of the latter state what Elasticsearch cannot do or how it lays out its indexes; here they state what we do.
"""

from django.test import TestCase
from modelsearch.query import MATCH_ALL
from modelsearch.test.testapp import models
from modelsearch.tests.elasticsearch_common_tests import ElasticsearchCommonSearchBackendTests
from modelsearch.tests.test_backends import BackendTests


class TestWhooshBackend(ElasticsearchCommonSearchBackendTests, TestCase):
    backend_path = "search.backends.whoosh"

    def test_filter_with_unsupported_lookup_type(self):
        """What the index cannot filter on, the database does."""
        results = self.backend.search(MATCH_ALL, models.Book.objects.filter(title__iregex="^the h"))
        self.assertEqual([book.title for book in results], ["The Hobbit"])

    def test_all_indexes(self):
        """One index for all models."""
        self.assertEqual([index.get_key() for index in self.backend.all_indexes()], ["default"])

    def test_reset_indexes(self):
        self.backend.reset_indexes()
        self.assertEqual(self.backend.search("JavaScript", models.Book).count(), 0)

    def test_order_by_expression(self):
        BackendTests.test_order_by_expression(self)
