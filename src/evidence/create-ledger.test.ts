import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Incident, Scalar } from '../domain/index.ts'
import { type AnsweredCall, createLedger, type EvidenceTool, type LedgerOptions } from './index.ts'

const incident: Incident = { name: 'made', materialsHash: 'a'.repeat(64), brief: null, sources: [] }
const warehouse: LedgerOptions['warehouse'] = {
  incident,
  pseudonyms: [{ type: 'name', value: 'Ada Byron', pseudonym: 'person-1' }],
  redact: (text) => text.replaceAll('Ada Byron', 'person-1'),
  query: () => Promise.reject(new Error('no query expected'))
}

const Arguments = z.object({ series: z.string(), limit: z.int().default(20), entity: z.string().nullable().default(null) })

/** A tool that answers with what it was asked, and counts how often it ran. */
function echo(rows: Scalar[][] = []) {
  const runs: string[] = []
  const tool: EvidenceTool<typeof Arguments> = {
    name: 'echo_series',
    description: '',
    arguments: Arguments,
    run: async ({ series, limit }) => {
      runs.push(series)
      await Promise.resolve()
      return { status: 'found', reading: `of ${series}`, facts: { series, limit, third: 1 / 3, none: Number.NaN }, rows }
    }
  }
  return { tool, runs }
}

const by = 'database'

describe('a ledger', () => {
  it('answers an identical call with the earlier evidence, whatever the order of keys and with or without defaults', async () => {
    const { tool, runs } = echo()
    const heard: AnsweredCall[] = []
    const ledger = createLedger({ warehouse, tools: [tool], redact: true, onEvidence: (call) => heard.push(call) })
    const first = await ledger.call({ tool: 'echo_series', arguments: { series: 'cpu' } }, { by })
    const second = await ledger.call({ tool: 'echo_series', arguments: { limit: 20, entity: null, series: 'cpu' } }, { by })
    const other = await ledger.call({ tool: 'echo_series', arguments: { series: 'heap' } }, { by })
    expect(second).toBe(first)
    expect(first.id).toMatch(/^ev_[0-9a-f]{12}$/)
    expect(other.id).not.toBe(first.id)
    expect(runs).toEqual(['cpu', 'heap'])
    expect(heard.map(({ reused }) => reused)).toEqual([false, true, false])
    expect(ledger.all()).toEqual([first, other])
    expect(ledger.get(first.id)).toBe(first)
  })

  it('runs a call once that is made twice at the same time', async () => {
    const { tool, runs } = echo()
    const ledger = createLedger({ warehouse, tools: [tool], redact: true })
    const call = { tool: 'echo_series', arguments: { series: 'cpu' } }
    const [a, b] = await Promise.all([ledger.call(call, { by }), ledger.call(call, { by: 'sceptic' })])
    expect(a).toBe(b)
    expect(runs).toEqual(['cpu'])
  })

  it('is not brought down by another caller who gives up', async () => {
    const gate = new AbortController()
    let runs = 0
    const tool: EvidenceTool<typeof Arguments> = {
      ...echo().tool,
      run: async () => {
        runs += 1
        await Promise.resolve()
        if (gate.signal.aborted && runs === 1) throw new Error('aborted')
        return { status: 'found', reading: 'done' }
      }
    }
    const ledger = createLedger({ warehouse, tools: [tool], redact: true })
    const call = { tool: 'echo_series', arguments: { series: 'cpu' } }
    const leaves = ledger.call(call, { by, signal: gate.signal })
    const stays = ledger.call(call, { by: 'sceptic' })
    gate.abort()
    await expect(leaves).rejects.toThrow('aborted')
    expect((await stays).reading).toBe('done')
  })

  it('hides personal values in reading, facts and cells, and understands pseudonyms in arguments', async () => {
    const { tool, runs } = echo([['Ada Byron asked', 7]])
    const hidden = createLedger({ warehouse, tools: [tool], redact: true })
    const evidence = await hidden.call({ tool: 'echo_series', arguments: { series: 'person-1' } }, { by })
    expect(runs).toEqual(['Ada Byron'])
    expect(JSON.stringify(evidence)).not.toContain('Ada')
    expect(evidence.rows).toEqual([['person-1 asked', 7]])
    const shown = createLedger({ warehouse, tools: [tool], redact: false })
    expect((await shown.call({ tool: 'echo_series', arguments: { series: 'x' } }, { by })).rows).toEqual([['Ada Byron asked', 7]])
  })

  it('keeps 500 rows, says what was left out, and keeps numbers to twelve digits', async () => {
    const rows = Array.from({ length: 612 }, (_, i) => [i])
    const ledger = createLedger({ warehouse, tools: [echo(rows).tool], redact: true })
    const evidence = await ledger.call({ tool: 'echo_series', arguments: { series: 'cpu' } }, { by })
    expect(evidence.rows).toHaveLength(500)
    expect(evidence.omitted).toEqual({ rows: 112, why: 'a result keeps its first 500 rows' })
    expect(evidence.facts).toMatchObject({ third: 0.333333333333, none: null })
  })

  it('takes over the evidence of an earlier run, and recalls without looking at what is kept', async () => {
    const { tool, runs } = echo()
    const call = { tool: 'echo_series', arguments: { series: 'cpu' } }
    const first = createLedger({ warehouse, tools: [tool], redact: true })
    const evidence = await first.call(call, { by })
    const resumed = createLedger({ warehouse, tools: [tool], redact: true })
    resumed.preload([evidence])
    expect(await resumed.call(call, { by })).toBe(evidence)
    expect(runs).toHaveLength(1)
    expect(await resumed.recall(call)).toEqual(evidence)
    expect(runs).toHaveLength(2)
  })

  it.each([
    [{ tool: 'echo_serie', arguments: {} }, 'Did you mean "echo_series"?'],
    [{ tool: 'echo_series', arguments: { serie: 'cpu' } }, 'no argument "serie". Did you mean "series"?'],
    [{ tool: 'echo_series', arguments: { series: 4 } }, 'argument "series"'],
    [{ tool: 'echo_series', arguments: {} }, 'argument "series"']
  ])('refuses %j with the field and an example', async (call, message) => {
    const refused: string[] = []
    const tools = [echo().tool]
    const ledger = createLedger({ warehouse, tools, redact: true, onRefused: ({ error }) => refused.push(error.nextStep) })
    await expect(ledger.call(call, { by })).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining(message) })
    expect(refused[0]).toMatch(/echo_series/)
    expect(ledger.all()).toEqual([])
  })

  it('never prints a number that JSON cannot hold, nor loses an evidence to a failed run', async () => {
    let runs = 0
    const tool: EvidenceTool<typeof Arguments> = {
      ...echo().tool,
      run: () => (runs++ === 0 ? Promise.reject(new Error('disk')) : Promise.resolve({ status: 'no_data', reading: 'nothing' }))
    }
    const ledger = createLedger({ warehouse, tools: [tool], redact: true })
    const call = { tool: 'echo_series', arguments: { series: 'cpu' } }
    await expect(ledger.call(call, { by })).rejects.toThrow('disk')
    expect((await ledger.call(call, { by })).status).toBe('no_data')
  })
})
