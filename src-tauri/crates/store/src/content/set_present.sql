DELETE FROM absent_content WHERE content = ?1
