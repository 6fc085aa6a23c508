const dayMs = 86_400_000;

/** How long a critical vulnerability may be open (ours): a month of releases is time to take a fix in. Exactly that long is not longer. */
export const criticalVulnerabilityMs = 30 * dayMs;

/** Whoever is on call may sleep through a page: somebody has to come next (maturity model, reliability). */
export const escalationLevels = 2;
