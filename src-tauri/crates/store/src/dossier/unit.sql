SELECT key FROM unit WHERE kind = ?1 AND name = ?2
