#include "fuzz.h"

const FuzzTarget fuzz_targets[] = {
  { "attlog", fuzz_attlog, 2048, 1 },     { "userdat", fuzz_userdat, 1024, 1 }, { "csv", fuzz_csv, 2048, 1 },
  { "table", fuzz_table, 2048, 2 },       { "xlsx", fuzz_xlsx, 4096, 5, TRUE },       { "decode", fuzz_decode, 1024, 1 },
  { "sniff", fuzz_sniff, 512, 1 },        { "money", fuzz_money, 64, 1, TRUE },       { "day", fuzz_day, 48, 1 },
  { "idcard", fuzz_idcard, 48, 1 },       { "phone", fuzz_phone, 48, 1 },       { "text", fuzz_text, 256, 2 },
  { "recovery", fuzz_recovery, 128, 1 },  { "sealed", fuzz_sealed, 512, 1 },    { "head", fuzz_head, 2048, 1, TRUE },
  { "layout", fuzz_layout, 2048, 10, TRUE },    { "search", fuzz_search, 128, 10 },   { "posting", fuzz_posting, 1024, 10, TRUE },
  { "order", fuzz_order, 2048, 2 },
  { NULL },
};
