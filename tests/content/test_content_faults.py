"""A fault in a file is told as file, line, field and what was expected, all faults at once."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import load
from content.document import read_document
from content.expected import PATTERNS
from content.load import FOLDERS, SINGLE
from content.schema.organisation import Members
from tests.support.any_text import texts
from tests.support.content import change, copied_pack, told


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copied_pack(tmp_path)


MISSING = "ventet at feltet er fylt ut, men det mangler"
CASES = [
    ("arshjul.yaml", "måned: 3 ", "måned: tolv ", "måned", "ventet et heltall fra 1 til 12, fikk «tolv»"),
    ("arshjul.yaml", "måned: 3 ", "måned: 13 ", "måned", "ventet et heltall fra 1 til 12, fikk «13»"),
    ("arshjul.yaml", "  vurderes: true", "  vurderes: ja", "vurderes", "ventet «true» eller «false», fikk «ja»"),
    (
        "arshjul.yaml",
        "slag: arrangement",
        "slag: møte",
        "slag",
        "ventet «frist», «milepæl», «arrangement», «oppgave» eller «fase», fikk «møte»",
    ),
    (
        "arshjul.yaml",
        "id: nhos-arskonferanse",
        "id: NHOs årskonferanse",
        "id",
        "ventet en id av små bokstaver (a–z), tall og bindestrek, fikk «NHOs årskonferanse»",
    ),
    ("arshjul.yaml", "måned: 2 ", "måned: 1 ", "måned", "ventet 2, siden månedene skal stå i rekkefølge, fikk «1»"),
    (
        "arshjul.yaml",
        "tema: jernbane",
        "tema: jernbne",
        "tema",
        "ventet en id som finnes i mappen saker, fikk «jernbne»",
    ),
    (
        "organisasjon.yaml",
        "måles_på: [innspill, kjeder]",
        "måles_på: [innspill, kjede]",
        "måles_på",
        (
            "ventet en id som finnes blant effektene i medier.yaml, eller innspill, krav, kjeder, malbaerere, delregioner, "
            "prioriterte, samme-dag, arshjul, samtaler, fikk «kjede»"
        ),
    ),
    (
        "saker/jernbane.yaml",
        "    tekst: Bare 9 % av godstransporten",
        "    steder: ['9999']\n    tekst: Bare 9 % av godstransporten",
        "steder",
        "ventet et kommunenummer eller fylkesnummer som finnes, fikk «9999»",
    ),
    (
        "arshjul.yaml",
        "  vurderes: true",
        "  vurders: true",
        "vurders",
        "ventet ikke dette feltet (mente du «vurderes»?)",
    ),
    (
        "arshjul.yaml",
        "sett: [2018-01-17]",
        "sett: [2018-13-17]",
        "sett",
        "ventet en dato på formen 2026-02-11, fikk «2018-13-17»",
    ),
    (
        "statsbudsjett.yaml",
        "    satt_av: oss",
        "    satt_av: dere",
        "satt_av",
        "ventet «oss» eller «notatet», fikk «dere»",
    ),
    (
        "medier.yaml",
        "- bane nor",
        "- bane/nor",
        "ord",
        (
            "ventet et ord, begynnelsen av et ord («jernbane*») eller flere ord etter hverandre, uten andre tegn, "
            "fikk «bane/nor»"
        ),
    ),
    (
        "medier.yaml",
        "id: ntp",
        "id: nttp",
        "id",
        "ventet et av temaene «energi», «jernbane», «ntp», «oslofjorden», «statsbudsjett», fikk «nttp»",
    ),
    (
        "medier.yaml",
        "adresse: https://",
        "adresse: http://",
        "adresse",
        "ventet en adresse som begynner med https://, fikk «http://www.nrk.no/nyheter/siste.rss»",
    ),
    (
        "medier.yaml",
        "ferdig: white_check_mark",
        'ferdig: ":white_check_mark:"',
        "ferdig",
        "ventet navnet på en reaksjon uten kolon, som «eyes», fikk «:white_check_mark:»",
    ),
    (
        "medier.yaml",
        "talspersoner: []",
        "talsperson: []",
        "talsperson",
        "ventet ikke dette feltet (mente du «talspersoner»?)",
    ),
    ("medier.yaml", "vekt: 10", "vekt: 1000", "vekt", "ventet et heltall fra 0 til 100, fikk «1000»"),
    ("statsbudsjett.yaml", "dag: 20", "dag: 31", "når", "ventet en dag som finnes hvert år, fikk «31.11.»"),
    ("statsbudsjett.yaml", "dag: 20", "dag: 32", "dag", "ventet et heltall fra 1 til 31, fikk «32»"),
    (
        "statsbudsjett.yaml",
        "regel: dato",
        "regel: dag",
        "regel",
        "ventet en regel: «dato», «etter», «måned», «uke», «ukedag», «vindu» eller «virkedag», fikk «dag»",
    ),
    (
        "statsbudsjett.yaml",
        "lenke: https://",
        "lenke: http://",
        "lenke",
        "ventet en adresse som begynner med https://, fikk «http://www.regjeringen.no/no/tema/okonom…»",
    ),
    (
        "statsbudsjett.yaml",
        "hendelse: marskonferansen",
        "hendelse: aprilkonferansen",
        "hendelse",
        "ventet id-en til en hendelse med «når» i samme fil, fikk «aprilkonferansen»",
    ),
    (
        "statsbudsjett.yaml",
        "hendelse: marskonferansen",
        "hendelse: innspill-marskonferansen",
        "hendelse",
        "ventet en hendelse med egen dato, men reglene viser til hverandre i ring",
    ),
    (
        "arshjul.yaml",
        "slutter_med: kommunevalg",
        "slutter_med: fylkesvalg",
        "slutter_med",
        "ventet id-en til en dato i kalenderen, fikk «fylkesvalg»",
    ),
    ("ntp.yaml", "fra: {måned: 3, år: -3}", "fra: {måned: 12, år: -3}", "når", "ventet at «til» ikke er før «fra»"),
    (
        "ntp.yaml",
        "fra: {måned: 3, år: -3}",
        "fra: {måned: 2, dag: 30, år: -3}",
        "fra",
        "ventet en dag som finnes hvert år, fikk «30.2.»",
    ),
    (
        "saker/jernbane.yaml",
        "ledestjerne: rikstunnelen",
        "ledestjerne: tunnelen",
        "ledestjerne",
        "ventet id-en til et spor i samme fil, fikk «tunnelen»",
    ),
    ("saker/jernbane.yaml", "bokstav: A", "bokstav: AB", "bokstav", "ventet én stor bokstav, fikk «AB»"),
    (
        "saker/jernbane.yaml",
        "navn: Jernbane",
        "navn: 2026",
        "navn",
        "ventet tekst på 1 til 2000 tegn, fikk «2026»; sett anførselstegn rundt",
    ),
    ("saker/jernbane.yaml", "navn: Jernbane", "navn:", "navn", "ventet tekst på 1 til 2000 tegn, fikk ingenting"),
    ("kampanjer/2026.yaml", "kvartal: 3", "kvartal: 2", "kvartal", "ventet et høyere tall enn 2, fikk «2»"),
    ("kampanjer/2026.yaml", "kvartal: 3", "kvartal: 5", "kvartal", "ventet et heltall fra 1 til 4, fikk «5»"),
    (
        "organisasjon.yaml",
        'kommunenummer: "0301"',
        "kommunenummer: 0301",
        "kommunenummer",
        "ventet fire sifre i anførselstegn, fikk «0301»; sett anførselstegn rundt",
    ),
    (
        "organisasjon.yaml",
        "antall_medlemmer: 62",
        "antall_medlemmer: 2",
        "antall_medlemmer",
        "ventet minst 15, som er antallet i listen, fikk «2»",
    ),
    (
        "organisasjon.yaml",
        "delregion: folloregionen",
        "delregion: follo",
        "delregion",
        "ventet en id som finnes under delregioner i organisasjon.yaml, fikk «follo»",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "field", "expected"), CASES)
def test_a_fault_is_told_where_it_is(pack: Path, name: str, old: str, new: str, field: str, expected: str) -> None:
    line = change(pack, name, old, new)

    assert told(pack) == [f"pakke/{name}, linje {line}, felt «{field}»: {expected}."]


def test_a_date_is_text_like_any_other(pack: Path) -> None:
    change(pack, "saker/jernbane.yaml", "navn: Jernbane", "navn: 2026-10-05")

    assert told(pack) == []


def test_a_list_where_text_should_stand_is_told(pack: Path) -> None:
    line = change(pack, "ntp.yaml", "navn: Oppstart", "navn: [Opp, start]")

    assert told(pack) == [
        f"pakke/ntp.yaml, linje {line}, felt «navn»: ventet tekst på 1 til 2000 tegn, fikk 2 punkter."
    ]


def test_a_wheel_without_december_is_told_once(pack: Path) -> None:
    text = (pack / "arshjul.yaml").read_text(encoding="utf-8")
    december, calendar = text.index("  - måned: 12"), text.index("# Datoer i det politiske året")
    (pack / "arshjul.yaml").write_text(text[:december] + text[calendar:], encoding="utf-8")

    assert told(pack) == [
        "pakke/arshjul.yaml, linje 4, felt «måneder»: ventet en liste med 12 punkter, fikk 11 punkter."
    ]


def test_a_missing_field_is_told_at_its_entry(pack: Path) -> None:
    line = change(pack, "saker/oslofjorden.yaml", "    budskap: Situasjonen i Oslofjorden må håndteres NÅ.\n", "")
    start = line - 3

    assert told(pack) == [f"pakke/saker/oslofjorden.yaml, linje {start}, felt «budskap»: {MISSING}."]


def test_all_faults_of_all_files_are_told_at_once_in_order(pack: Path) -> None:
    month = change(pack, "arshjul.yaml", "måned: 12 ", "måned: desember ")
    theme = change(pack, "arshjul.yaml", "tema: energi", "tema: strom")
    certainty = change(pack, "ntp.yaml", "sikkerhet: forventet", "sikkerhet: trolig")
    change(pack, "kampanjer/2026.yaml", "kampanje-2026", "kampanje-2026: [")
    (pack / "allianser.yaml").unlink()

    assert told(pack) == [
        "pakke/allianser.yaml: ventet denne filen, men den finnes ikke.",
        f"pakke/arshjul.yaml, linje {theme}, felt «tema»: ventet en id som finnes i mappen saker, fikk «strom».",
        f"pakke/arshjul.yaml, linje {month}, felt «måned»: ventet et heltall fra 1 til 12, fikk «desember».",
        (
            "pakke/kampanjer/2026.yaml, linje 2: ventet gyldig YAML; se etter feil i innrykk, kolon, klammer og "
            "anførselstegn her eller på linjen over."
        ),
        (
            f"pakke/ntp.yaml, linje {certainty}, felt «sikkerhet»: "
            "ventet «fast», «ca», «forventet», «måned» eller «ukjent», fikk «trolig»."
        ),
    ]


def test_a_field_given_twice_is_told_with_both_lines(pack: Path) -> None:
    line = change(pack, "organisasjon.yaml", "kortnavn: Osloregionen", "kortnavn: Osloregionen\nkortnavn: Oslo")

    assert told(pack) == [
        (
            f"pakke/organisasjon.yaml, linje {line + 1}, felt «kortnavn»: "
            f"ventet feltet én gang, men det står også på linje {line}."
        )
    ]


def test_an_id_used_twice_is_told_with_both_lines(pack: Path) -> None:
    line = change(pack, "allianser.yaml", "id: ks-arrangementer", "id: ks-dialog")

    assert told(pack) == [
        (
            f"pakke/allianser.yaml, linje {line}, felt «id»: "
            f"ventet en verdi som ikke er brukt før, men «ks-dialog» står også på linje {line - 3}."
        )
    ]


def test_two_campaigns_of_one_year_are_told(pack: Path) -> None:
    text = (pack / "kampanjer" / "2026.yaml").read_text(encoding="utf-8")
    (pack / "kampanjer" / "2027.yaml").write_text(
        text.replace("id: kampanje-2026", "id: kampanje-2027"), encoding="utf-8"
    )

    assert told(pack) == [
        (
            "pakke/kampanjer/2027.yaml, linje 4, felt «år»: "
            "ventet en verdi som ikke er brukt før, men «2026» står også i pakke/kampanjer/2026.yaml."
        )
    ]


def test_files_with_names_that_are_not_read_are_told(pack: Path) -> None:
    (pack / "saker" / "bolig.yml").write_text("id: bolig\n", encoding="utf-8")
    (pack / "årshjul.yaml").write_text("måneder: []\n", encoding="utf-8")

    assert told(pack) == [
        "pakke/saker/bolig.yml: ventet et filnavn som slutter på «.yaml».",
        "pakke/årshjul.yaml: ventet ikke en fil med dette navnet; se om det er stavet riktig, eller flytt den.",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ", linje 1: ventet felter på formen «felt: verdi», fikk ingen."),
        ("- a\n- b\n", ", linje 1: ventet felter på formen «felt: verdi», fikk ingen."),
        ("# bare en merknad\n", ", linje 1: ventet felter på formen «felt: verdi», fikk ingen."),
        ("a: &a [1]\nb: *a\n", ", linje 1: ventet teksten skrevet ut; anker («&») og alias («*») brukes ikke her."),
        (
            "\na: !!python/object/apply:os.system [ls]\n",
            ", linje 2: ventet vanlig tekst; merker («!») brukes ikke her, sett anførselstegn rundt teksten.",
        ),
        ("a: " + "[" * 20 + "]" * 20, ", linje 1: ventet høyst 20 nivåer inni hverandre."),
        ("a: " + "[" * 100_000, ", linje 1: ventet høyst 20 nivåer inni hverandre."),
        ("a: " + "x" * 1_000_001, ": ventet en fil på høyst 1 MB; del den opp eller kort den ned."),
        (
            "a: 1\n---\nb: 2\n",
            (
                ", linje 2: ventet gyldig YAML; se etter feil i innrykk, kolon, klammer og anførselstegn her eller på "
                "linjen over."
            ),
        ),
    ],
)
def test_a_file_that_is_no_content_is_refused(pack: Path, text: str, fault: str) -> None:
    (pack / "ntp.yaml").write_text(text, encoding="utf-8")

    assert told(pack) == [f"pakke/ntp.yaml{fault}"]


def test_text_in_another_encoding_is_told_with_its_line(pack: Path) -> None:
    (pack / "ntp.yaml").write_bytes("fremlegges: 2028\n# påvirkning\n".encode("latin-1"))

    assert told(pack) == ["pakke/ntp.yaml, linje 2: ventet tekst lagret som UTF-8; lagre filen på nytt som UTF-8."]


def test_a_byte_order_mark_does_no_harm(pack: Path) -> None:
    path = pack / "ntp.yaml"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")

    assert told(pack) == []


def test_every_form_that_text_must_have_can_be_told() -> None:
    models = [*SINGLE.values(), *FOLDERS.values(), Members]
    patterns = {found for model in models for found in _patterns(model.model_json_schema(by_alias=True))}

    assert patterns == set(PATTERNS)


def _patterns(schema: object) -> set[str]:
    if isinstance(schema, dict):
        own = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
        return own.union(*(_patterns(value) for value in schema.values()))
    if isinstance(schema, list):
        return set().union(*(_patterns(value) for value in schema))
    return set()


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""In C where it is to be had: ten times as fast."""

ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(max_size=5) | st.integers(), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the files that stay as they are parsed once: parsing is most of the work."""
    known = cache(lambda path, name, _held: read_document(path, name))
    monkeypatch.setattr(load, "read_document", lambda path, name: known(path, name, path.read_bytes()))


@pytest.mark.usefixtures("read_once")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_a_file_the_faults_are_told(pack: Path, data: st.DataObject) -> None:
    """Some value of some file is replaced by anything at all: the pack loads, or every fault is a whole sentence."""
    path = data.draw(st.sampled_from(sorted(pack.rglob("*.yaml"))))
    good = path.read_text(encoding="utf-8")
    content = yaml.load(good, Loader=LOADER)
    place = content
    while True:
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(ODD)
    path.write_text(yaml.dump(content, Dumper=DUMPER, allow_unicode=True), encoding="utf-8")
    try:
        for sentence in told(pack):
            assert sentence.startswith("pakke/")
            assert sentence.endswith(".")
            assert ": ventet " in sentence
    finally:
        path.write_text(good, encoding="utf-8")
