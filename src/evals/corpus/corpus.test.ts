import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grade } from '../grade.ts'
import { conditions } from '../graders/index.ts'
import { type Corpus, limits, readCorpus } from './check-graders.ts'
import { confusionOf } from './confusion.ts'
import { mutantsOf } from './mutants.ts'

let out: string
let corpus: Corpus
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'inquest-corpus-'))
  corpus = await readCorpus(out, { simulated: process.env['INQUEST_TEST_ALL'] !== undefined })
})
afterAll(() => rm(out, { recursive: true, force: true }))

/** Checks of what answers in the corpus do not speak of. */
const besides = new Set(['first harm', 'failed attempts', 'warning', 'quiet'])

describe('the labelled answers', () => {
  it('are let through and turned away as they are labelled, within the limits', () => {
    const { falseAccept, falseReject, letThrough, turnedAway } = confusionOf([...corpus.dev, ...corpus.heldOut])
    expect(falseAccept.estimate, JSON.stringify(letThrough, null, 1)).toBeLessThanOrEqual(limits.falseAccept)
    expect(falseReject.estimate, JSON.stringify(turnedAway, null, 1)).toBeLessThanOrEqual(limits.falseReject)
    // Of the scaling family alone there are too few without the simulated cases to count the held-out ones in.
    expect(confusionOf(corpus.dev).scalingFalseAccept.estimate).toBeLessThanOrEqual(limits.falseAccept)
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
