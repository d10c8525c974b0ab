"""What searching costs, beside other engines: generated documents, the same questions to each (`make bench-search`).

A Django project by itself: settings, models and databases of its own, made below a temporary folder. The site's command only
starts it (`python -m search.bench`).
"""
