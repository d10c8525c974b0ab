"""The files that Wagtail makes of its own lists, the site's reports among them."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from .export import no_formula


def without_formulas() -> None:
    """In each of them a text that a spreadsheet would take for a formula stands behind a quote, as in the site's own. Wagtail
    has one place that all its lists go by, and no setting for it; its XLSX tells texts from formulas already."""
    told = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        found = told(self, field, value, export_format)
        return no_formula(found) if export_format == self.FORMAT_CSV and isinstance(found, str) else found

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
