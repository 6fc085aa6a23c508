// A worker thread does not inherit what made its parent understand TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
