import { describe, expect, it } from 'vitest'
import { Measure, state } from '../../domain/index.ts'
import { loadScenario } from '../library.ts'
import { applyMeasure, unprotected } from './apply-measure.ts'
import { resolveTarget } from './resolve-target.ts'
import { tryMeasures } from './try-measures.ts'

const lock = loadScenario('parking-permits-lock')
const update = lock.service.statements.find((statement) => statement.lock !== undefined)
if (!update) throw new Error('the scenario has lost its lock')
/** As a database's log would show the statement, its parameters masked. */
const fingerprint = update.sql.toLowerCase().replaceAll(/:\w+/g, '?')

const measure = (kind: Measure['kind'], parameters: Record<string, number> = {}, over: Partial<Measure> = {}): Measure =>
  Measure.parse({
    id: 'M1',
    kind,
    effect: kind === 'fix-cause' ? 'removes' : 'contains',
    horizon: 'now',
    title: kind,
    action: state('do it'),
    target: { population: 'statements', operation: fingerprint, entity: null, series: null },
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value, unit: null, statement: state('so') })),
    outcome: null,
    tried: state('not tried'),
    costs: '',
    task: { who: '', what: '', how: [], doneWhen: '' },
    ...over
  })

describe('what a design means in a scenario', () => {
  it('is found by the words of its statement, route or dependency', () => {
    expect(resolveTarget(lock, measure('bulkhead').target)).toMatchObject({ statement: update.id })
    const route = lock.service.routes[0]
    const named = { population: 'requests' as const, operation: `${route?.method} ${route?.target}`, entity: null, series: null }
    expect(resolveTarget(lock, named).routes).toContain(route?.id)
    const { dependency } = resolveTarget(loadScenario('benefits-identity-check'), {
      population: null,
      operation: null,
      entity: loadScenario('benefits-identity-check').service.dependencies[0]?.host ?? '',
      series: null
    })
    expect(dependency).not.toBeNull()
  })

  it('is nothing where no words are shared', () => {
    const target = { population: 'statements' as const, operation: 'select zz from qq', entity: null, series: null }
    expect(resolveTarget(lock, target)).toEqual({ statement: null, dependency: null, routes: [] })
    expect(applyMeasure(unprotected(lock), measure('statement-timeout', { timeout: 100 }, { target }))).toContain('could not')
  })

  it('needs its parameters', () => {
    expect(applyMeasure(unprotected(lock), measure('statement-timeout'))).toContain('could not')
  })
})

describe('measures in the world that the incident came from', () => {
  it('end or contain the harm of a lock, and more of everything does not', () => {
    const worlds = tryMeasures('parking-permits-lock', 0, [
      measure('fix-cause'),
      measure('statement-timeout', { timeout: 500 }, { id: 'M2' })
    ])
    const of = (what: string) => {
      const world = worlds.find((each) => each.what.startsWith(what))
      if (!world?.harm || !world.harmOfOthers) throw new Error(`no world ${what}`)
      return { all: world.harm.failed + world.harm.slow, others: world.harmOfOthers.failed + world.harmOfOthers.slow }
    }
    expect(of('as it was').all).toBeGreaterThan(1000)
    expect(of('only: everything').all).toBeGreaterThan(of('as it was').all / 4)
    expect(of('M1').all).toBeLessThan(of('as it was').all / 50)
    expect(of('M2').others).toBeLessThan(of('as it was').others / 10)
  })
})
