import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CauseCategory } from '../domain/index.ts'
import { keepPattern, patternNamed, readPatterns, removePattern } from './library.ts'
import type { Pattern } from './pattern.ts'
import { resemblanceOf, resembling } from './resemblance.ts'

const roles = fc.uniqueArray(fc.constantFrom('latency', 'holders', 'waiters', 'cpu', 'errors', 'memory'))
const pattern: fc.Arbitrary<Pattern> = fc.record({
  version: fc.constant(1 as const),
  id: fc.stringMatching(/^p_[0-9a-f]{10}$/),
  incident: fc.constantFrom('parks', 'permits'),
  run: fc.stringMatching(/^\d{8}T\d{6}-[0-9a-f]{8}$/),
  learnedAt: fc.constant('2031-01-01T00:00:00.000Z'),
  category: fc.constantFrom(...CauseCategory.options),
  component: fc.constantFrom('statement' as const, 'request' as const, 'service' as const),
  trigger: fc.constantFrom(null, 'deploy', 'job'),
  signs: fc.uniqueArray(
    fc.constantFrom('unit-cost-rose: yes', 'unit-cost-rose: no', 'slow-before-waiting: yes', 'hold-time-rose: no')
  ),
  movers: roles,
  full: roles,
  wouldScalingHelp: fc.constantFrom('yes', 'no', 'delays'),
  measures: fc.constant([])
})

describe('resemblance', () => {
  it('is whole with itself, lies between 0 and 1, and is the same both ways', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        expect(resemblanceOf(a, a).likeness).toBeCloseTo(1)
        const { likeness } = resemblanceOf(a, b)
        expect(likeness).toBeGreaterThanOrEqual(0)
        expect(likeness).toBeLessThanOrEqual(1 + 1e-9)
        expect(resemblanceOf(b, a).likeness).toBeCloseTo(likeness)
      })
    )
  })

  it('says what is alike and what differs, and never names the run itself', () => {
    const [one] = fc.sample(pattern, 1)
    if (!one) throw new Error('no sample')
    const past: Pattern = { ...one, category: 'lock-contention', trigger: 'job', signs: ['unit-cost-rose: yes'] }
    const now = { ...past, trigger: 'deploy', signs: ['unit-cost-rose: yes', 'hold-time-rose: no'] }
    const [found] = resembling(now, [past], 'another run')
    expect(found?.alike).toContain('cause: lock-contention')
    expect(found?.different).toContain('set off by: deploy here, job there')
    expect(resembling(now, [past], past.run)).toEqual([])
  })
})

describe('the library', () => {
  it('keeps what it is given for its user alone, and gives it back', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'inquest-patterns-')), 'patterns')
    const [one] = fc.sample(pattern, 1)
    if (!one) throw new Error('no sample')
    const path = await keepPattern(folder, one)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    await writeFile(join(folder, 'broken.json'), '{')
    const unreadable: string[] = []
    expect(await readPatterns(folder, (each) => unreadable.push(each))).toEqual([one])
    expect(unreadable).toEqual([join(folder, 'broken.json')])
    expect(await patternNamed(folder, one.id.slice(0, 6))).toEqual(one)
    await removePattern(folder, one.id)
    await expect(patternNamed(folder, one.id)).rejects.toMatchObject({ code: 'usage' })
    await rm(folder, { recursive: true })
  })
})
