SELECT 1 FROM dossier JOIN journal ON journal.dossier = dossier.key
WHERE dossier.id = ?1 AND journal.seq = ?2 AND journal.hash = ?3
