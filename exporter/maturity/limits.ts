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
/** The assessment of a quarter is there by the end of this day of the next one (ours). */
export const quarterlyDueDay = 14;
/** A team looks at itself again within so many of its business days after a P1 (ours). */
export const postIncidentBusinessDays = 10;
/** P1s of the last quarter are asked about: what is older is the next quarterly assessment's (ours). */
export const postIncidentLookbackMs = 90 * dayMs;
/** Before a team is scaled it is assessed: asked from so long before on (ours). */
export const preScaleMs = 30 * dayMs;
/** An assessment for a scaling is believed if it is no older than this on its day: a quarter (ours). */
export const preScaleCountsMs = 90 * dayMs;
/** One that was not made stays overdue for so long after the day: what is older is the next quarterly assessment's (ours). */
export const preScaleLookbackMs = 90 * dayMs;
/** A waiver that ends later than a quarter from now has no end to speak of (ours). */
export const waivedForLongMs = 90 * dayMs;
/** Reliability work follows its mandate when it is under way, or done, so long after it (metrics: 28 d). */
export const mandateFollowedMs = 28 * dayMs;
/** Mandates of the last quarter are asked about: as far back as a breach is followed (ours). */
export const mandatesLookbackMs = 90 * dayMs;
