import { MemoryStore } from '../../../shared/store/memory.js';
import { storeContract } from './store-contract.js';

storeContract('a store in memory', () => new MemoryStore());
