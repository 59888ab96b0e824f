export { createMemoryStore, memoryBackend, type MemoryStore, type MemoryStoreOptions } from '@rapport/core/memory';
