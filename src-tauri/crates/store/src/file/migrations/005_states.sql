-- Every state of a dossier, and what the tables allow in each: what stands in the program's table of
-- transitions stands here as well, so that plain SQL is refused what the program refuses.

-- These read the state and would be left without it for a moment; they come back below.
DROP TRIGGER dossier_locked;
DROP TRIGGER answer_insert;
DROP TRIGGER answer_update;
DROP TRIGGER answer_delete;
DROP TRIGGER evidence_insert;
DROP TRIGGER evidence_update;
DROP TRIGGER evidence_delete;
DROP TRIGGER citation_insert;
DROP TRIGGER citation_update;
DROP TRIGGER citation_delete;
DROP TRIGGER carried_insert;
DROP TRIGGER carried_update;
DROP TRIGGER carried_delete;
DROP TRIGGER corrected_round_insert;
DROP TRIGGER corrected_round_update;
DROP TRIGGER corrected_round_delete;
DROP TRIGGER attachment_insert;
DROP TRIGGER attachment_update;
DROP TRIGGER attachment_delete;
DROP TRIGGER ticked_insert;
DROP TRIGGER ticked_update;
DROP TRIGGER ticked_delete;

-- A column of its own with the longer list takes the place of the old one, so that the table stays
-- where it is and nothing that refers to it is touched.
ALTER TABLE dossier ADD COLUMN next_state TEXT NOT NULL DEFAULT 'drafting' CHECK (next_state IN (
    'drafting', 'signed_off', 'submitted', 'returned',
    'appraising', 'explained', 'appraising_again', 'final'
));
UPDATE dossier SET next_state = state;
ALTER TABLE dossier DROP COLUMN state;
ALTER TABLE dossier RENAME COLUMN next_state TO state;

-- Steps of a dossier's way after its sign-off, with what each records. Each concerns the sign-off
-- that stood then.
CREATE TABLE passage (
    dossier INTEGER NOT NULL REFERENCES dossier (key),
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    op TEXT NOT NULL,
    sign_off INTEGER NOT NULL,
    at TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_post TEXT NOT NULL,
    particulars TEXT NOT NULL CHECK (json_valid(particulars)),
    PRIMARY KEY (dossier, ordinal),
    FOREIGN KEY (dossier, sign_off) REFERENCES sign_off (dossier, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER passage_in_order BEFORE INSERT ON passage
WHEN NEW.ordinal <> 1 + (SELECT count(*) FROM passage WHERE dossier = NEW.dossier)
BEGIN SELECT RAISE(ABORT, 'passages are numbered in order'); END;
CREATE TRIGGER passage_allowed BEFORE INSERT ON passage
WHEN (NEW.op, (SELECT state FROM dossier WHERE key = NEW.dossier)) NOT IN (VALUES
    ('submit', 'signed_off'),
    ('withdraw', 'submitted'),
    ('give_back', 'submitted'),
    ('give_back', 'appraising'),
    ('begin_appraisal', 'submitted'),
    ('explain', 'appraising'),
    ('appraise_again', 'explained'),
    ('finish', 'appraising_again'))
BEGIN SELECT RAISE(ABORT, 'no such transition from this state'); END;
CREATE TRIGGER passage_no_update BEFORE UPDATE ON passage
BEGIN SELECT RAISE(ABORT, 'what was recorded never changes'); END;
CREATE TRIGGER passage_no_delete BEFORE DELETE ON passage
BEGIN SELECT RAISE(ABORT, 'what was recorded never changes'); END;

-- A dossier begins as a draft, moves along the transitions alone and is never removed.
CREATE TRIGGER dossier_begins BEFORE INSERT ON dossier
WHEN NEW.state <> 'drafting' OR EXISTS (SELECT 1 FROM dossier WHERE key = NEW.key OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a dossier begins as a draft'); END;
CREATE TRIGGER dossier_no_delete BEFORE DELETE ON dossier
BEGIN SELECT RAISE(ABORT, 'a dossier is set aside, never removed'); END;
CREATE TRIGGER dossier_transition BEFORE UPDATE OF state ON dossier
WHEN (OLD.state, NEW.state) NOT IN (VALUES
    ('drafting', 'signed_off'),
    ('returned', 'signed_off'),
    ('signed_off', 'drafting'),
    ('signed_off', 'submitted'),
    ('submitted', 'signed_off'),
    ('submitted', 'returned'),
    ('submitted', 'appraising'),
    ('appraising', 'returned'),
    ('appraising', 'explained'),
    ('explained', 'appraising_again'),
    ('appraising_again', 'final'))
BEGIN SELECT RAISE(ABORT, 'no such transition from this state'); END;
-- A sign-off stands exactly while the content is locked.
CREATE TRIGGER dossier_signed BEFORE UPDATE OF state ON dossier
WHEN (NEW.state NOT IN ('drafting', 'returned'))
  <> EXISTS (SELECT 1 FROM sign_off WHERE dossier = OLD.key AND reopened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a transition without its sign-off'); END;
-- From the sign-off on, the last passage says where the dossier stands.
CREATE TRIGGER dossier_passed BEFORE UPDATE OF state ON dossier
WHEN NEW.state <> 'drafting' AND OLD.state NOT IN ('drafting', 'returned')
  AND NEW.state IS NOT (
    SELECT CASE op
        WHEN 'submit' THEN 'submitted'
        WHEN 'withdraw' THEN 'signed_off'
        WHEN 'give_back' THEN 'returned'
        WHEN 'begin_appraisal' THEN 'appraising'
        WHEN 'explain' THEN 'explained'
        WHEN 'appraise_again' THEN 'appraising_again'
        WHEN 'finish' THEN 'final'
    END
    FROM passage WHERE dossier = OLD.key ORDER BY ordinal DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'a transition without its record'); END;

-- Signing off is for open content, the registry's number for a dossier that is not yet handed in.
CREATE TRIGGER sign_off_allowed BEFORE INSERT ON sign_off
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER sign_off_number BEFORE UPDATE OF number, date ON sign_off
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'signed_off'
BEGIN SELECT RAISE(ABORT, 'number and date are entered before submission'); END;
CREATE TRIGGER sign_off_reopen BEFORE UPDATE OF reopened_at, reason ON sign_off
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier)
    NOT IN ('signed_off', 'submitted', 'appraising')
BEGIN SELECT RAISE(ABORT, 'the dossier cannot be given back any more'); END;

-- The content of a dossier changes while the unit works on it.
CREATE TRIGGER dossier_locked BEFORE UPDATE OF unit, profile, report_texts ON dossier
WHEN OLD.state NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER answer_insert BEFORE INSERT ON answer
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER answer_update BEFORE UPDATE ON answer
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER answer_delete BEFORE DELETE ON answer
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER evidence_insert BEFORE INSERT ON evidence
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER evidence_update BEFORE UPDATE ON evidence
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER evidence_delete BEFORE DELETE ON evidence
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER citation_insert BEFORE INSERT ON citation
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER citation_update BEFORE UPDATE ON citation
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER citation_delete BEFORE DELETE ON citation
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER carried_insert BEFORE INSERT ON carried
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER carried_update BEFORE UPDATE ON carried
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER carried_delete BEFORE DELETE ON carried
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER corrected_round_insert BEFORE INSERT ON corrected_round
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER corrected_round_update BEFORE UPDATE ON corrected_round
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER corrected_round_delete BEFORE DELETE ON corrected_round
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER attachment_insert BEFORE INSERT ON attachment
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER attachment_update BEFORE UPDATE ON attachment
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER attachment_delete BEFORE DELETE ON attachment
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER ticked_insert BEFORE INSERT ON ticked
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER ticked_update BEFORE UPDATE ON ticked
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER ticked_delete BEFORE DELETE ON ticked
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
