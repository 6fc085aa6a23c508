/** Numbers by which maturity is read, each with its reason. No imports: the configuration reads this file, too. */
const dayMs = 86_400_000;

/** Evidence is believed for half a year where nobody says until when (ours). */
export const evidenceMs = 180 * dayMs;
/** A level that is held for two weeks is no coincidence, and one that is lost for two weeks no accident (ours). */
export const readingsOfLevel = 14;
/** A gap in more than this share of the teams is the organisation's, not theirs (metrics: more than half). */
export const systemicShare = 0.5;
/** So many complete quarters are looked at for gains: as many as ask for an intervention (ours). */
export const stagnantQuarters = 2;
