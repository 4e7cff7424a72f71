"""The text of a page is its article: all of it, and nothing of what stands around it."""

from __future__ import annotations

import pytest

from tocsin.reading import read_upload

TITLE = "Ferry to Sorvag stays in port"
FIRST = "The ferry to Sorvag will not sail before Thursday, harbour master Ilse Brandvik said on Monday morning."
SECOND = '"We will not risk 140 passengers for a timetable," she told reporters at the pier in Oldmere.'
THIRD = "The next boat that is large enough lies in Karvel and would need two days to come, the owners said."


def told(count: int, what: str) -> list[str]:
    day = "On day {n} of the storm the {what} waited longer than the day before, the weather service of Merinia said."
    return [day.format(n=n, what=what) for n in range(1, count + 1)]


def shown(*paragraphs: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def read(body: str, head: str = "") -> str:
    data = f"<html lang='en'><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return read_upload(data.encode(), content_type="text/html").text


ARTICLE = f"<article><h1>{TITLE}</h1>{shown(FIRST, SECOND, THIRD)}</article>"
TEXT = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}"

BESIDE = {
    "hidden": "<div hidden><p>Draft: the ferry sank with all its passengers on Monday, police said.</p></div>",
    "unseen": "<div style='Visibility : hidden'><p>Draft: the ferry sank on Monday, police said.</p></div>",
    "wall": "<div class='paywall-box'><h2>Keep reading with a subscription</h2><p>Only 2 crowns a week.</p></div>",
    "letter": "<section class='item-newsletter'><p>All of the valley in your inbox</p><p>Sign up now.</p></section>",
    "form": "<section class='comments'><div class='intro'>Please fill in all fields to write to us.</div></section>",
    "teaser": "<div class='teaser'><a><p class='teaser-text'>Bitter news for a bakery in Merin.</p></a></div>",
    "second": f"<article><h1>Merin wins the cup again</h1>{shown(*told(4, 'players'))}</article>",
}


@pytest.mark.parametrize("beside", BESIDE)
def test_what_stands_beside_an_article_is_no_part_of_it(beside: str) -> None:
    article = ARTICLE.replace(shown(THIRD), shown(THIRD, *told(3, "boats")))
    inside = article.replace("</article>", f"{BESIDE[beside]}</article>") if beside != "second" else article
    expected = "\n\n".join([TEXT, *told(3, "boats")])
    assert read(inside if beside in ("hidden", "unseen", "wall") else article + BESIDE[beside]) == expected


LINES = [
    "Story continues below",
    "Advertisement 1Story continues below",
    "Get daily national news",
    "Our Standards: the Oldmere Trust Principles.",
    "Most read in Football",
    "You must confirm your public display name before commenting",
    "Log in or create an account to continue",
    "For breaking news from across the valley, sign up for our newsletters.",
    "This is a modal window.",
    "Already a subscriber? Log in",
    "Lesedauer: 4 Minuten",
    "Externer Inhalt nicht verfügbar",
    "Ein Klick für den Datenschutz",
    "2 Wochen kostenlos testen",
    "Folgst du schon der Post auf Whatsapp?",
    "Déjà abonné ? Connectez-vous",
    "Suscríbete a nuestro boletín",
    "Подписывайтесь на наш канал в Telegram, чтобы не пропустить главное",
    "Підписуйтесь на наш канал і читайте новини першими",
    "Chcesz być na bieżąco? Zapisz się na newsletter",
]


@pytest.mark.parametrize("line", LINES)
def test_what_a_site_asks_its_readers_is_no_part_of_the_article(line: str) -> None:
    assert read(ARTICLE.replace(shown(SECOND), shown(line, SECOND))) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers of the ferry line were told to wait, and 200 of them demanded their money back on Monday.",
        "“Sign up now,” the minister told the crowd.",
        "Registered voters in Oldmere were asked to come early because of the storm.",
        "Follow these steps to leave the town, the harbour office advised.",
        "Рекламации пассажиров порт принимает до пятницы.",
    ],
)
def test_news_of_subscribers_and_advice_to_people_is_kept(line: str) -> None:
    assert line in read(ARTICLE.replace(shown(SECOND), shown(line, SECOND)))


def test_a_text_in_several_containers_is_read_whole() -> None:
    chunks = [told(4, "boats"), told(4, "passengers"), told(4, "villages")]
    parts = "<div class='ad'></div>".join(f"<div class='article__body'>{shown(*chunk)}</div>" for chunk in chunks)
    expected = "\n\n".join([TITLE, *(paragraph for chunk in chunks for paragraph in chunk)])
    assert read(f"<article><h1>{TITLE}</h1><div class='chunks'>{parts}</div></article>") == expected


def test_a_main_text_in_an_aside_is_read() -> None:
    assert told(4, "boats")[3] in read(f"<main><h1>{TITLE}</h1><aside>{shown(*told(4, 'boats'))}</aside></main>")


def test_an_article_that_stands_in_a_wall_or_is_hidden_until_scripts_run_is_read() -> None:
    assert read(f"<div class='paywall'>{ARTICLE}</div>") == TEXT
    assert THIRD in read(f"<div hidden>{ARTICLE}</div>")


def test_a_walled_article_says_so() -> None:
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    data = f"<html><head><title>{TITLE}</title>{script}</head><body>{ARTICLE}</body></html>"
    article = read_upload(data.encode(), content_type="text/html")
    assert "not all of this article is free" in article.notes[0]


def test_words_of_a_lead_stay_apart_where_the_page_parts_them() -> None:
    lead = "Passengers of four villages wait.<br>Nobody knows when the boats will sail again to the islands."
    head = "<meta name='description' content='Passengers of four villages wait. Nobody knows when the boats will sail'>"
    page = ARTICLE.replace(shown(THIRD), shown(THIRD, *told(9, "boats")))
    text = read(f"<header><div>{lead}</div></header>{page}", head)
    assert text.startswith(f"{TITLE}\n\n{lead.replace('<br>', ' ')}\n\n{FIRST}")
