import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', '**/generated/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  // The command line speaks to a person; a benchmark prints its table.
  {
    files: ['exporter/main.ts', 'exporter/cli/**', 'test/bench/**', '**/generate.ts', '**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
);
