SELECT key, sha256 FROM criteria_set WHERE id = ?1 AND version = ?2
