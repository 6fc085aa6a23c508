import { createMemoryStore } from '../../exporter/store/memory.ts';
import { storeContract } from './contract.ts';

storeContract('memory', createMemoryStore);
