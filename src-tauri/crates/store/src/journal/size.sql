-- Entries, and about the bytes that they take as JSON: 250 of names and hash, then the values.
SELECT count(*),
       coalesce(sum(250 + octet_length(subject) + octet_length(by_name) + octet_length(by_post)
                    + coalesce(octet_length(before), 0) + coalesce(octet_length(after), 0)), 0)
FROM journal WHERE dossier = ?1
