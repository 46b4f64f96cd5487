-- Type of a document ("Báo cáo"), and whether it is meant to be cited without its content.
ALTER TABLE evidence ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN cite_only INTEGER NOT NULL DEFAULT 0 CHECK (cite_only IN (0, 1));

-- Expected documents of an item that somebody has ticked off, by their position in the set from 0.
CREATE TABLE ticked (
    dossier INTEGER NOT NULL REFERENCES dossier (key),
    code TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    PRIMARY KEY (dossier, code, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ticked_insert BEFORE INSERT ON ticked
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER ticked_update BEFORE UPDATE ON ticked
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER ticked_delete BEFORE DELETE ON ticked
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;

-- How much the file takes in, where that is not the default.
CREATE TABLE setting (
    name TEXT PRIMARY KEY CHECK (name IN ('file_limit', 'total_limit')),
    bytes INTEGER NOT NULL CHECK (bytes > 0)
) STRICT, WITHOUT ROWID;

-- What was found in a content. It follows from the content and is read anew where it is missing.
CREATE TABLE reading (
    content INTEGER PRIMARY KEY REFERENCES content (key) ON DELETE CASCADE,
    edition INTEGER NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts))
) STRICT;

CREATE TABLE reading_page (
    key INTEGER PRIMARY KEY,
    content INTEGER NOT NULL REFERENCES reading (content) ON DELETE CASCADE,
    page INTEGER NOT NULL CHECK (page > 0),
    text TEXT NOT NULL,
    UNIQUE (content, page)
) STRICT;

-- Words of pages as written and without diacritics. Folding by the tokenizer would make "năm" and
-- "Nam" one word, so that what was meant could not come first.
CREATE VIRTUAL TABLE page_words USING fts5 (
    exact, folded, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TRIGGER reading_page_delete AFTER DELETE ON reading_page
BEGIN DELETE FROM page_words WHERE rowid = OLD.key; END;
