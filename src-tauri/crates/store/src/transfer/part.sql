SELECT person, codes, base_seq, base_hash FROM handed_part WHERE dossier = ?1
