/* zg-judge-explain.h: the parts of an explanation, private to the judge. Lines are (transfer full) texts added to @lines. */
#pragma once

#include "zg-judge-private.h"

G_BEGIN_DECLS

/* "08:30", "08:30 (+1)" the day after; the second with seconds. Returns: (transfer full) (nullable): NULL for no time. */
char       *zg_judge_time_text         (int second);
char       *zg_judge_clock_text        (int second);
const char *zg_judge_segment_name      (const ZgDayResult *result, int k);
const char *zg_judge_paper_name        (const ZgJudgePaper *paper);
void        zg_judge_lines_of_schedule (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params,
                                        GPtrArray *lines);
void        zg_judge_lines_of_punches  (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params,
                                        GPtrArray *lines);
void        zg_judge_lines_of_papers   (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params,
                                        GPtrArray *lines);
void        zg_judge_lines_of_rules    (const ZgDayResult *result, const ZgJudgeParams *params, GPtrArray *lines);

G_END_DECLS
