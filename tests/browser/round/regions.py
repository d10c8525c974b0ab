"""Step 1: the regions stand."""

from playwright.sync_api import expect

from .world import Round

REGIONS, MUNICIPALITIES = 42, 342


def regions_stand(the: Round) -> None:
    """An editor finds every region in the table and on the map, with its municipalities, each with a page."""
    editor = the["editor"]
    editor.visit("Regions")
    table = editor.page.get_by_role("table", name=editor.say("State of affairs per region"))
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(REGIONS)
    expect(editor.page.locator(".tile-map svg a")).to_have_count(REGIONS)
    column = table.get_by_role("columnheader").all_inner_texts().index(editor.say("Municipalities"))
    counts = [int(row.locator("th, td").nth(column).inner_text()) for row in rows.all()]
    assert sum(counts) == MUNICIPALITIES
    addresses = [link.get_attribute("href") for link in table.get_by_role("link").all()]
    assert len(set(addresses)) == REGIONS
    for address in addresses:
        assert editor.get(str(address)).startswith("200 ")
    editor.follow("Food Valley")
    municipalities = editor.page.locator("section.panel").filter(has_text=editor.say("Municipalities")).locator("li")
    expect(municipalities).to_have_count(counts[[a and a.endswith("/food-valley/") for a in addresses].index(True)])
    expect(municipalities.filter(has_text="Ede")).to_have_count(1)
