"""Names, and what stands beside them, as people write them in lines and in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.interessenter.dialogue.dialogue_log import written_people
from bot.commands.interessenter.names.kind_guess import guess_organisation_kind, names_organisation
from bot.commands.interessenter.names.parties import party
from bot.commands.interessenter.names.people import parse_name, parse_people, people_error
from bot.commands.interessenter.names.person_text import WrittenName
from bot.commands.interessenter.names.titles import leading_title
from content.names import is_given
from models.register.words import folded_name, same_name_key
from tests.support.any_text import texts

READ = {
    "Nordby, Kari (A, Akershus)": WrittenName("Kari Nordby", "Ap", place="Akershus"),
    "Ibrahim, Zarwali Noor (SV, Oslo)": WrittenName("Zarwali Noor Ibrahim", "SV", place="Oslo"),
    "Martin, leder (H, Oslo)": WrittenName("Martin", "H", title="leder", place="Oslo"),
    "von der Lippe, Fredrikke": WrittenName("Fredrikke von der Lippe"),
    "Wergeland Moe, Mona (Raudt, Hordaland)": WrittenName("Mona Wergeland Moe", "R", place="Hordaland"),
    "Kari Nordby, Ap": WrittenName("Kari Nordby", "Ap"),
    "Kari Nordby/Ap": WrittenName("Kari Nordby", "Ap"),
    "Kari Nordby / FrP": WrittenName("Kari Nordby", "FrP"),
    "Kari Nordby MDG": WrittenName("Kari Nordby", "MDG"),
    "KARI NORDBY AP": WrittenName("Kari Nordby", "Ap"),
    "Kari Nordby Rødt": WrittenName("Kari Nordby", "R"),
    "Ordfører Kari Lie Sp": WrittenName("Kari Lie", "Sp", title="Ordfører"),
    "Kari Lie Sp, leder": WrittenName("Kari Lie", "Sp", title="leder"),
    "Kari Nordby H": WrittenName("Kari Nordby H"),
    "Kari Nordby (A – Akershus)": WrittenName("Kari Nordby", "Ap", place="Akershus"),
    "Kari Nordby (Ap-Oslo)": WrittenName("Kari Nordby", "Ap", place="Oslo"),
    "Kari Nordby (Nord-Trøndelag)": WrittenName("Kari Nordby", place="Nord-Trøndelag"),
    "Kari Nordby (Ap). Akershus": WrittenName("Kari Nordby", "Ap", place="Akershus"),
    "Ap – Kari Nordby": WrittenName("Kari Nordby", "Ap"),
    "Ap: Kari Nordby": WrittenName("Kari Nordby", "Ap"),
    "Stortingsrepresentant Kari Lie for Akershus Høyre": WrittenName(
        "Kari Lie", organisation="Akershus Høyre", title="Stortingsrepresentant"
    ),
    "Kari Lie, gruppeleder for Høyre i Oslo bystyre": WrittenName(
        "Kari Lie", organisation="Oslo bystyre", title="gruppeleder for Høyre"
    ),
    "Ola Hansrud, ordfører i Lillestrøm": WrittenName(
        "Ola Hansrud", organisation="Lillestrøm kommune", title="ordfører"
    ),
    "Ola Hansrud ordfører i Lillestrøm": WrittenName(
        "Ola Hansrud", organisation="Lillestrøm kommune", title="ordfører"
    ),
    "Bane NOR ved Ola Hansrud": WrittenName("Ola Hansrud", organisation="Bane NOR"),
    "Kari Lie (Sp/Innlandet)": WrittenName("Kari Lie", "Sp", place="Innlandet"),
    "Ordføreren i Lillestrøm, Ola Hansrud": WrittenName(
        "Ola Hansrud", organisation="Lillestrøm kommune", title="Ordfører"
    ),
    "Lillestrøms ordfører Ola Hansrud": WrittenName("Ola Hansrud", organisation="Lillestrøm kommune", title="ordfører"),
    "Ordfører i Lillestrøm Ola Hansrud": WrittenName(
        "Ola Hansrud", organisation="Lillestrøm kommune", title="Ordfører"
    ),
    "Elgård, Frøydis, kommunedirektør i Nannestad kommune": WrittenName(
        "Frøydis Elgård", organisation="Nannestad kommune", title="kommunedirektør"
    ),
    "Fylkesordførar Jon Tvedten (Sp), Vestland": WrittenName(
        "Jon Tvedten", "Sp", "Vestland fylkeskommune", "Fylkesordførar"
    ),
    "Forsknings- og høyere utdanningsminister Siri Lie": WrittenName(
        "Siri Lie", title="Forsknings- og høyere utdanningsminister"
    ),
    "adm.dir. Ellen By, Ruter AS": WrittenName("Ellen By", organisation="Ruter AS", title="adm.dir."),
    "Head of Policy Claire Roy at Alstom": WrittenName("Claire Roy", organisation="Alstom", title="Head of Policy"),
    "Kari Lie (hun/henne), rådgiver": WrittenName("Kari Lie", title="rådgiver"),
    "Kari Lie (permisjon)": WrittenName("Kari Lie", note="permisjon"),
    "Kari Lie (f. 1962)": WrittenName("Kari Lie", note="f. 1962"),
    "Kari Lie fra Høyre": WrittenName("Kari Lie", "H"),
    "leder Kari Lie i Høyre": WrittenName("Kari Lie", organisation="Høyre", title="leder"),
    "Lie, Kari <kari@nho.example>": WrittenName("Kari Lie"),
    "Kontaktperson: Kari Lie": WrittenName("Kari Lie"),
    "v/Kari Lie": WrittenName("Kari Lie"),
    "KARI-ANN O'BRIEN": WrittenName("Kari-Ann O'Brien"),
    "Jon\u2011Erik By": WrittenName("Jon-Erik By"),
    "Bane NOR": WrittenName("Bane NOR"),
    "J. P. Haraldsen (Bygdelista)": WrittenName("J. P. Haraldsen", "Bygdelista"),
    "Siv Dag Major": WrittenName("Siv Dag Major"),
    "kari lie": WrittenName("Kari Lie"),
    "per-ole von hafen": WrittenName("Per-Ole von Hafen"),
    "BERG, TOR (A, OSLO)": WrittenName("Tor Berg", "Ap", place="Oslo"),
    "Jon Berg (H) i Drammen": WrittenName("Jon Berg", "H", place="Drammen"),
    "ordføraren i Ås, Kjetil Lie": WrittenName("Kjetil Lie", organisation="Ås kommune", title="ordførar"),
    "statsråden Per Vik": WrittenName("Per Vik", title="statsråd"),
    "nestlederen i LO, Steinar Vik": WrittenName("Steinar Vik", organisation="LO", title="nestleder"),
    "Ola Bø, H, nestleder i energi- og miljøkomiteen": WrittenName(
        "Ola Bø", "H", "energi- og miljøkomiteen", "nestleder"
    ),
    "NHO v/ Geir Holm": WrittenName("Geir Holm", organisation="NHO"),
    "Bane NOR v/Ola Vik, prosjektleder": WrittenName("Ola Vik", organisation="Bane NOR", title="prosjektleder"),
}


@pytest.mark.parametrize("text", READ)
def test_a_name_is_read_with_what_stands_beside_it(text: str) -> None:
    assert parse_name(text) == READ[text]


def test_a_comma_that_leaves_the_halves_open_is_read_as_the_others_are() -> None:
    assert parse_name("Szymanowska Kowal, Zdzis", family_first=True).name == "Zdzis Szymanowska Kowal"
    assert parse_name("Szymanowska Kowal, Zdzis", family_first=False).name == "Szymanowska Kowal"


LINES = {
    "Ola Hansrud, ordfører i Lillestrøm": ["Ola Hansrud"],
    "Ola Hansrud, ordfører i Moss, og Per By, rådmann": ["Ola Hansrud", "Per By"],
    "Kari Nordby, Ap, Per By, H og Ola Moe": ["Kari Nordby", "Per By", "Ola Moe"],
    "Kommunal- og distriktsminister Siri Lie og Olje- og energiminister Per By": ["Siri Lie", "Per By"],
    "ordførerne Ola Moe og Kari Lie": ["Ola Moe", "Kari Lie"],
    "Simen By fra Natur og Ungdom": ["Simen By"],
    "O'Brien, Siobhan (MDG, Oslo)": ["Siobhan O'Brien"],
    "Bjørnar Lund, Naturvernforbundet": ["Bjørnar Lund"],
    "ordføraren i Ås, Kjetil Lie": ["Kjetil Lie"],
    "NHO v/ Jo Lie og KS v/ Siv Dal": ["Jo Lie", "Siv Dal"],
    "Kari Lie, NHO og LO": ["Kari Lie", "NHO", "LO"],
    "Kari Lie / Per By + Ola Moe": ["Kari Lie", "Per By", "Ola Moe"],
    "Kari Lie / Ap og Per By": ["Kari Lie", "Per By"],
    "NHO, LO og KS": ["NHO", "LO", "KS"],
    "Hansen, Ola Moe og Kari": ["Hansen", "Ola Moe", "Kari"],
    "kari lie og per moe": ["Kari Lie", "Per Moe"],
    "Kari Lie, direktør for miljø og likestilling, og Per By": ["Kari Lie", "Per By"],
    "direktør for miljø og likestilling Kari Lie": ["Kari Lie"],
    "Kari, Ola og Per": ["Kari", "Ola", "Per"],
    "Kari O'Brien og kari o’brien": ["Kari O'Brien"],
}


@pytest.mark.parametrize("text", LINES)
def test_a_line_names_people_and_not_their_roles(text: str) -> None:
    assert [each.name for each in parse_people(text)] == LINES[text]


def test_a_role_before_several_and_a_party_behind_them_are_of_each() -> None:
    assert [each.title for each in parse_people("ordførerne Ola Moe og Kari Lie")] == ["ordfører", "ordfører"]
    assert [each.party for each in parse_people("Ola Moe og Kari Lie, begge Ap")] == ["Ap", "Ap"]
    assert [each.party for each in parse_people("Ola Moe og Kari Lie (begge V)")] == ["V", "V"]


@pytest.mark.parametrize("text", [*READ, *LINES])
def test_what_was_understood_is_understood_again_in_the_form_that_mends_it(text: str) -> None:
    understood = parse_people(text)
    assert parse_people(written_people(understood)) == understood


@given(texts(max_size=80))
def test_whatever_is_written_is_read_without_a_fault_of_ours(text: str) -> None:
    assert isinstance(parse_name(text), WrittenName)
    assert isinstance(parse_people(text), tuple)
    assert people_error(text) is None or isinstance(people_error(text), str)


@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("A", "Ap"),
        ("Arbeidarpartiet", "Ap"),
        ("arb.partiet", "Ap"),
        ("Sp.", "Sp"),
        ("Høgre", "H"),
        ("Raudt", "R"),
        ("Venstre (V)", "V"),
        ("Kristeleg Folkeparti", "KrF"),
        ("Framstegspartiet", "FrP"),
        ("Miljøpartiet Dei Grøne", "MDG"),
        ("Labour Party", "Ap"),
        ("uavh.", "Uavhengig"),
        ("Partilaus", "Uavhengig"),
        ("Pasientfokus", "PF"),
        ("NSR", "NSR"),
        ("Bygdelista", "Bygdelista"),
        ("Felleslista for Rakkestad", "Felleslista for Rakkestad"),
        ("Tverrpolitisk liste", "Tverrpolitisk liste"),
        ("Kari", None),
        ("NHO", None),
        ("Lista fyr og omegn har en lang historie som er verdt å lese", None),
    ],
)
def test_a_party_is_known_in_both_languages_by_its_letter_and_as_a_list(said: str, short: str | None) -> None:
    assert party(said) == short


@pytest.mark.parametrize("name", ["Nora Aas", "Tor Ås", "Kari As", "Lien", "Per Banken", "Siv Rød", "Ola Høyre"])
def test_a_person_is_no_organisation(name: str) -> None:
    assert guess_organisation_kind(name) == "annet"
    assert not names_organisation(name)


@pytest.mark.parametrize(
    "name",
    ["Ruter AS", "Follorådet", "NHO", "Universitetet i Oslo", "Rødt Oslo", "Bane NOR", "Norges Lastebileier-Forbund"],
)
def test_an_organisation_is_told_by_its_name(name: str) -> None:
    assert names_organisation(name)


def test_no_given_name_is_a_title_or_a_party() -> None:
    names = ["Siv", "Dag", "Andre", "Major", "Kari", "Liv", "Ask"]
    assert [name for name in names if is_given(name) and (leading_title([name, "Lie"]) or party(name))] == []


@given(st.lists(st.sampled_from(["O", "Anne", "Lise", "Brien", "Moe"]), min_size=2, max_size=5), st.data())
def test_typographies_of_one_name_have_one_key(words: list[str], data: st.DataObject) -> None:
    signs = ["'", "’", "´", "`", "ʼ", "-", "‑", "–", " ", "\u00a0", "\u202f", "  "]
    between = [data.draw(st.sampled_from(signs)) for _ in words]
    written = "".join(word + sign for word, sign in zip(words, between, strict=True)).rstrip()
    said = data.draw(st.sampled_from([written, written.upper(), written.lower(), f"{written[:2]}\u00ad{written[2:]}"]))
    assert same_name_key(said) == same_name_key(" ".join(words)) == folded_name("".join(words))
