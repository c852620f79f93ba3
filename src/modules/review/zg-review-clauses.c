/* zg-review-clauses.c: the clauses items are asked for by, and those results are used by; the numbers never change. */
#include <glib/gi18n.h>

#include "zg-review-private.h"

const ZgEnum zg_review_clauses[] = {
  { 1, "D20-4.1", N_ ("D20-4.1 attitude, efficiency, service quality") },
  { 2, "D20-3.1", N_ ("D20-3.1 duties done, efficiency and service raised") },
  { 3, "D20-3.2", N_ ("D20-3.2 teamwork and mutual support") },
  { 4, "D01-4.3", N_ ("D01-4.3 fulfilment, efficiency and quality") },
  { 5, "D01-6.1", N_ ("D01-6.1 active communication, teamwork") },
  { 6, "D02-3.5.1", N_ ("D02-3.5.1 good communication, timely feedback") },
  { 7, "D02-3.6.1", N_ ("D02-3.6.1 work is measured in figures") },
  { 8, "D07-1(1)", N_ ("D07-1(1) diligent work of high quality") },
  { 9, "D07-1(4)", N_ ("D07-1(4) exchange with others, no shirking") },
  { 10, "D07-1(9)", N_ ("D07-1(9) professional etiquette") },
  { 11, "D07-2-2", N_ ("D07-2-2 courtesy and patience") },
  { 12, "D09-4", N_ ("D09-4 the customer in the centre") },
  { 13, "D11-6", N_ ("D11-6 six team values") },
  { 14, "D11-7", N_ ("D11-7 receiving people") },
  { 15, "D11-12", N_ ("D11-12 positive in own work and in helping") },
  { 16, "D14-14.1", N_ ("D14-14.1 the department's standards") },
  { 17, "D21-2.6", N_ ("D21-2.6 serious service to every customer") },
  { 18, "D21-2.7", N_ ("D21-2.7 help with other departments") },
  { 19, "D15-3.5", N_ ("D15-3.5 the administration's own reviews") },
  { 20, "D04-4.2.2a", N_ ("D04-4.2.2a late arrivals") },
  { 21, "D18-5.2", N_ ("D18-5.2 orders confirmed in time") },
  { 22, "D13-3.3.1", N_ ("D13-3.3.1 time to reply") },
  { 23, "D16-10", N_ ("D16-10 customers asked afterwards") },
  { 24, "D02-3.4.3", N_ ("D02-3.4.3 tasks in time") },
  { 25, "D08-7a", N_ ("D08-7a stocktakes") },
  { 40, "D02-3.6.2", N_ ("D02-3.6.2 reward or penalty by the result") },
  { 41, "D02-3.6.3", N_ ("D02-3.6.3 results tied to pay and promotion") },
  { 42, "D15-6", N_ ("D15-6 reward or penalty by the result") },
  { 43, "D15-10", N_ ("D15-10 basis of promotion, reward and penalty") },
  { 44, "D20-4.2", N_ ("D20-4.2 basis of promotion, pay, reward, penalty") },
  { 45, "D20-4.3", N_ ("D20-4.3 problems, improvements and suggestions") },
  { 0 },
};
