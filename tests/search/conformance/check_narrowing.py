"""Facets, narrowed results and filters in the index, on modelsearch's books, authors and tags."""

from collections import OrderedDict
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F, Q
from modelsearch.backends import get_search_backend
from modelsearch.backends.base import FilterFieldError
from modelsearch.query import MATCH_ALL, PlainText
from modelsearch.test.testapp.models import Author, Book, Novel, ProgrammingGuide

from search.backends.whoosh import results as results_module
from search.backends.whoosh import storage
from search.backends.whoosh.backend import WhooshSearchBackend

pytestmark = pytest.mark.django_db
MARTIN, TOLKIEN = 1, 2


@pytest.fixture
def backend(db: None) -> WhooshSearchBackend:
    call_command("loaddata", "search", verbosity=0)
    call_command("rebuild_modelsearch_index", verbosity=0)
    return get_search_backend()


def titles(results: Any) -> set[str]:
    return {book.title for book in results}


# Facets


def test_facets_count_all_hits_and_not_the_page(backend: WhooshSearchBackend) -> None:
    results = backend.search(MATCH_ALL, Novel)[:2]
    assert results.facets(["authors", "publication_date__year"]) == {
        "authors": {MARTIN: 3, TOLKIEN: 4, 4: 1},
        "publication_date__year": {1954: 2, 1996: 1, 1998: 1, 2000: 1, 1955: 1, 1937: 1, 1951: 1},
    }


def test_facet_values_come_most_first(backend: WhooshSearchBackend) -> None:
    assert backend.search(MATCH_ALL, Novel).facet("authors") == OrderedDict([(TOLKIEN, 4), (MARTIN, 3), (4, 1)])


def test_facets_through_relations_and_of_descending_models(backend: WhooshSearchBackend) -> None:
    book = Novel.objects.get(title="The Hobbit")
    book.tags.add("Dragons", "Rings")
    backend.add(book)
    facets = backend.search(MATCH_ALL, Book).facets(["tags__slug", "programming_language", "authors__date_of_birth"])
    assert facets == {
        "tags__slug": {"dragons": 1, "rings": 1, None: 13},
        "programming_language": {"js": 2, "py": 2, "rs": 1, None: 9},
        "authors__date_of_birth": {
            date(1948, 9, 20): 3,
            date(1892, 1, 3): 4,
            date(1920, 1, 2): 1,
            None: 6,
        },
    }


def test_a_facet_has_as_many_values_as_there_are(backend: WhooshSearchBackend) -> None:
    books = [Book(title=f"Volume {n}", number_of_pages=n, publication_date=date(2020, 1, 1)) for n in range(2000, 2150)]
    backend.add_bulk(Book, Book.objects.bulk_create(books))
    counts = backend.search("volume", Book).facet("number_of_pages")
    assert counts == dict.fromkeys(range(2000, 2150), 1)


@pytest.mark.parametrize("name", ["nothing", "authors__name", "title__year_", ""])
def test_a_name_that_is_no_filter_field_says_what_to_add(backend: WhooshSearchBackend, name: str) -> None:
    results = backend.search(MATCH_ALL, Book)
    with pytest.raises(FilterFieldError, match=r"index\.FilterField"):
        results.facets([name])
    with pytest.raises(FilterFieldError):
        results.narrow({name: ["x"]}).count()


# Narrowing


def test_narrow_is_or_within_a_name_and_and_between_names(backend: WhooshSearchBackend) -> None:
    results = backend.search(MATCH_ALL, Book)
    narrowed = results.narrow({"authors": [MARTIN, TOLKIEN], "publication_date__year": [1954, 1996]})
    assert titles(narrowed) == {"A Game of Thrones", "The Fellowship of the Ring", "The Two Towers"}
    assert narrowed.count() == 3
    assert results.count() == 14


def test_a_count_is_what_a_click_gives(backend: WhooshSearchBackend) -> None:
    names = ["authors", "publication_date__year", "number_of_pages"]
    chosen = {"authors": [TOLKIEN], "publication_date__year": [1954]}
    results = backend.search(MATCH_ALL, Novel)
    facets = results.narrow(chosen).facets(names)
    assert facets["authors"] == {TOLKIEN: 2}
    assert facets["publication_date__year"] == {1954: 2, 1937: 1, 1955: 1}
    for name in names:
        for value, count in facets[name].items():
            assert results.narrow(chosen | {name: [value]}).count() == count


def test_choices_may_be_text_from_a_url(backend: WhooshSearchBackend) -> None:
    results = backend.search(MATCH_ALL, Book)
    assert results.narrow({"authors__id": ["1"]}).count() == 3
    assert results.narrow({"publication_date": ["1937-09-21"]}).count() == 1
    assert results.narrow({"authors": [], "tags": []}).count() == 14
    assert results.narrow({"programming_language": [""]}).count() == 9
    assert results.narrow({"programming_language": [None, "py"]}).count() == 11
    assert results.narrow({"authors": ["no such author", "\0", "9" * 400]}).count() == 0


def test_narrow_may_be_said_again(backend: WhooshSearchBackend) -> None:
    tolkien = backend.search(MATCH_ALL, Book).narrow({"authors": [TOLKIEN]})
    assert tolkien.narrow({"publication_date__year": [1954]}).count() == 2
    assert tolkien.narrow({"authors": [MARTIN]}).count() == 3


def test_text_is_evaluated_once_for_page_count_and_facets(
    backend: WhooshSearchBackend, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    evaluated = []
    evaluate = results_module.Evaluator.evaluate
    monkeypatch.setattr(
        results_module.Evaluator, "evaluate", lambda *args: (evaluated.append(args), evaluate(*args))[1]
    )
    results = backend.search("king ring", Book, operator="or").narrow({"authors": [TOLKIEN]})
    with django_assert_num_queries(1):
        list(results[0:1])
        results.count()
        results.facets(["authors", "publication_date__year"])
        results.narrow({"authors": [MARTIN]}).count()
    assert len(evaluated) == 1


def test_the_keys_of_all_hits_are_had_without_the_database(
    backend: WhooshSearchBackend, django_assert_num_queries: Any
) -> None:
    results = backend.search(MATCH_ALL, Book).narrow({"authors": [TOLKIEN, MARTIN]})
    expected = {book.pk for book in results}
    with django_assert_num_queries(0):
        assert set(results.hit_pks().tolist()) == expected
        assert backend.search("nothing of the kind", Book).hit_pks().tolist() == []


def test_files_that_break_after_the_search_leave_counts_empty_and_ask_for_a_rebuild(
    backend: WhooshSearchBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that are read piece by piece, as large ones are: a small one is in memory by then, and its search goes on."""
    monkeypatch.setattr(storage, "SMALL_FILE", -1)
    backend.store.forget()
    results = backend.search("king", Book)
    assert results.count()
    for file in backend.store.current().glob("*.pst"):
        file.write_bytes(b"x" * file.stat().st_size)
    backend.store.cache.forget(lambda key: True)
    assert results.facets(["authors", "publication_date__year"]) == {"authors": {}, "publication_date__year": {}}
    assert list(results) == []
    assert backend.needs_rebuild()


# Filters


FILTERS = [
    Q(number_of_pages=440),
    Q(number_of_pages__in=[440, 1160]),
    Q(number_of_pages__gt=440) & Q(publication_date__lt=date(2000, 1, 1)),
    Q(number_of_pages__gte=440) | Q(publication_date__lte=date(1951, 1, 1)),
    Q(number_of_pages__range=(300, 500)),
    Q(publication_date__range=(date(1954, 1, 1), date(1955, 1, 1))),
    Q(publication_date__year=1954),
    Q(publication_date__year__gt=1998),
    ~Q(publication_date__year__lte=1998),
    Q(title="The Hobbit"),
    Q(title__in=["The Hobbit", "Foundation"]),
    ~Q(title="The Hobbit") & ~Q(number_of_pages__lt=300),
    Q(authors__date_of_birth=date(1892, 1, 3)),
    Q(authors__date_of_birth__isnull=True),
    Q(tags__slug="dragons"),
    Q(tags__slug__in=["dragons", "rings"]),
    Q(tags__slug__isnull=True),
    Q(number_of_pages__in=[]),
]
FALLBACKS = [
    Q(title__startswith="The"),
    Q(title__iregex="^the h"),
    Q(title__gt="M"),
    Q(number_of_pages__gt=F("number_of_pages") - 1),
    Q(number_of_pages__in=Book.objects.filter(number_of_pages__lt=400).values("number_of_pages")),
    Q(tags__slug="dragons") & Q(tags__slug__isnull=False),
]


@pytest.fixture
def tagged(backend: WhooshSearchBackend) -> WhooshSearchBackend:
    for title, tags in {"The Hobbit": ["Dragons", "Rings"], "The Two Towers": ["Rings"]}.items():
        book = Novel.objects.get(title=title)
        book.tags.add(*tags)
        backend.add(book)
    return backend


@pytest.mark.parametrize("where", FILTERS, ids=str)
def test_the_index_answers_a_filter_as_the_database_does(
    tagged: WhooshSearchBackend, where: Q, django_assert_num_queries: Any
) -> None:
    queryset = Book.objects.filter(where)
    with django_assert_num_queries(0):
        counted = tagged.search(MATCH_ALL, queryset).count()
    assert counted == queryset.distinct().count()
    assert titles(tagged.search(MATCH_ALL, queryset)) == titles(queryset)


@pytest.mark.parametrize("where", FALLBACKS)
def test_the_database_answers_what_the_index_cannot(tagged: WhooshSearchBackend, where: Q) -> None:
    queryset = Book.objects.filter(where)
    assert tagged.search(MATCH_ALL, queryset).count() == queryset.distinct().count()
    assert titles(tagged.search(MATCH_ALL, queryset)) == titles(queryset)


def test_two_lookups_on_one_relation_speak_of_one_row(backend: WhooshSearchBackend) -> None:
    queryset = Author.objects.filter(books__publication_date=date(1954, 7, 29), books__number_of_pages__lt=400)
    assert backend.search(MATCH_ALL, queryset).count() == queryset.count() == 0


def test_a_filter_on_the_pointer_to_the_parent_is_not_ignored(backend: WhooshSearchBackend) -> None:
    assert titles(backend.search(MATCH_ALL, Novel.objects.filter(book_ptr_id=7))) == {"The Hobbit"}


def test_filter_and_narrow_together(backend: WhooshSearchBackend) -> None:
    results = backend.search("ring king", Book.objects.filter(number_of_pages__gt=430), operator="or")
    assert results.narrow({"authors": [MARTIN]}).facets(["authors", "number_of_pages"]) == {
        "authors": {MARTIN: 1, TOLKIEN: 1},
        "number_of_pages": {768: 1},
    }


# The database has the last word


def test_a_stale_index_shows_nothing_outside_the_queryset(backend: WhooshSearchBackend) -> None:
    Book.objects.filter(title="The Hobbit").update(number_of_pages=9999)
    assert titles(backend.search("hobbit", Book.objects.filter(number_of_pages__lt=500))) == set()


def test_a_deleted_object_is_gone_at_once(backend: WhooshSearchBackend) -> None:
    Novel.objects.get(title="The Hobbit").delete()
    assert backend.search("hobbit", Book).count() == 0


def test_a_changed_object_is_found_by_its_new_words_only(
    backend: WhooshSearchBackend, django_capture_on_commit_callbacks: Any
) -> None:
    book = ProgrammingGuide.objects.get(title="Learning Python")
    book.title = "Learning Dutch"
    with django_capture_on_commit_callbacks(execute=True):
        book.save()
    assert titles(backend.search("dutch", Book)) == {"Learning Dutch"}
    assert backend.search(PlainText("learning python"), Book, fields=["title"]).count() == 0


def test_a_value_set_in_memory_is_compared_as_the_database_has_it(backend: WhooshSearchBackend) -> None:
    book = Book.objects.create(title="Numbers", number_of_pages="77", publication_date="2020-02-01")
    backend.add(book)
    results = backend.search(MATCH_ALL, Book.objects.filter(number_of_pages=77, publication_date__year=2020))
    assert titles(results) == {"Numbers"}
