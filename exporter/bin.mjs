#!/usr/bin/env node
// `npx clockspeed …`: the program is TypeScript, which Node learns here.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
