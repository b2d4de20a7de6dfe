import { describe, expect, it } from 'vitest'
import { madeCallGraph } from '../testing/made-call-graph.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }

describe('series of many services', () => {
  it('frame an incident by the one that suffers, which their mean would hide', async () => {
    const quiet = madeCallGraph({})['metrics.csv'].split('\n')
    // One of four, and none of those that wait for it is measured.
    const metrics = quiet.map((line) => {
      const [time = '', service, cpu, memory, sent, latency, ...rest] = line.split(',')
      const isSlow = service === 'stock' && time >= at('08:30')
      return [time, service, cpu, memory, sent, isSlow ? String(8 * Number(latency)) : latency, ...rest].join(',')
    })
    await using incident = await madeIncident({ 'metrics.csv': metrics.join('\n') })
    expect((await incident.ask('frame', {})).facts).toMatchObject({ abnormal: true, window_from: at('08:30') })
  })

  it('measure the load where requests come in: what services ask of each other is none', async () => {
    const made = madeCallGraph({ calls: { cart: { stock: 30 } } })
    const more = made['metrics.csv'].split('\n').map((line) => {
      const [time = '', service, ...rest] = line.split(',')
      return service === 'stock' && time >= at('08:30') ? [time, service, ...rest.slice(0, -1), '1800'].join(',') : line
    })
    await using incident = await madeIncident({ 'traces.jsonl': made['traces.jsonl'], 'metrics.csv': more.join('\n') })
    expect((await incident.ask('demand', both)).facts['load_ratio']).toBeLessThan(1.2)
  })
})
