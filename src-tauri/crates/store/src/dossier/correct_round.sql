INSERT INTO corrected_round (dossier, round) VALUES (?1, ?2)
ON CONFLICT (dossier) DO UPDATE SET round = excluded.round
