SELECT facts FROM reading JOIN content ON content.key = reading.content WHERE content.sha256 = ?1
