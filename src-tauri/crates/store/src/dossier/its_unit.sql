SELECT unit.kind, unit.name FROM dossier JOIN unit ON unit.key = dossier.unit WHERE dossier.key = ?1
