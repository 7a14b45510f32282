"""The whole job in one sitting, in both languages, by a driver that reads line by line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.plain.conftest import complaints
from tests.plain.driver import Driver

from healthtui.core.case import Case

Answers = list[tuple[str, str]]

ENGLISH: Answers = [
    ("6. Take along", "1"),
    ("1. Answer the open questions", "1"),
    ("250 answers.", "maroc"),
    ("Another one? Enter: no.", ""),
    ("Insured in", "Morocco"),
    ("Card or form", "none"),
    ("Born on", "12/3/2004"),
    ("Stay from", "1/9/2026"),
    ("Stay until", "31/7/2027"),
    ("Programme", "degree"),
    ("Enrolled in France", "yes"),
    ("Enrolled on", "7/9/2026"),
    ("Paid work", "none"),
    ("Residence paper", "VLS-TS"),
    ("Paper valid until", "31/8/2027"),
    ("Entered France", "1/9/2026"),
    ("French number", "none yet"),
    ("Int. organisation", "no"),
    ("Birth cert. in", "french"),
    ("You must register", ""),
    ("more item", ""),
    ("4. Change one answer", "m"),
    ("2. Your steps", "2"),
    ("1. Do now", "1"),
    ("Do now", "portal"),
    ("Open your file on the portal: ready", "2"),
    ("How far is this?", "sent"),
    ("Since which day?", "2/10/2026"),
    ("How was it sent?", "on the portal"),
    ("Recorded: Open your file on the portal: sent on 2 Oct 2026: on the portal", "m"),
    ("3. What a visit costs", "3"),
    ("1. Calculate", "1"),
    ("Supposed so far: GP visit", ""),
    ("A day, such as", ""),
    ("An amount in euro", "30"),
    ("price 30.00 €, CPAM 19.00 €", "b"),
    ("8. Add this visit", "8"),
    ("Recorded in your year: GP visit, 23 November 2026", "m"),
    ("5. Is a mutuelle worth it?", "5"),
    ("1. Hear what each option costs", "1"),
    ("For your care of 2026, acts: 1", "b"),
    ("1. Hear what each option costs", "m"),
    ("6. Take along", "6"),
    ("3. ics", "3"),
    ("Name the steps", "no"),
    ("Which file?", "{file}"),
    ("Written:", "q"),
]
FRENCH: Answers = [
    ("6. À emporter", "1"),
    ("1. Répondre aux questions ouvertes", "1"),
    ("250 réponses.", "maroc"),
    ("Un autre ? Entrée : non.", ""),
    ("Pays d'assurance", "Maroc"),
    ("Carte/formulaire", "10"),
    ("Né(e) le", "12/3/2004"),
    ("Début du séjour", "1/9/2026"),
    ("Fin du séjour", "31/7/2027"),
    ("Programme", "1"),
    ("Inscrit en France", "oui"),
    ("Inscrit(e) le", "7/9/2026"),
    ("Travail rémunéré", "1"),
    ("Question 11 sur", "VLS-TS"),
    ("Question 12 sur", "31/8/2027"),
    ("Question 13 sur", "1/9/2026"),
    ("Question 14 sur", "1"),
    ("Question 15 sur", "non"),
    ("Question 16 sur", "français"),
    ("Vous devez vous inscrire", ""),
    ("Entrée", ""),
    ("4. Modifier une réponse", "m"),
    ("2. Vos démarches", "2"),
    ("1. À faire", "1"),
    ("Numéro ou nom", "portail"),
    ("2. Dire où elle en est", "2"),
    ("3. ", "3"),
    ("Depuis quel jour ?", "2/10/2026"),
    ("Comment", "sur le portail"),
    ("2 oct. 2026 : sur le portail", "m"),
    ("3. Ce que coûte une consultation", "3"),
    ("1. Calculer", "1"),
    ("Médecin généraliste. Entrée laisse ainsi.", ""),
    ("Un jour, par exemple", ""),
    ("Un montant en euros", "30"),
    ("prix 30,00 €, CPAM 19,00 €", "b"),
    ("8. Ajouter cette consultation", "8"),
    ("Noté dans votre année : Médecin généraliste, 23 novembre 2026", "m"),
    ("5. Une mutuelle vaut-elle la peine", "5"),
    ("1. Entendre ce que chaque option coûte", "1"),
    ("Encore", "b"),
    ("1. Entendre ce que chaque option coûte", "m"),
    ("6. À emporter", "6"),
    ("3. ics", "3"),
    ("Nommer les démarches", "non"),
    ("Quel fichier ?", "{file}"),
    ("Écrit :", "q"),
]


def held(driver: Driver, answers: Answers, file: Path) -> None:
    for words, typed in answers:
        driver.answer(words, typed.format(file=file))


def looked_at(driver: Driver, last: str, file: Path, case: Case) -> None:
    """What must be true of every journey: what was said, what is on disk, what was written."""
    assert complaints(driver.out) == []
    assert driver.heard[-1] == last
    assert case.situation.nationalities == ("MA",)
    assert case.step("portal-identity").status == "sent"
    assert case.step("portal-identity").since == date(2026, 10, 2)
    assert [care.price_eur for care in case.log.values()] == [3000]
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert case.calendars == 1


def test_the_whole_job_in_english_through_pipes(
    folder: Path, tmp_path: Path, environ: dict[str, str], saved: Callable[[], Case]
) -> None:
    driver = Driver(folder, environ, "plain")
    held(driver, ENGLISH, tmp_path / "dates.ics")
    assert driver.finish() == 0
    looked_at(driver, "Goodbye. Everything is saved.", tmp_path / "dates.ics", saved())


def test_the_whole_job_in_french_in_a_dumb_terminal(
    folder: Path, tmp_path: Path, environ: dict[str, str], saved: Callable[[], Case]
) -> None:
    driver = Driver(folder, environ | {"TERM": "dumb"}, "--lang", "fr", terminal=True)
    held(driver, FRENCH, tmp_path / "dates.ics")
    assert driver.finish() == 0
    looked_at(driver, "Au revoir. Tout est enregistré.", tmp_path / "dates.ics", saved())


def test_what_the_journeys_are_looked_at_for_would_be_seen() -> None:
    for defect in ("\x1b[1mbold", "again\r", "a" * 80, "│ box", "█", "中" * 40, "on → to", "end "):
        assert complaints(f"fine\n{defect}\nfine") != []
    assert complaints("fine: 30.00\u00a0€, e\u0301, 中国\n") == []
