"""`/padriver innhold`: what the organisation says is found, changed, undone and previewed in the chat."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.card import Card
from bot.cards.content_edit import EDIT, SHOW_ENTRY
from bot.cards.form import Form, FormErrors
from bot.cards.text import render_line
from bot.commands.ask import Reply, Submitted
from bot.commands.innhold.entry_form import ADD, SAVE
from bot.commands.innhold.kind import Kind
from bot.commands.innhold.kinds import KINDS
from bot.commands.innhold.word_trial import FIRST, KEEP, TRY
from content.schema.messages import Track
from models.db.database import Database
from models.media.matching.matcher import Matcher
from models.tables import Alert, Feed, Occurrence
from tests.commands.test_innhold_walk import is_changed, kept, values_of
from tests.support.people import KARI, PER, Room, card_of, full_room, text_of

TRACK = "saker/jernbane.yaml#jernbane-a"
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture
def room(database: Database) -> Room:
    room = full_room(database)
    room.now = NOW
    return room


def edit(room: Room, value: str, user: str = KARI, **changed: str) -> Submitted:
    form = room.press(EDIT, value, user=user)
    assert isinstance(form, Form)
    return kept(room, form, values_of(form) | changed, user)


def new(room: Room, command: str, **values: str) -> Submitted:
    form = room.ask("padriver", f"innhold {command}")
    assert isinstance(form, Form)
    return kept(room, form, values_of(form) | values)


def track(room: Room) -> Track:
    issue = room.pack_now().issue("jernbane")
    assert issue is not None
    return issue.tracks[0]


def wheel(room: Room, word: str) -> list[str]:
    with room.database.reading() as session:
        rows = session.scalars(
            select(Occurrence).where(Occurrence.archived_at.is_(None), Occurrence.title.contains(word))
        )
        return sorted(f"{row.key.partition(':')[2].partition(':')[0]} {row.title}" for row in rows)


def test_the_overview_says_what_there_is(room: Room) -> None:
    assert text_of(room.ask("padriver", "innhold")) == (
        "Alt dere har lagt inn\n\n"
        "Alt jeg sier og vet. Alle kolleger kan foreslå endringer, og alt kan angres.\n\n"
        "• Saker: 2 saker og 2 spor\n"
        "• Kampanje: 1 kampanje, 1 hovedbudskap, 2 prioriteringer, 4 grep og 4 tiltak i grepene\n"
        "• Budsjett og NTP: 5 budsjettfaser, 5 aktiviteter i fasene, 4 budsjettdatoer, 2 NTP-faser og 1 NTP-periode\n"
        "• Årshjul: 6 punkter i årshjulet og 1 dato i kalenderen\n"
        "• Medier: 2 medieord og 2 effekter\n"
        "• Allianser: ingenting ennå\n"
        "• Håndverk: ingenting ennå\n"
        "• Om oss: 1 organisasjon og 2 prioriterte områder\n\n"
        "Tekster som kan sies utad: 15 utkast og 1 klarert.\n\n"
        "[Velg hva du vil se] [Klarer tekster]\n\n"
        "Du kan også skrive hva du leter etter, for eksempel «/padriver innhold statsbudsjett»."
    )


def test_a_word_finds_the_entry_with_its_texts_and_what_it_lacks(room: Room) -> None:
    assert text_of(room.ask("padriver", "innhold jernbane først")) == (
        "Spor A: Jernbane først\n\n"
        "Spor · Jernbane · Utkast\n\n"
        "Budskap: Jernbane er viktigst.\n\n"
        "Hvorfor: Jernbane mangler i dag.\n\n"
        "Krav: Jernbane må planlegges nå.\n\n"
        "Gevinst: Jernbane gir mer.\n\n"
        "Kilde: notatet\n\n"
        "[Endre] [Forhåndsvis] [Klarer] [Ta ut] [Spørsmål] [Historikk] [Spor]"
    )
    assert text_of(room.ask("padriver", "innhold bananer")) == (
        "Innhold: bananer\n\n"
        "Jeg fant ingenting med de ordene. Velg fra alt dere har lagt inn, eller skriv det på en annen måte.\n\n"
        "[Alt dere har lagt inn]"
    )


def test_a_list_is_paged_and_leads_to_each(room: Room) -> None:
    listed = room.ask("padriver", "innhold spor")
    assert text_of(listed) == (
        "Spor (2)\n\n"
        "• Spor A: Energi først\n  Energi · utkast [Åpne]\n"
        "• Spor A: Jernbane først\n  Jernbane · utkast [Åpne]\n\n"
        "[Nytt spor] [Alt dere har lagt inn]"
    )
    opened = room.push(card_of(listed), "Åpne", "Jernbane")
    assert text_of(opened).startswith("Spor A: Jernbane først\n\nSpor · Jernbane · Utkast")


def test_a_message_is_changed_shown_at_once_and_undone(room: Room) -> None:
    saved = edit(room, TRACK, budskap="Toget er viktigst.", gevinst="")
    assert text_of(saved) == (
        "Spor A: Jernbane først\n\n"
        "• «Spor A: Jernbane først» er lagret. [Angre]\n\n"
        f"Spor · Jernbane · Utkast · endret av @{{{KARI}}} mandag 30. november kl. 9.00\n\n"
        "Budskap: Toget er viktigst.\n\n"
        "Hvorfor: Jernbane mangler i dag.\n\n"
        "Krav: Jernbane må planlegges nå.\n\n"
        "Kilde: notatet\n\n"
        "Mangler: gevinst.\n\n"
        "[Endre] [Forhåndsvis] [Klarer] [Ta ut] [Spørsmål] [Historikk] [Spor]"
    )
    assert "«Toget er viktigst.»" in text_of(room.ask("budskap", "jernbane først"))
    room.push(card_of(saved), "Angre")
    assert (track(room).budskap, track(room).gevinst) == ("Jernbane er viktigst.", "Jernbane gir mer.")
    again = room.push(card_of(saved), "Angre")
    assert text_of(again) == "Det er allerede angret\n\nEndringen er allerede angret."


def test_history_says_who_changed_what_and_undoes_it(room: Room) -> None:
    edit(room, TRACK, budskap="Toget er viktigst.")
    room.now += timedelta(hours=1)
    edit(room, TRACK, user=PER, krav="Bygg Rikstunnelen nå.")
    card = card_of(room.push(card_of(room.press(SHOW_ENTRY, TRACK)), "Historikk"))
    assert text_of(Reply(card=card)) == (
        "Historikk: Spor A: Jernbane først\n\n"
        f"• mandag 30. november kl. 10.00 – @{{{PER}}}: Krav: «Jernbane må planlegges nå.» → «Bygg Rikstunnelen nå.» [Angre]\n"
        f"• mandag 30. november kl. 9.00 – @{{{KARI}}}: Budskap: «Jernbane er viktigst.» → «Toget er viktigst.» [Angre]\n\n"
        "Opphav: notatet\n\n"
        "[Tilbake]"
    )
    assert "Endringen er angret." in text_of(room.push(card, "Angre", "Toget er viktigst"))
    assert (track(room).budskap, track(room).krav) == ("Jernbane er viktigst.", "Bygg Rikstunnelen nå.")
    edit(room, TRACK, krav="Bygg den nå.")
    assert "Noen har endret det samme etterpå" in text_of(room.push(card, "Angre", "Bygg Rikstunnelen"))
    assert track(room).krav == "Bygg den nå."


def test_the_log_has_the_change_with_a_button_to_undo_it(room: Room) -> None:
    edit(room, TRACK, budskap="Toget er viktigst.", krav="Bygg nå.")
    log = room.ask("padriver", "logg")
    assert text_of(log) == (
        "Logg\n\n"
        f"• mandag 30. november kl. 9.00 – @{{{KARI}}}: «Spor A: Jernbane først»: endret budskap og krav [Angre]"
    )
    room.push(card_of(log), "Angre")
    assert text_of(room.ask("padriver", "logg")) == (
        "Logg\n\n"
        f"• mandag 30. november kl. 9.00 – @{{{KARI}}}: angret en endring av «Spor A: Jernbane først»\n"
        f"• mandag 30. november kl. 9.00 – @{{{KARI}}}: «Spor A: Jernbane først»: endret budskap og krav"
    )


def test_two_who_change_different_fields_both_keep_theirs(room: Room) -> None:
    form = room.press(EDIT, TRACK, user=PER)
    assert isinstance(form, Form)
    edit(room, TRACK, budskap="Fra Kari.")
    room.send(SAVE, user=PER, state=form.state, **(values_of(form) | {"krav": "Fra Per."}))
    assert (track(room).budskap, track(room).krav) == ("Fra Kari.", "Fra Per.")


def test_two_who_change_the_same_field_see_each_others_text_and_choose(room: Room) -> None:
    form = room.press(EDIT, TRACK, user=PER)
    assert isinstance(form, Form)
    edit(room, TRACK, budskap="Fra Kari.")
    shown = room.send(SAVE, user=PER, state=form.state, **(values_of(form) | {"budskap": "Fra Per."}))
    assert isinstance(shown, Form)
    assert track(room).budskap == "Fra Kari."
    assert "".join(map(str, shown.intro)) == (
        "En kollega har endret det samme mens du skrev. Her er det du skrev. "
        "Lagre en gang til for å bruke ditt, eller lukk skjemaet.\n«Budskap» er nå: Fra Kari."
    )
    assert values_of(shown)["budskap"] == "Fra Per."
    room.send(SAVE, user=PER, state=shown.state, **values_of(shown))
    assert track(room).budskap == "Fra Per."


@pytest.mark.parametrize(
    ("value", "changed", "wrong"),
    [
        (TRACK, {"budskap": ""}, {"budskap": "Fyll ut «Budskap»."}),
        (TRACK, {"budskap": "x" * 2_001}, {"budskap": "Skriv høyst 2000 tegn. Nå er det 2001."}),
        (TRACK, {"bokstav": "ab"}, {"bokstav": "Skriv én stor bokstav."}),
        ("medier.yaml#moter", {"vekt": "200"}, {"vekt": "Skriv et tall fra 0 til 100."}),
        ("arshjul.yaml#julelunsj", {"lenke": "ks.no"}, {"lenke": "Skriv hele adressen, fra https://"}),
        (
            "arshjul.yaml#julelunsj",
            {"når": "snart"},
            {"når": "Skriv for eksempel «15. januar», «uke 33», «siste torsdag i august» eller «6.–15. oktober»."},
        ),
        (
            "arshjul.yaml#julelunsj",
            {"når": "15. januar"},
            {"når": "Datoen er i januar, men du valgte desember. Endre en av dem."},
        ),
        (
            "kampanjer/2026.yaml#grep-2",
            {"kvartal": "1"},
            {"kvartal": "Skriv et høyere tall enn 1: det er brukt før i rekken."},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field_without_files_and_lines(
    room: Room, value: str, changed: dict[str, str], wrong: dict[str, str]
) -> None:
    saved = edit(room, value, **changed)
    assert isinstance(saved, FormErrors)
    assert dict(saved.errors) == wrong
    assert not is_changed(room)


def test_a_fact_is_added_taken_out_and_brought_back(room: Room) -> None:
    form = room.ask("padriver", "innhold ny fakta")
    assert isinstance(form, Form)
    assert (form.title, form.action) == ("Nytt faktum", ADD)
    missing = room.send(ADD, state=form.state, **values_of(form))
    assert text_of(missing) == "sted: Velg hva det hører til.\ntekst: Fyll ut «Tekst»."
    saved = new(room, "ny fakta", sted="saker/energi.yaml|fakta", tekst="Over 40 % av kraften brukes her.")
    assert text_of(saved) == (
        "Over 40 % av kraften brukes her.\n\n"
        "• «Over 40 % av kraften brukes her.» er lagt til. [Angre]\n\n"
        f"Fakta · Energi · Utkast · endret av @{{{KARI}}} mandag 30. november kl. 9.00\n\n"
        "Kilde: Lagt inn i chatten 30.11.2026\n\n"
        "Tips til «Tekst»: Tallet «40 %» har ingen kilde. Skriv kilden.\n\n"
        "[Endre] [Forhåndsvis] [Klarer] [Ta ut] [Spørsmål] [Historikk] [Fakta og eksempler]"
    )
    out = room.push(card_of(saved), "Ta ut")
    assert "er tatt ut." in text_of(out)
    assert "tatt ut [Hent frem igjen]" in text_of(room.ask("padriver", "innhold fakta"))
    back = room.push(card_of(room.ask("padriver", "innhold fakta")), "Hent frem igjen")
    assert "er hentet frem igjen." in text_of(back)
    issue = room.pack_now().issue("energi")
    assert issue is not None
    assert [each.text for each in issue.facts] == ["Over 40 % av kraften brukes her."]


def test_a_wheel_entry_is_renamed_moved_made_one_years_and_taken_out(room: Room) -> None:
    assert wheel(room, "Julelunsj") == [f"{year}-12 Julelunsj for samarbeidspartnere" for year in (2026, 2027)]
    moved = edit(
        room,
        "arshjul.yaml#julelunsj",
        **{"tekst": "Nyttårslunsj", "hjul.måned": "1", "når": "første fredag i januar", "bare_i": "2027"},
    )
    assert wheel(room, "lunsj") == ["2027-01 Nyttårslunsj"]
    assert "januar, Politisk nettverksbygging" in text_of(moved)
    assert "Når i måneden: første fredag i januar" in text_of(moved)
    room.push(card_of(moved), "Ta ut")
    assert wheel(room, "lunsj") == []
    back = room.push(card_of(room.ask("padriver", "innhold nyttårslunsj")), "Hent frem igjen")
    assert wheel(room, "lunsj") == ["2027-01 Nyttårslunsj"]
    room.push(card_of(back), "Angre")
    assert wheel(room, "lunsj") == []


def test_a_wheel_entry_is_added_with_a_date(room: Room) -> None:
    saved = new(
        room,
        "nytt punkt",
        **{
            "tekst": "Temadag om kraft",
            "hjul.måned": "3",
            "hjul.felt": "arrangementer",
            "når": "12. mars",
            "tema": "energi",
        },
    )
    assert "«Temadag om kraft» er lagt til." in text_of(saved)
    assert wheel(room, "Temadag") == ["2027-03 Temadag om kraft", "2028-03 Temadag om kraft"]
    with room.database.reading() as session:
        rows = session.scalars(select(Occurrence).where(Occurrence.title == "Temadag om kraft"))
        row = min(rows, key=lambda each: each.key)
    assert (row.starts_on, row.certainty, row.theme) == (date(2027, 3, 12), "forventet", "energi")


def test_what_others_refer_to_cannot_be_taken_out(room: Room) -> None:
    edit(room, "saker/jernbane.yaml#jernbane", ledestjerne="jernbane-a")
    out = room.push(card_of(room.press(SHOW_ENTRY, TRACK)), "Ta ut")
    assert text_of(out) == (
        "Det kan ikke bli tatt ut\n\nSporet er ledestjerne. Velg en annen ledestjerne først.\n\n[Vis det]"
    )


def test_a_campaign_starts_from_the_last_one_as_drafts(room: Room) -> None:
    card = card_of(room.ask("padriver", "innhold kampanjer"))
    form = room.push(card, "Ny kampanje fra en tidligere")
    assert isinstance(form, Form)
    assert values_of(form) == {"fra": "kampanjer/2026.yaml", "år": "2027", "navn": "Kampanjen 2027"}
    taken = room.send(form.action, state=form.state, **(values_of(form) | {"år": "2026"}))
    assert text_of(taken) == "år: 2026 har en kampanje fra før."
    saved = room.send(form.action, state=form.state, **values_of(form))
    assert "«Kampanjen 2027» er lagt til." in text_of(saved)
    pack = room.pack_now()
    old, made = pack.campaign(2026), pack.campaign(2027)
    assert old is not None
    assert made is not None
    assert made.main.text == old.main.text
    assert [each.slogan for each in made.steps] == [each.slogan for each in old.steps]
    assert not any(each.is_cleared for each in (made.main, *made.main.priorities, *made.steps))
    slogan = edit(room, "kampanjer/2027.yaml#grep-1", slagord="Start nå!")
    assert "Slagord: Start nå!" in text_of(slogan)


def _titles(room: Room, *titles: str) -> None:
    with room.database.session() as session:
        feed = Feed(workspace_id=room.workspace.id, key="nrk", name="NRK", url="https://nrk.no/rss", on=True)
        session.add(feed)
        session.flush()
        shared: dict[str, Any] = {"workspace_id": room.workspace.id, "feed_id": feed.id, "source": "NRK"}
        for number, title in enumerate(titles):
            found_at = NOW - timedelta(days=70 if title.startswith("Gammel") else number)
            row = Alert(identity=str(number), title=title, found_at=found_at, themes=[], words={}, **shared)
            session.add(row)


def test_media_words_are_tried_on_the_last_weeks_titles_before_they_are_saved(room: Room) -> None:
    _titles(room, "Togene står", "Sporet er borte", "Valg i Oslo", "Gammel sak om spor")
    tried = edit(room, "medier.yaml#jernbane", ord="jernbane*, spor*", **{TRY: FIRST})
    assert isinstance(tried, Form)
    assert "".join(map(str, tried.intro)) == (
        "Prøvd på 3 titler fra de siste 8 ukene: 1 traff før, 1 treffer nå.\n"
        "Kommer til (1):\n• Sporet er borte\n"
        "Faller bort (1):\n• Togene står"
    )
    assert not is_changed(room)
    assert values_of(tried)["ord"] == "jernbane*, spor*"
    saved = room.send(SAVE, state=tried.state, **values_of(tried))
    assert (
        "Prøvd på 3 titler fra de siste 8 ukene: 1 traff før, 1 treffer nå.\n\nKommer til:\n\n• Sporet er borte"
        in text_of(saved)
    )
    assert "Treffer Jernbane" in text_of(room.ask("medie", "test Sporet er borte"))
    assert "Ingen treff" in text_of(room.ask("medie", "test Togene står"))


def test_a_preview_of_media_words_reads_each_title_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    _titles(room, "Togene står", "Sporet er borte", "Valg i Oslo", "Gammel sak om spor")
    read: list[str] = []
    match = Matcher.match
    monkeypatch.setattr(Matcher, "match", lambda self, title: read.append(title) or match(self, title))
    shown = text_of(room.press("innhold.forhandsvis", "medier.yaml#jernbane"))
    assert "1 tittel av 3 fra de siste 8 ukene treffer.\n\n• Togene står" in shown
    assert sorted(read) == ["Sporet er borte", "Togene står", "Valg i Oslo"]


def test_a_word_that_cannot_be_looked_for_is_said(room: Room) -> None:
    wrong = edit(room, "medier.yaml#jernbane", ord="tog, b@ne", **{TRY: KEEP})
    assert (
        text_of(wrong)
        == "ord: «b@ne» er ikke et ord jeg kan lete etter. Bruk bokstaver og tall, og * først eller sist."
    )


def test_previews_are_as_the_channel_sees_it(room: Room) -> None:
    edit(room, "kampanjer/2026.yaml#grep-4", slagord="Nå er det alvor!")
    card = card_of(room.push(card_of(room.press(SHOW_ENTRY, "kampanjer/2026.yaml#grep-4")), "Forhåndsvis"))
    assert text_of(Reply(card=card)) == (
        "Forhåndsvisning: Grep 4: Grep 4\n\n"
        "Slik vises det.\n\n"
        "Nå begynner grep 4 i kampanjen 2026. Det varer ut desember.\n\n"
        "Målet\nBli sett.\n\n"
        "Dette gjør vi\n• Skriv et innlegg.\n\n"
        "Slagordet\n«Nå er det alvor!»\n\n"
        "Utkast, ikke klarert ennå.\n\n"
        "Hent det frem igjen: `/budskap grep 4`\n\n"
        "[Endre] [Tilbake]"
    )


def test_a_text_with_something_to_settle_says_so_where_it_is_edited_and_previewed(room: Room) -> None:
    main = "kampanjer/2026.yaml#hovedbudskap"
    saved = text_of(edit(room, main, tekst="Vi trenger økt fokus (?) på samarbeid i 2027."))
    assert "\n\nDette må avklares før teksten brukes: «(?)».\n\n" in saved
    assert "[Klarer]" not in saved
    assert (
        "Tips til «Hovedbudskap»: «økt fokus» sier ikke hva noen skal gjøre. Skriv hva dere ber om: hva, hvem og når."
        in text_of(edit(room, main, tekst="Vi trenger økt fokus på samarbeid i 2027."))
    )
    edit(room, "kampanjer/2026.yaml#grep-4", slagord="Vi krever xx mill.")
    card = card_of(room.push(card_of(room.press(SHOW_ENTRY, "kampanjer/2026.yaml#grep-4")), "Forhåndsvis"))
    shown = text_of(card)
    assert "Dette må avklares før teksten brukes: «xx». Til da sender jeg den ikke." in shown
    assert "Vi krever" not in shown


def test_advice_is_given_while_the_form_is_open_and_is_never_in_the_way(room: Room) -> None:
    """Before, the advice came only on the card of what was saved already."""
    form = room.press(EDIT, "kampanjer/2026.yaml#hovedbudskap")
    assert isinstance(form, Form)
    values = values_of(form) | {"tekst": "Vi trenger økt fokus på samarbeid i 2027."}

    advised = room.send(SAVE, state=form.state, **values)

    assert isinstance(advised, Form)
    assert not is_changed(room)
    assert render_line(advised.intro) == (
        "Teksten er ikke lagret ennå. Endre den, eller lagre en gang til for å beholde den slik.\n"
        "Tips til «Hovedbudskap»: «økt fokus» sier ikke hva noen skal gjøre. Skriv hva dere ber om: hva, hvem og når."
    )
    assert values_of(advised) == values
    other = room.send(SAVE, state=advised.state, **(values | {"tekst": "Vi trenger mer oppmerksomhet i 2027."}))
    assert isinstance(other, Form)
    assert "«mer oppmerksomhet»" in render_line(other.intro)
    assert isinstance(room.send(SAVE, state=advised.state, **values), Reply)
    shown = text_of(room.press(SHOW_ENTRY, "kampanjer/2026.yaml#hovedbudskap"))
    assert shown.startswith("Vi trenger økt fokus på samarbeid i 2027.\n\nHovedbudskap · ")
    again = room.press(EDIT, "kampanjer/2026.yaml#hovedbudskap")
    assert isinstance(again, Form)
    assert isinstance(room.send(SAVE, state=again.state, **(values_of(again) | {"målbærere": "Alle."})), Reply)

    fact = room.ask("padriver", "innhold ny fakta")
    assert isinstance(fact, Form)
    added = values_of(fact) | {"sted": "saker/energi.yaml|fakta", "tekst": "Over 40 % av kraften brukes her."}
    asked = room.send(ADD, state=fact.state, **added)
    assert isinstance(asked, Form)
    assert "Tips til «Tekst»: Tallet «40 %» har ingen kilde. Skriv kilden." in render_line(asked.intro)
    assert isinstance(room.send(ADD, state=asked.state, **added), Reply)


def test_a_campaign_copied_says_which_texts_name_the_old_year_in_the_right_number(room: Room) -> None:
    edit(room, "kampanjer/2026.yaml#hovedbudskap", tekst="Vi samarbeider i 2026.")
    form = room.push(card_of(room.ask("padriver", "innhold kampanjer")), "Ny kampanje fra en tidligere")
    assert isinstance(form, Form)
    saved = text_of(room.send(form.action, state=form.state, **values_of(form)))
    assert "1 av tekstene nevner 2026. Den er ikke endret." in saved


@pytest.mark.parametrize(
    ("asked", "title"), [("medieord jernbane", "Jernbane"), ("Spor jernbane først", "Spor A: Jernbane først")]
)
def test_an_entry_is_found_by_what_it_is_and_its_name(room: Room, asked: str, title: str) -> None:
    assert text_of(room.ask("padriver", f"innhold {asked}")).splitlines()[0] == title


@pytest.mark.parametrize("kind", [each for each in KINDS if each.can_add], ids=lambda kind: kind.id)
def test_a_form_opens_by_its_own_heading(room: Room, kind: Kind) -> None:
    form = room.ask("padriver", f"innhold {kind.new.lower()}")
    assert isinstance(form, Form | Card)
    assert form.title.startswith(kind.new)


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\u200d", "\u2800", "\u3164", "\ufe0f"])
def test_a_text_that_nobody_can_see_is_empty(room: Room, text: str) -> None:
    assert text_of(edit(room, TRACK, budskap=text)) == "budskap: Fyll ut «Budskap»."
    assert "Budskap: 👩\u200d🚒" in text_of(edit(room, TRACK, budskap="👩\u200d🚒"))


def test_what_is_inside_something_taken_out_comes_back_with_that(room: Room) -> None:
    out = room.press("innhold.ut", "kampanjer/2026.yaml#kampanje-2026")
    refused = room.press("innhold.tilbake", "kampanjer/2026.yaml#grep-1")
    assert text_of(refused) == (
        "Det kan ikke bli hentet frem igjen\n\n"
        "«Grep 1: Grep 1» er inne i «Kampanjen 2026», som er tatt ut. Hent frem det først.\n\n"
        "[Vis det]"
    )
    assert text_of(room.push(card_of(refused), "Vis det")).startswith("Kampanjen 2026\n\nKampanje · Tatt ut")
    room.push(card_of(out), "Hent frem igjen")
    assert "Grep 1: Grep 1\n\nGrep · Kampanjen 2026 · Utkast\n" in text_of(
        room.press(SHOW_ENTRY, "kampanjer/2026.yaml#grep-1")
    )


def test_a_month_that_the_form_does_not_offer_is_an_error_at_its_field(room: Room) -> None:
    answer = new(room, "nytt i årshjulet", **{"hjul.måned": "99", "tekst": "Tur", "når": "15. mai"})
    assert isinstance(answer, FormErrors)
    assert answer.errors["hjul.måned"] == "Velg en måned."


def test_a_case_does_not_get_the_id_of_a_theme_of_the_media(room: Room) -> None:
    new(room, "ny sak", navn="NTP", stikkord="ntp")
    assert {each.id for each in room.pack_now().issues} == {"jernbane", "energi", "ntp-2"}
