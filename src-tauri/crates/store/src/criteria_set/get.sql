SELECT sha256, content FROM criteria_set WHERE key = ?1
