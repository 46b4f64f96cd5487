SELECT hash FROM journal AS entry
WHERE seq = (SELECT max(seq) FROM journal WHERE dossier = entry.dossier)
ORDER BY dossier
