import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../domain/index.ts'
import { createCellBook } from './cell-book.ts'
import { draftHypotheses } from './drafting.ts'
import type { HypothesisModelDraft } from './drafts.ts'

const id = 'ev_00000000000a'
const at = (time: string): string => `2031-04-07T${time}:00.000Z`

const evidence: Evidence = {
  id,
  tool: 'series_onsets',
  arguments: {},
  status: 'found',
  reading: '',
  facts: { first_mover_at: at('10:15'), first_full_at: at('10:20'), logged_at: at('10:21') },
  columns: ['series', 'onset', 'resolution_seconds', 'sampled'].map((name) => ({ name, unit: null })),
  rows: [
    ['p50', at('10:15'), 900, at('10:00')],
    ['cpu', at('10:20'), 300, at('10:05')],
    ['lag', at('10:22'), null, at('10:10')],
    ['gc', null, null, at('10:20')]
  ],
  omitted: null,
  sources: ['S1']
}

const book = createCellBook()
book.add(evidence)

const draft = (onset: string | null): HypothesisModelDraft => ({
  category: 'slow-dependency',
  component: 'calls to the register',
  subject: { population: null, operation: null, entity: null, series: null },
  statement: `it slowed [${id}]`,
  mechanism: `workers waited for it [${id}]`,
  trigger: null,
  onset
})

const resolutionOf = (onset: string | null): number | undefined =>
  draftHypotheses([draft(onset)], book, 'theorist').stood[0]?.onsetResolutionSeconds

describe('the onset of a model’s explanation', () => {
  it.each([
    ['what its row says', `{${id}:0:onset}`, 900],
    ['what the row says in which a fact stands', `{${id}:first_mover_at}`, 900],
    ['the grid of its column', `{${id}:3:sampled}`, 300],
    ['the second, where nothing says otherwise', `{${id}:logged_at}`, 1],
    ['the second, where there is none', null, 1]
  ])('is exact to %s', (_, onset, seconds) => {
    expect(resolutionOf(onset)).toBe(seconds)
  })
})
