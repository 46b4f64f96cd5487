SELECT piece FROM content_piece WHERE content = ?1 AND ordinal = ?2
