"""A visitation's report as a PDF: a library that knows no database and no site."""
