import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptBaseline, holdBaseline, readBaseline } from './baselines.ts'
import { compareSamples } from './compare.ts'
import { madeSample } from './testing/made-sample.ts'

const cases = (count: number, right: (index: number) => boolean, trials = 1, subject = 'x') =>
  Array.from({ length: count }, (_, index) =>
    Array.from({ length: trials }, (_, trial) =>
      madeSample({ case: `c${index}`, cluster: `s${index % 8}`, subject, trial: trial + 1, correct: right(index * 7 + trial) })
    )
  ).flat()

describe('a comparison', () => {
  it('shows two identical subjects as no difference', () => {
    const same = cases(20, (i) => i % 3 === 0)
    expect(compareSamples(same, same)).toMatchObject({
      conclusion: 'no-difference',
      ties: 20,
      sentence: 'No difference: both did the same on every one of 20 cases.'
    })
  })

  it('sees a large difference, by the exact test where each case was tried once', () => {
    const { conclusion, mcnemar, sentence } = compareSamples(
      cases(24, (i) => i % 4 === 0),
      cases(24, () => true)
    )
    expect(conclusion).toBe('better')
    expect(mcnemar?.p).toBeLessThan(0.001)
    expect(sentence).toMatch(/^B is better than A: \+75 points \(95 %: .*\) on 24 cases\.$/)
  })

  it('does not take a win on every one of a few cases for certainty', () => {
    const { difference } = compareSamples(
      cases(6, () => false),
      cases(6, () => true)
    )
    expect(difference).toMatchObject({ estimate: 1, high: 1 })
    expect(difference.low).toBeLessThan(0.7)
  })

  it('will not decide on five cases that differ, and says how many it would take', () => {
    const { conclusion, sentence } = compareSamples(
      cases(12, (i) => i < 35),
      cases(12, (i) => i < 70)
    )
    expect(conclusion).toBe('undecidable')
    expect(sentence).toMatch(/too few for any outcome .* about \d+ cases would show it/)
  })

  it('uses the clustered interval where cases were tried more than once', () => {
    const { mcnemar, a } = compareSamples(
      cases(16, (i) => i % 2 === 0, 4),
      cases(16, (i) => i % 5 !== 0, 4)
    )
    expect(mcnemar).toBeNull()
    expect(a.trials).toBe(4)
  })

  it('leaves a case out of both when one side has no answer there', () => {
    const broken = cases(10, () => true).map((sample, i) => (i === 0 ? { ...sample, status: 'error' as const } : sample))
    expect(
      compareSamples(
        broken,
        cases(10, () => true)
      )
    ).toMatchObject({ dropped: ['s/c0'], ties: 9 })
  })

  it('says of A and B the opposite of what it says of B and A', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 8, maxLength: 30 }), (pairs) => {
        const side = (pick: 0 | 1) =>
          pairs.map((pair, i) => madeSample({ case: `c${i}`, cluster: `s${i % 4}`, correct: pair[pick] }))
        const [there, back] = [compareSamples(side(0), side(1)), compareSamples(side(1), side(0))]
        expect(back.difference.estimate).toBeCloseTo(-there.difference.estimate)
        expect([back.wins, back.losses]).toEqual([there.losses, there.wins])
        const opposite = { better: 'worse', worse: 'better', 'no-difference': 'no-difference', undecidable: 'undecidable' }
        expect(back.conclusion).toBe(opposite[there.conclusion])
      }),
      { numRuns: 25 }
    )
  })
})

describe('a baseline', () => {
  const about = { suite: 's', subject: 'x' }
  it('holds for the same outcome, and falls when a case that was always right is always wrong', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'inquest-baselines-'))
    const good = cases(20, () => true, 2)
    await acceptBaseline(good, folder)
    const baseline = await readBaseline('s', 'x', folder)
    expect(holdBaseline(good, baseline, about)).toMatchObject({ judged: true, held: true, fallen: [] })
    const worse = good.map((sample) => (sample.case === 'c3' ? { ...sample, correct: false } : sample))
    expect(holdBaseline(worse, baseline, about)).toMatchObject({ held: false, fallen: ['c3'] })
    await rm(folder, { recursive: true })
  })

  it('falls for a loss over many cases of which none is always wrong', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'inquest-baselines-'))
    await acceptBaseline(
      cases(20, () => true, 2),
      folder
    )
    const outcome = holdBaseline(
      cases(20, (i) => i % 7 === 0, 2),
      await readBaseline('s', 'x', folder),
      about
    )
    expect(outcome).toMatchObject({ judged: true, held: false, fallen: [] })
    await rm(folder, { recursive: true })
  })

  it('says nothing after an outage, and is not made of one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'inquest-baselines-'))
    await acceptBaseline(
      cases(20, () => true),
      folder
    )
    const baseline = await readBaseline('s', 'x', folder)
    const broken = cases(20, () => true).map((sample, i) => (i < 2 ? { ...sample, status: 'error' as const } : sample))
    expect(holdBaseline(broken, baseline, about)).toMatchObject({ judged: false })
    await expect(acceptBaseline(broken, folder)).rejects.toMatchObject({ code: 'cannot-judge' })
    await rm(folder, { recursive: true })
  })
})
