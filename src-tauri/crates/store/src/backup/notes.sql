SELECT dossier || ' ' || hex(hash) FROM office_note ORDER BY dossier, ordinal
