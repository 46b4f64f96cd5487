-- Contents of another size than their pieces or whoever refers to them say, and contents that are here
-- though they are noted to be elsewhere.
SELECT sha256 FROM content
LEFT JOIN absent_content ON absent_content.content = content.key
WHERE CASE WHEN absent_content.content IS NULL
           THEN bytes <> (SELECT coalesce(sum(length(piece)), 0) FROM content_piece
                          WHERE content_piece.content = content.key)
           ELSE EXISTS (SELECT 1 FROM content_piece WHERE content_piece.content = content.key)
             OR (bytes NOT IN (SELECT bytes FROM attachment WHERE attachment.sha256 = content.sha256
                               UNION ALL
                               SELECT bytes FROM report WHERE report.sha256 = content.sha256)
                 AND EXISTS (SELECT 1 FROM attachment WHERE attachment.sha256 = content.sha256
                             UNION ALL
                             SELECT 1 FROM report WHERE report.sha256 = content.sha256))
      END
ORDER BY content.key
