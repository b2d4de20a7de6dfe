import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { madeCallGraph, type MadeFault } from '../testing/made-call-graph.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
type Source = 'traces.jsonl' | 'metrics.csv' | 'app.jsonl'

async function originOf(fault: MadeFault, sources: readonly Source[], more: Record<string, string> = {}) {
  const made = madeCallGraph(fault)
  await using incident = await madeIncident({ ...Object.fromEntries(sources.map((name) => [name, made[name]])), ...more })
  return await incident.ask('service_origin', both)
}

describe('where harm begins among services', () => {
  it('is the one whose own time rose, not those that wait for it', async () => {
    const { facts } = await originOf({ slower: { stock: 400 } }, ['traces.jsonl'])
    expect(facts).toMatchObject({ origin: 'stock', origin_operation: 'stock work' })
    expect(facts['origin_score']).toBeGreaterThan(0.9)
    expect(facts['own_now_ms']).toBeGreaterThan(300)
  })

  it('is the one in which failures begin, not those that pass them on', async () => {
    const evidence = await originOf({ fails: { stock: 0.7 } }, ['traces.jsonl', 'app.jsonl'])
    expect(evidence.facts).toMatchObject({ origin: 'stock' })
    const rows = rowsOf(evidence)
    expect(rows.find(({ service }) => service === 'cart')?.['passed_on_lines']).toBeGreaterThan(10)
    expect(rows.find(({ service }) => service === 'cart')?.['own_error_lines']).toBe(0)
  })

  it('is told by metrics alone: by the one that uses more than its load asks for', async () => {
    const { facts } = await originOf({ slower: { cart: 300 }, gauges: { cart: { cpu_percent: 70 } } }, ['metrics.csv'])
    expect(facts).toMatchObject({ origin: 'cart', resource_role: 'cpu', resource_series: 'cpu_percent' })
  })

  it('is told by metrics alone where only times are measured, when it is known who calls whom', async () => {
    const topology = JSON.stringify({
      services: [
        { name: 'web', calls: ['cart', 'search'] },
        { name: 'cart', calls: ['stock'] },
        { name: 'search', calls: [] },
        { name: 'stock', calls: [] }
      ]
    })
    const { facts } = await originOf({ slower: { cart: 300 } }, ['metrics.csv'], { 'topology.json': topology })
    expect(facts).toMatchObject({ origin: 'cart', origin_told_by: 'latency beyond what it calls' })
  })

  it('is told by lines alone: by the one whose errors blame nobody else', async () => {
    const { facts } = await originOf({ fails: { stock: 0.7 } }, ['app.jsonl'])
    expect(facts).toMatchObject({ origin: 'stock', origin_told_by: 'error lines of its own' })
  })

  it('is the called one when time is lost on the way to it', async () => {
    const { facts } = await originOf({ way: { stock: 250 } }, ['traces.jsonl'])
    expect(facts).toMatchObject({ origin: 'stock' })
    expect(facts['way_share']).toBeGreaterThan(0.5)
  })

  it('is the one that calls another many times, not the one that answers each call as ever', async () => {
    const evidence = await originOf({ calls: { cart: { stock: 30 } } }, ['traces.jsonl'])
    expect(evidence.facts).toMatchObject({ origin: 'cart', origin_operation: 'cart work' })
    expect(rowsOf(evidence)[0]).toMatchObject({ called_more: 'stock', calls_before: 1, calls_now: 30 })
  })

  it('is nowhere when nothing departs, or only one service is known', async () => {
    expect((await originOf({}, ['app.jsonl'])).status).toBe('no_data')
    expect((await originOf({}, ['traces.jsonl', 'app.jsonl'])).status).toBe('no_data')
  })

  it('holds against it what it does more often, by whatever name that is counted', async () => {
    const row = (minute: number, counted: string) => {
      const harm = minute >= 30
      const more = harm && counted === 'tokens_per_s' ? 20 : 1
      const cells = [harm ? 96 : 5, 2 * more * (1 + (minute % 3) / 20), harm ? 900 : 40]
      return [
        `${at(`08:${String(minute).padStart(2, '0')}`)},keys,${cells.join(',')}`,
        `${at(`08:${String(minute).padStart(2, '0')}`)},door,${10 + (minute % 3)},${2 + (minute % 3) / 20},12`
      ].join('\n')
    }
    const minutes = Array.from({ length: 50 }, (_, minute) => minute)
    const askedOf = async (counted: string): Promise<unknown> => {
      const table = [`timestamp,service,cpu_percent,${counted},latency_ms`, ...minutes.map((minute) => row(minute, counted))]
      await using incident = await madeIncident({ 'metrics.csv': table.join('\n') })
      return rowsOf(await incident.ask('service_origin', both)).find(({ service }) => service === 'keys')
    }
    expect(await askedOf('tokens_per_s')).toMatchObject({ resource_series: null })
    expect(await askedOf('evicted_per_s')).toMatchObject({ resource_series: 'cpu_percent', busier: null })
  })
})
