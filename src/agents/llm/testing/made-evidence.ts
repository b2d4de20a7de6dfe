import type { Evidence } from '../../../domain/index.ts'

/** What a model was shown: facts with and without a value, and more rows than a result prints. */
export const evidence: Evidence = {
  id: 'ev_00000000000a',
  tool: 'demand',
  arguments: { window: 'all' },
  status: 'found',
  reading: 'load doubled',
  facts: { load_ratio: 2.04, clients: null },
  columns: [{ name: 'load', unit: 'per-minute' }],
  rows: Array.from({ length: 20 }, (_, i) => [i * 10]),
  omitted: null,
  sources: ['S1']
}
export const loadDoubled = `load rose {${evidence.id}:load_ratio}`
