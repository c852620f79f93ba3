-- Goods of an order that come back into stock with its return, at the value they left with.
ALTER TABLE stock_move ADD COLUMN order_return INTEGER REFERENCES order_return (id);
ALTER TABLE stock_move ADD COLUMN is_back INTEGER CHECK (is_back IN (0, 1));
ALTER TABLE stock_move ADD COLUMN value_fen INTEGER;
CREATE INDEX stock_move_order_return_ref ON stock_move (order_return) WHERE order_return IS NOT NULL;
