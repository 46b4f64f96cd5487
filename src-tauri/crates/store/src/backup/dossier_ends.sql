SELECT dossier.id, journal.seq, journal.hash
FROM dossier JOIN journal ON journal.dossier = dossier.key
WHERE journal.seq = (SELECT max(seq) FROM journal AS other WHERE other.dossier = dossier.key)
