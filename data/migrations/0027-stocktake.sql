-- A correction of the value alone; counts of the department alone and samples of it; a blind count shows the book once it is compared;
-- how far three agreements are off.
ALTER TABLE stock_agreement_line ADD COLUMN off_milli INTEGER;
ALTER TABLE stocktake ADD COLUMN codes TEXT;
ALTER TABLE stocktake ADD COLUMN share_pct INTEGER;
ALTER TABLE stocktake ADD COLUMN is_own INTEGER CHECK (is_own IN (0, 1));
ALTER TABLE stocktake ADD COLUMN differs INTEGER CHECK (differs IN (0, 1));
ALTER TABLE stocktake_line ADD COLUMN frozen_milli INTEGER;
ALTER TABLE stock_correction ADD COLUMN change_fen INTEGER;
UPDATE stock_correction SET change_fen = 0;
UPDATE stocktake SET is_own = CASE WHEN kind = 2 THEN 1 ELSE 0 END;
UPDATE stocktake_line SET frozen_milli = book_milli;
UPDATE stocktake SET differs = CASE WHEN EXISTS (SELECT 1 FROM stocktake_line l WHERE l.parent_id = stocktake.id
  AND (COALESCE (l.surplus_milli, 0) <> 0 OR COALESCE (l.shortage_milli, 0) <> 0 OR COALESCE (l.damaged_milli, 0) <> 0)) THEN 1 ELSE 0 END
  WHERE state NOT IN ('draft', 'counting', 'counted', 'deleted');
UPDATE stock_agreement_line SET off_milli = finance_milli - ledger_milli WHERE finance_milli IS NOT NULL;
UPDATE stock_agreement_line SET off_milli = goods_milli - ledger_milli
  WHERE goods_milli IS NOT NULL AND (off_milli IS NULL OR ABS (goods_milli - ledger_milli) > ABS (off_milli));
UPDATE stock_agreement_line SET off_milli = card_milli - ledger_milli
  WHERE card_milli IS NOT NULL AND (off_milli IS NULL OR ABS (card_milli - ledger_milli) > ABS (off_milli));
