-- What one person types into one field within a short time is one entry: its moment, its value after
-- and its hash are replaced as long as it is the last. Everything else of the journal only grows.
DROP TRIGGER journal_no_update;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
WHEN (NEW.dossier, NEW.seq, NEW.step, NEW.op, NEW.subject, NEW.by_name, NEW.by_post, NEW.prev, NEW.before)
    IS NOT
    (OLD.dossier, OLD.seq, OLD.step, OLD.op, OLD.subject, OLD.by_name, OLD.by_post, OLD.prev, OLD.before)
  OR NEW.after IS OLD.before
  OR OLD.op NOT IN (
        'set_answer', 'update_evidence', 'cite', 'set_round', 'set_report_texts', 'set_profile')
  OR EXISTS (SELECT 1 FROM journal WHERE dossier = OLD.dossier AND seq > OLD.seq)
  OR EXISTS (SELECT 1 FROM journal
             WHERE dossier = OLD.dossier AND seq = OLD.seq - 1 AND step = OLD.step)
  OR EXISTS (SELECT 1 FROM set_aside WHERE dossier = OLD.dossier)
  OR (SELECT state FROM dossier WHERE key = OLD.dossier) NOT IN ('drafting', 'returned')
BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;

-- The history names documents that are gone by the last value that they had.
CREATE INDEX journal_subject ON journal (dossier, subject, seq);
