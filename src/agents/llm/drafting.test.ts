import { describe, expect, it } from 'vitest'
import type { Evidence, Hypothesis } from '../../domain/index.ts'
import { createCellBook } from './cell-book.ts'
import { draftHypotheses, draftWithdrawals } from './drafting.ts'
import type { HypothesisModelDraft } from './drafts.ts'
import { namesOf } from './operation-names.ts'

const id = 'ev_00000000000a'
const at = (time: string): string => `2031-04-07T${time}:00.000Z`

const evidence: Evidence = {
  id,
  tool: 'series_onsets',
  arguments: {},
  status: 'found',
  reading: '',
  facts: { best_ref: 'release-b', first_mover_at: at('10:15'), first_full_at: at('10:20'), logged_at: at('10:21') },
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

const noSubject = { population: null, operation: null, entity: null, series: null }
const draft = (onset: string | null): HypothesisModelDraft => ({
  category: 'slow-dependency',
  component: 'calls to the register',
  subject: noSubject,
  statement: `it slowed [${id}]`,
  mechanism: `workers waited for it [${id}]`,
  trigger: null,
  onset
})

const resolutionOf = (onset: string | null): number | undefined =>
  draftHypotheses([draft(onset)], book, 'theorist').stood[0]?.onsetResolutionSeconds

describe('what a model’s explanation is about', () => {
  const names = namesOf([{ population: 'statements', operation: 'select * from register', label: 'SELECT on register' }])
  const about = (operation: string | null): HypothesisModelDraft => ({ ...draft(null), subject: { ...noSubject, operation } })

  it('is the operation that a label stands for', () => {
    const { stood } = draftHypotheses([about('SELECT on register')], book, 'theorist', names)
    expect(stood[0]?.subject).toMatchObject({ population: 'statements', operation: 'select * from register' })
  })

  it('is sent back where no operation has the name, with names that are there', () => {
    const { problems } = draftHypotheses([about('SELECT on nothing')], book, 'theorist', names)
    expect(problems).toEqual([expect.stringContaining('write one of "SELECT on register", or null')])
  })
})

describe('a trigger', () => {
  const triggered = (ref: string): HypothesisModelDraft => ({ ...draft(null), trigger: { kind: 'job', ref, time: null } })
  const refOf = (ref: string): string | null | undefined =>
    draftHypotheses([triggered(ref)], book, 'theorist').stood[0]?.trigger?.ref

  it('is a recorded change’s reference, and convicts nothing where another cell is named', () => {
    expect(refOf(`{${id}:best_ref}`)).toBe('release-b')
    expect(refOf(`{${id}:0:series}`)).toBeNull()
  })
})

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

describe('an explanation that is taken back', () => {
  const [drafted] = draftHypotheses([draft(null)], book, 'theorist').stood
  const proposed = (number: string, by: string): Hypothesis[] => (drafted ? [{ ...drafted, id: number, proposedBy: by }] : [])
  const known = [...proposed('H1', 'theorist'), ...proposed('H2', 'person')]
  const takingBack = (hypothesis: string, why: string) => draftWithdrawals([{ hypothesis, why }], book, known)

  it('keeps its number, and has its reason cited', () => {
    expect(takingBack('H1', `the lag came later [${id}]`).stood).toMatchObject([
      { id: 'H1', withdrawn: { text: 'the lag came later', supports: [id] } }
    ])
  })

  it('is one’s own: what a person asked for stands until it is tested', () => {
    expect(takingBack('H2', `it is not so [${id}]`)).toEqual({
      stood: [],
      problems: ['withdrawn: H2 is no explanation of yours that stands; yours are H1.']
    })
  })

  it('is not taken back for what no evidence shows', () => {
    expect(takingBack('H1', 'it was 3 minutes late')).toMatchObject({ stood: [], problems: [expect.stringContaining('H1')] })
  })
})
