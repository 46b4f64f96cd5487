SELECT reading_page.key, attachment.evidence, reading_page.page
FROM page_words
JOIN reading_page ON reading_page.key = page_words.rowid
JOIN content ON content.key = reading_page.content
JOIN attachment ON attachment.sha256 = content.sha256 AND attachment.dossier = ?1
WHERE page_words MATCH ?2
LIMIT ?3
