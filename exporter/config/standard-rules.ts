import type { DescriptionSection, ExperimentSection } from './config.ts';

/** What nobody wrote by hand. */
export const generatedFiles: readonly string[] = [
  '**/package-lock.json',
  '**/yarn.lock',
  '**/pnpm-lock.yaml',
  '**/Gemfile.lock',
  '**/go.sum',
  '**/*.min.js',
  '**/*.pb.go',
  '**/*.generated.*',
  '**/vendor/**',
  '**/dist/**',
];

/** Where the common languages and frameworks keep their tests. */
export const testFiles: readonly string[] = [
  '**/test/**',
  '**/tests/**',
  '**/spec/**',
  '**/specs/**',
  '**/__tests__/**',
  '**/e2e/**',
  '**/*.test.*',
  '**/*.spec.*',
  '**/*_test.*',
  '**/*_spec.*',
  '**/test_*.py',
  '**/*Test.java',
  '**/*Test.kt',
  '**/*Tests.cs',
  '**/*Tests.swift',
  '**/*Test.php',
];

const codeEndings =
  'c cc cpp cs cts dart erb ex exs go groovy h hpp java js jsx kt kts mjs mts php py rb rs scala sh sql svelte swift ts tsx vue';
/** What programs are written in; texts, data and settings need no test. */
export const codeFiles: readonly string[] = codeEndings.split(' ').map((ending) => `**/*.${ending}`);

/** The culture pack asks for "what changed, why, how to test, rollback plan" and rollout notes (§5). */
export const descriptionSections: Readonly<Record<DescriptionSection, readonly string[]>> = {
  what_why: [
    'What and why',
    'What/why',
    'What',
    'Why',
    'What changed',
    'Summary',
    'Description',
    'Motivation',
    'Context',
  ],
  test_plan: ['Test plan', 'Testing', 'Tests', 'How to test', 'How was this tested', 'How has this been tested'],
  rollout: ['Rollout', 'Rollout plan', 'Rollout notes', 'Release plan', 'Deployment', 'Deployment notes'],
  rollback: ['Rollback', 'Rollback plan', 'Rollback strategy', 'How to roll back', 'Revert plan'],
};

/** "Experiments require: a hypothesis, a success metric, a sample size estimate" (culture pack §5). */
export const experimentSections: Readonly<Record<ExperimentSection, readonly string[]>> = {
  hypothesis: ['Hypothesis'],
  success_metric: ['Success metric', 'Success metrics', 'Success criteria', 'Metric'],
  sample_size: ['Sample size', 'Sample size estimate'],
};

/** By which people say that an AI tool helped ("AI-assisted: test generation", culture pack §5). */
export const aiLabels: readonly string[] = ['ai-assisted', 'ai-generated'];
export const aiNotes: readonly string[] = ['AI-assisted', 'AI-generated', 'AI assistance', 'Assisted-by'];

/** "Authentication, authorization, payment processing, and data access control" (culture pack §5). */
export const sensitivePaths: readonly string[] = [
  '**/auth/**',
  '**/authentication/**',
  '**/authorization/**',
  '**/permissions/**',
  '**/payment/**',
  '**/payments/**',
  '**/access_control/**',
  '**/access-control/**',
];
