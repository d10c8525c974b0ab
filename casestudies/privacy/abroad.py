"""Addresses as they are written in other countries."""

import re
from collections.abc import Iterator, Sequence

from .numerals import Stretch, matches_near

_CAPITAL = r"[A-ZÀ-ÞĀ-Ž][\w'’]{0,30}"  # without its dash: with it, a row of dashes could be cut in too many ways
_COUNTRY = (
    r"(?:België|Duitsland|Frankrijk|Engeland|Groot-Brittannië|Polen|Spanje|Italië|Portugal|Turkije|Marokko|Suriname|Curaçao"
    r"|Oostenrijk|Zwitserland|Roemenië|Bulgarije|Hongarije|Griekenland|Zweden|Noorwegen|Denemarken|Ierland|Luxemburg"
    r"|Belgium|Germany|Deutschland|France|UK|England|Poland|Polska)"
)
_TOWN = rf"{_CAPITAL}(?:[ -](?:(?:am|an der|im|bei|sur|aan de|de|la|le|les|en)[ -])?{_CAPITAL}){{0,3}}"
# Behind a street and its number: ", 48599 Gronau (D)", ", B-2140 Borgerhout, België", ", 61-881 Poznań", ", Paramaribo, Suriname"
TOWN_ABROAD = re.compile(
    rf",?\s{{1,2}}(?:(?:[A-Z]{{1,2}}-\s?)?(?:\d{{4,5}}|\d{{2}}-\d{{3}}"
    rf"|\d{{3}} \d{{2}})\s{_TOWN}(?:\s?\([A-Z]{{1,3}}\))?(?:,\s{_COUNTRY})?"
    rf"|{_CAPITAL}(?:,\s|\s\(){_COUNTRY}\)?)(?!\w)"
)
_ROAD = r"(?:Road|Street|Avenue|Lane|Close|Drive|Court|Crescent|Way|Terrace|Gardens|Square|Grove|Hill|Rd|Ave|St)"
BRITISH = re.compile(
    rf"(?<![\w-])(?:(?:Flat|Unit|Apt\.?|Apartment) \w{{1,4}},? )?\d{{1,4}}[a-zA-Z]?,? (?:{_CAPITAL} ){{1,3}}{_ROAD}(?!\w)"
    rf"(?:,? [A-Z][a-z]+(?: [A-Z][a-z]+)?)?(?:,? [A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}}(?!\w))?"
)
# The word for street first: ul. Kwiatowa 7/12, Rue de la Loi 16, Calle Mayor 3, Via Roma 12, Str. Libertatii 5.
STREET_FIRST = re.compile(
    rf"(?<![\w.-])(?:(?:[Uu]l|[Aa]l|[Oo]s|[Ss]tr|[Bb]d|[Aa]v)\. ?|(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Cc]alle"
    rf"|[Aa]venida|Via"
    rf"|Viale|[Pp]iazza"
    rf"|[Rr]ua|C/|[Bb]ul\.|[Bb]ulevard|[Cc]haussée|[Ss]teenweg|[Rr]oute|[Rr]uelle|[Ss]trada|[Uu]lica|[Uu]l|[Kk]aya"
    rf"|[Kk]aminda|[Pp]laza) )(?:(?:de|du|des|la|le|les|op|del|della|di|dos|do|da|d'|l'|al|el) ?){{0,3}}"
    rf"{_CAPITAL}(?:[ -](?:(?:de|du|la|del|di|da) )?{_CAPITAL}){{0,3}},? (?:(?:nr|no"
    rf"|n)[.°]? ?)?\d{{1,4}}[a-zA-Z]?(?:/\d{{1,4}})?(?![\w%]|[.,]\d)"
)
# The number first: 12 rue de la Paix.
FRENCH = re.compile(
    rf"(?<![\w-])\d{{1,4}}(?: bis| ter)?,? (?i:rue|avenue|boulevard|place|chemin|impasse|allée) (?:(?:de|du|des|la|le|les"
    rf"|d'|l') ?){{0,3}}"
    rf"{_CAPITAL}(?:[ -](?:(?:de|du|la) )?{_CAPITAL}){{0,3}}"
)
# Endings of other languages: Bahnhofstraße 22, Marktplatz 3, Atatürk Caddesi No: 12.
ENDING_ABROAD = re.compile(
    rf"(?<![\w-])(?:{_CAPITAL}(?:stra(?:ß|ss)e|gasse|platz|weg|allee|damm|ufer|gatan|gata|vej|vägen)"
    rf"|(?:{_CAPITAL}[ -]){{1,3}}(?:Stra(?:ß|ss)e|Gasse|Platz|Weg|Allee|Caddesi|Cad\.|Sokak|Sokağı|Sk\.|Mahallesi))"
    r",? (?:(?:No|nr)[.:]? ?)?\d{1,4}[a-zA-Z]?(?:/\d{1,4})?(?![\w%]|[.,]\d)"
)


def find_abroad(raw: str, near: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    for pattern in (BRITISH, STREET_FIRST, FRENCH, ENDING_ABROAD):
        for match in matches_near(pattern, raw, near):
            yield match.span()
