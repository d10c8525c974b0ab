"""The data modelsearch's tests expect. Its package ships the tests without their fixture, so it is made here from
what they assert: titles, dates, numbers of pages, the shape of the trees."""

import json
from pathlib import Path
from typing import Any

AUTHORS = {
    1: ("George R.R. Martin", "1948-09-20"),
    2: ("J. R. R. Tolkien", "1892-01-03"),
    4: ("Isaac Asimov", "1920-01-02"),
}
GUIDE_AUTHORS = (
    "David Ascher",
    "Mark Lutz",
    "Daniel Roy Greenfeld",
    "Audrey Roy Greenfeld",
    "Douglas Crockford",
    "David Flanagan",
    "Steve Klabnik",
    "Carol Nichols",
    "Jim Blandy",
    "Jason Orendorff",
)

# pk, title, authors, published, pages, (model of the child, its own field)
BOOKS = [
    (1, "A Game of Thrones", [1], "1996-08-01", 694, ("novel", "Westeros")),
    (2, "A Clash of Kings", [1], "1998-01-01", 768, ("novel", "Westeros")),
    (3, "A Storm of Swords", [1], "2000-01-01", 973, ("novel", "Westeros")),
    (4, "The Fellowship of the Ring", [2], "1954-07-29", 423, ("novel", "Middle Earth")),
    (5, "The Two Towers", [2], "1954-11-11", 352, ("novel", "Middle Earth")),
    (6, "The Return of the King", [2], "1955-10-20", 440, ("novel", "Middle Earth")),
    (7, "The Hobbit", [2], "1937-09-21", 320, ("novel", "Middle Earth")),
    (10, "Foundation", [4], "1951-01-01", 255, ("novel", "Galactic Empire")),
    (11, "Learning Python", [5, 6], "1999-01-01", 1160, ("programmingguide", "py")),
    (12, "Two Scoops of Django 1.11", [7, 8], "2017-04-26", 556, ("programmingguide", "py")),
    (13, "JavaScript: The good parts", [9], "2008-05-18", 172, ("programmingguide", "js")),
    (14, "JavaScript: The Definitive Guide", [10], "1998-06-11", 792, ("programmingguide", "js")),
    (15, "The Rust Programming Language", [11, 12], "2018-05-22", 440, ("programmingguide", "rs")),
    (16, "Programming Rust", [13, 14], "2017-12-01", 622, None),
]

TRILOGY = ["Frodo Baggins", "Bilbo Baggins", "Gandalf"]
CHARACTERS = {
    1: ["Daenerys Targaryen", "Jon Snow", "Eddard Stark"],
    2: ["Daenerys Targaryen", "Jon Snow"],
    3: ["Daenerys Targaryen", "Jon Snow"],
    4: TRILOGY,
    5: TRILOGY,
    6: TRILOGY,
    7: ["Bilbo Baggins", "Thorin Oakenshield"],
    10: ["Hari Seldon", "Salvor Hardin"],
}
NOVELS_WITH_PROTAGONIST = {4, 5, 6, 7}

MEETINGS = [
    (1, "Breakfast yoga", "08:00", "Sun salutation", "Jane Roe"),
    (2, "Stand-up meeting", "10:00", "Sprint progress", "Arthur Doyle"),
    (3, "Evening yoga", "19:30", None, None),
]

# name, then path, depth and number of children, then left, right and depth
ANIMALS = [
    ("Animal", ("0001", 1, 2), (1, 10, 1)),
    ("Mammal", ("00010001", 2, 2), (2, 7, 2)),
    ("Dog", ("000100010001", 3, 0), (3, 4, 3)),
    ("Cat", ("000100010002", 3, 0), (5, 6, 3)),
    ("Reptile", ("00010002", 2, 0), (8, 9, 2)),
]


class Rows(list[dict[str, Any]]):
    def put(self, model: str, pk: int, **fields: Any) -> None:
        self.append({"model": f"searchtests.{model}", "pk": pk, "fields": fields})


def write(path: Path) -> None:
    rows = Rows()
    put_authors(rows)
    put_books(rows)
    put_novels_and_guides(rows, put_characters(rows))
    put_meetings(rows)
    put_animals(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows))


def put_authors(rows: Rows) -> None:
    for pk, (name, born) in AUTHORS.items():
        rows.put("author", pk, name=name, date_of_birth=born)
    for pk, name in enumerate(GUIDE_AUTHORS, start=5):
        rows.put("author", pk, name=name, date_of_birth=None)


def put_books(rows: Rows) -> None:
    for pk, title, authors, published, pages, _ in BOOKS:
        rows.put("book", pk, title=title, authors=authors, publication_date=published, number_of_pages=pages)
    for pk, title, _, published, pages, _ in BOOKS[:4]:
        rows.put("unindexedbook", pk, title=f"{title} U", publication_date=published, number_of_pages=pages)


def put_characters(rows: Rows) -> dict[int, int]:
    """The first of some novels is its protagonist."""
    protagonists = {}
    pk = 0
    for novel, names in CHARACTERS.items():
        for place, name in enumerate(names):
            pk += 1
            rows.put("character", pk, name=name, novel=novel)
            if place == 0 and novel in NOVELS_WITH_PROTAGONIST:
                protagonists[novel] = pk
    return protagonists


def put_novels_and_guides(rows: Rows, protagonists: dict[int, int]) -> None:
    for pk, *_, child in BOOKS:
        if child and child[0] == "novel":
            rows.put("novel", pk, setting=child[1], protagonist=protagonists.get(pk))
        elif child:
            rows.put("programmingguide", pk, programming_language=child[1])


def put_meetings(rows: Rows) -> None:
    for pk, name, start, topic, speaker in MEETINGS:
        rows.put("meeting", pk, name=name, start_time=start)
        if topic:
            rows.put("agendaitem", pk, meeting=pk, topic=topic)
            rows.put("speaker", pk, agenda_item=pk, name=speaker)


def put_animals(rows: Rows) -> None:
    for pk, (name, (path, depth, children), (left, right, nested_depth)) in enumerate(ANIMALS, start=1):
        rows.put("mpanimal", pk, path=path, depth=depth, numchild=children, name=name)
        rows.put("nsanimal", pk, lft=left, rgt=right, tree_id=1, depth=nested_depth, name=name)
