SELECT bytes FROM setting WHERE name = ?1
