/** What maturity is assessed in (maturity model, "Maturity Dimensions"), in the order of the alphabet: there is no ranking. */
export const dimensions = ['code_quality', 'culture', 'delivery', 'reliability', 'security'] as const;
export type Dimension = (typeof dimensions)[number];

export const levels = [1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];

/** As the maturity model names them. */
export const dimensionNames: Readonly<Record<Dimension, string>> = {
  code_quality: 'Code quality',
  culture: 'Culture & ownership',
  delivery: 'Delivery & deployment',
  reliability: 'Reliability & operations',
  security: 'Security & compliance',
};

/** Name, risk and focus of each level, as the maturity model has them. */
export const levelWords: Readonly<
  Record<Level, { readonly name: string; readonly description: string; readonly risk: string; readonly focus: string }>
> = {
  1: {
    name: 'Reactive',
    description: 'Fixing fires, little structure',
    risk: 'extremely high',
    focus: 'allowed at an early stage only',
  },
  2: { name: 'Managed', description: 'Basic processes, manual controls', risk: 'high', focus: 'stabilization' },
  3: { name: 'Defined', description: 'Standardized, repeatable practices', risk: 'moderate', focus: 'consistency' },
  4: { name: 'Measured', description: 'Metrics-driven decisions', risk: 'low', focus: 'optimization' },
  5: {
    name: 'Optimizing',
    description: 'Continuous, proactive improvement',
    risk: 'very low',
    focus: 'excellence',
  },
};
