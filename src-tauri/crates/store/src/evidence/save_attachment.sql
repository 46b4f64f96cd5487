INSERT INTO attachment (dossier, evidence, name, sha256, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (dossier, evidence) DO UPDATE
SET name = excluded.name, sha256 = excluded.sha256, bytes = excluded.bytes
