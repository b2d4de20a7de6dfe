import { describe, expect, it } from 'vitest'
import { listScenarios, loadScenario } from './index.ts'
import { varyScenario } from './scenario/vary.ts'
import { harmOf } from './world/harm.ts'
import { createWorld } from './world/world.ts'

/** A scenario whose truth names a further cause has faults that hurt by themselves. */
const overlapping = listScenarios()
  .map(({ name }) => loadScenario(name))
  .filter(({ name, faults, truth }) => !name.startsWith('sealed-') && faults.length > 1 && truth.contributing.length > 0)

describe('two faults on one day', () => {
  it('are in the library', () => {
    expect(overlapping.map(({ name }) => name)).toContain('licensing-two-in-one-day')
  })

  it.each(overlapping.map((scenario) => [scenario.name, scenario] as const))(
    '%s: taking one away leaves the harm of the other, and they overlap',
    (_, scenario) => {
      const varied = varyScenario(scenario, 7)
      const spans = varied.faults.map((fault) => {
        const world = createWorld({ ...varied, faults: [fault] }, 7)
        const { firstAt, lastAt, citizens } = harmOf(world)
        expect(firstAt, fault.kind).not.toBeNull()
        expect(citizens, fault.kind).toBeGreaterThan(100)
        expect(firstAt ?? 0).toBeGreaterThan(world.at(fault.from) - 60_000)
        return { firstAt: firstAt ?? 0, lastAt: lastAt ?? 0 }
      })
      const latestStart = Math.max(...spans.map(({ firstAt }) => firstAt))
      const earliestEnd = Math.min(...spans.map(({ lastAt }) => lastAt))
      expect(latestStart).toBeLessThan(earliestEnd)
    }
  )
})
