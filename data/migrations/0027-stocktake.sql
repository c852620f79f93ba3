-- A correction of the value alone; counts of the department alone and samples of it; a blind count shows the book once it is compared;
-- how far three agreements are off.
ALTER TABLE stock_agreement_line ADD COLUMN off_milli INTEGER;
ALTER TABLE stocktake ADD COLUMN codes TEXT;
ALTER TABLE stocktake ADD COLUMN share_pct INTEGER;
ALTER TABLE stocktake ADD COLUMN is_own INTEGER CHECK (is_own IN (0, 1));
ALTER TABLE stocktake ADD COLUMN differs INTEGER CHECK (differs IN (0, 1));
ALTER TABLE stocktake_line ADD COLUMN frozen_milli INTEGER;
ALTER TABLE stock_correction ADD COLUMN change_fen INTEGER;
