import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grade } from '../grade.ts'
import { conditions } from '../graders/index.ts'
import { asRecorded, type Corpus, readCorpus, withinLimits } from './check-graders.ts'
import { confusionOf } from './confusion.ts'
import { mutantsOf } from './mutants.ts'

const whole = process.env['INQUEST_TEST_ALL'] !== undefined
let out: string
let corpus: Corpus
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'inquest-corpus-'))
  corpus = await readCorpus(out, { simulated: whole })
})
afterAll(() => rm(out, { recursive: true, force: true }))

/** Checks of what answers in the corpus do not speak of. */
const besides = new Set(['first harm', 'failed attempts', 'warning', 'quiet', 'rules'])

describe('the labelled answers', () => {
  it('are let through and turned away as they are labelled, within the limits', () => {
    const beside = confusionOf(corpus.dev)
    expect(withinLimits(beside), JSON.stringify([...beside.letThrough, ...beside.turnedAway], null, 1)).toBe(true)
  })

  it('are, where nobody mended on them, judged no worse than recorded', async () => {
    expect(await asRecorded(confusionOf(corpus.heldOut))).toBe(true)
    const all = corpus.dev.length + corpus.heldOut.length
    // Of all twelve cases a third; without the simulated ones a little less.
    expect(corpus.heldOut.length).toBeGreaterThanOrEqual(whole ? Math.floor(all / 3) : all * 0.32)
  })

  it('name mutants that survive: none', () => {
    expect(mutantsOf(corpus.dev, conditions).survivors).toEqual([])
  })

  // A condition that no labelled answer misses may be dead, or may be wrong without anybody noticing.
  it.each(conditions.filter(({ check }) => !besides.has(check)).map((one) => [one.name, one] as const))(
    'notice when "%s" is left out of the graders',
    (_, condition) => {
      const without = conditions.filter((one) => one !== condition)
      const noticed = corpus.dev.some(({ answer, case: { truth } }) => {
        if (typeof condition.finds(answer, truth) !== 'string') return false
        const [whole, less] = [grade(answer, truth), grade(answer, truth, { by: without })]
        return condition.hard ? whole.label !== less.label : whole.score !== less.score
      })
      expect(noticed).toBe(true)
    }
  )
})
