"""A queryset's WHERE as masks from the index. What is not in the index raises NotInIndex: then the ORM answers."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Field
from django.db.models.expressions import Col
from django.db.models.functions import ExtractYear
from django.db.models.lookups import Lookup
from django.db.models.sql.where import AND, OR, NothingNode, WhereNode
from modelsearch.backends.base import BaseSearchQueryCompiler, FieldError

from search.backends.whoosh.columns import Column, Mask
from search.backends.whoosh.names import indexed_everywhere
from search.backends.whoosh.segments import Segment


class Filter(NamedTuple):
    """`key` is the same for filters that let the same through."""

    key: Hashable
    mask: Callable[[Segment], Mask]


# Values within a family compare in Python as they do in SQL. Text only on equality: its order is the database's.
FAMILIES: tuple[tuple[type, ...], ...] = (
    *((bool,), (int, float, Decimal), (str,), (datetime.datetime,), (datetime.date,), (datetime.time,), (uuid.UUID,)),
)
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
    "gt": lambda value, wanted: value > wanted,
    "gte": lambda value, wanted: value >= wanted,
    "lt": lambda value, wanted: value < wanted,
    "lte": lambda value, wanted: value <= wanted,
    "range": lambda value, wanted: wanted[0] <= value <= wanted[1],
}
FOR_TEXT = {"exact", "in"}


class NotInIndex(Exception):
    """This filter can only be answered by the database."""


def compile_filter(compiler: BaseSearchQueryCompiler) -> Filter:
    """Calls may still raise NotInIndex, when the values turn out to be of another type."""
    _check_shared_joins(compiler)
    return _compile(compiler.queryset.query.where, compiler)


def _check_shared_joins(compiler: BaseSearchQueryCompiler) -> None:
    """Two lookups on one join speak of the same related row; columns do not know which values belong together."""
    query = compiler.queryset.query
    aliases = [column.alias for column in _columns(query.where) if column.alias != query.base_table]
    to_many = [alias for alias in aliases if _crosses_to_many(query.alias_map, alias)]
    if len(set(to_many)) < len(to_many) or query.combinator or query.is_sliced or query.extra:
        raise NotInIndex


def _crosses_to_many(alias_map: dict[str, Any], alias: str | None) -> bool:
    while alias is not None:
        table = alias_map[alias]
        join = getattr(table, "join_field", None)
        if getattr(table, "filtered_relation", None):
            raise NotInIndex
        if join is not None and (join.one_to_many or join.many_to_many):
            return True
        alias = table.parent_alias
    return False


def _columns(node: Any) -> Iterator[Col]:
    if isinstance(node, Col):
        yield node
    elif isinstance(node, WhereNode):
        for child in node.children:
            yield from _columns(child)
    elif isinstance(node, (Lookup, ExtractYear)):
        yield from _columns(node.lhs)


def _compile(node: Any, compiler: BaseSearchQueryCompiler) -> Filter:
    if isinstance(node, NothingNode):
        return Filter("nothing", lambda segment: np.zeros(segment.size, bool))
    if isinstance(node, Lookup):
        return _compile_lookup(node, compiler)
    if isinstance(node, WhereNode) and node.connector in (AND, OR):
        return _compile_node(node, compiler)
    raise NotInIndex


def _compile_node(node: WhereNode, compiler: BaseSearchQueryCompiler) -> Filter:
    children = [_compile(child, compiler) for child in node.children]
    operator = np.logical_and if node.connector == AND else np.logical_or

    def filter_segment(segment: Segment) -> Mask:
        if not children:
            return np.ones(segment.size, bool)
        mask = reduce(operator, [child.mask(segment) for child in children])
        return ~mask if node.negated else mask

    return Filter((node.connector, node.negated, tuple(child.key for child in children)), filter_segment)


def _compile_lookup(lookup: Lookup, compiler: BaseSearchQueryCompiler) -> Filter:
    by_year = isinstance(lookup.lhs, ExtractYear)
    column = lookup.lhs.lhs if by_year else lookup.lhs
    if not isinstance(column, Col) or hasattr(lookup.rhs, "resolve_expression") or not _is_plain(column.target):
        raise NotInIndex
    path = _path(column, compiler)
    if lookup.lookup_name == "isnull":
        return _compile_missing(path, bool(lookup.rhs))
    wanted = _wanted(lookup)
    compare = COMPARISONS[str(lookup.lookup_name)]

    key = (path, by_year, lookup.lookup_name, _types_of(wanted), wanted)

    def filter_segment(segment: Segment) -> Mask:
        def make() -> Mask:
            values = segment.year_column(path) if by_year else segment.column(path)
            _check_types(values, wanted)
            return values.where(lambda value: value is not None and compare(value, wanted))

        return segment.kept_mask("where", key, make)

    return Filter(key, filter_segment)


def _compile_missing(path: str, wanted: bool) -> Filter:
    def filter_segment(segment: Segment) -> Mask:
        return segment.kept_mask("missing", path, lambda: segment.column(path).missing()) == wanted

    return Filter((path, "missing", wanted), filter_segment)


def _is_plain(field: Field) -> bool:
    """Neither changed on its way to the index nor compared by rules of its own in the database."""
    return not hasattr(field, "get_searchable_content") and not getattr(field, "db_collation", None)


def _path(column: Col, compiler: BaseSearchQueryCompiler) -> str:
    try:
        fields = compiler._get_filter_field_path_for_column(column)
    except FieldError as error:
        raise NotInIndex from error
    path = "__".join([*(field.field_name for field in fields[:-1]), column.target.attname])
    if not indexed_everywhere(compiler.queryset.model, path):
        raise NotInIndex
    return path


def _wanted(lookup: Lookup) -> Any:
    """The right-hand side, which Django has already made of the column's type."""
    name, wanted = lookup.lookup_name, lookup.rhs
    if name not in COMPARISONS:
        raise NotInIndex
    values = [value for value in wanted if value is not None] if name in ("in", "range") else [wanted]
    kinds = {_family(value) for value in values}
    if len(kinds) > 1 or None in kinds or (kinds == {(str,)} and name not in FOR_TEXT):
        raise NotInIndex
    if name == "in":
        return frozenset(values)
    if name == "range" and len(values) != 2:
        raise NotInIndex
    return tuple(values) if name == "range" else wanted


def _types_of(wanted: Any) -> frozenset[type]:
    """1 and True are the same key, but not the same filter."""
    return frozenset(map(type, wanted if isinstance(wanted, (frozenset, tuple)) else [wanted]))


def _check_types(column: Column, wanted: Any) -> None:
    values = wanted if isinstance(wanted, (frozenset, tuple)) else [wanted]
    families = {_family(value) for value in values}
    if families and any(_family(value) not in families for value in column.values if value is not None):
        raise NotInIndex


def _family(value: Any) -> tuple[type, ...] | None:
    """None for a type that is not compared here; a str subclass such as Opaque is one."""
    return next((family for family in FAMILIES if type(value) in family), None)
