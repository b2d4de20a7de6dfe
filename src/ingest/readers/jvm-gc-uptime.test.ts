import { describe, expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const log = `[0.010s] Using G1, started 2031-04-07T09:00:00.010+0100
[60.500s] GC(1) Pause Young (Normal) 900M->300M(1024M) 21.500ms
[120.000s][info][gc] GC(2) Pause Full (Allocation Failure) 1000M->980M(1024M) 3100.000ms
`

describe('a log of collections that counts from the start', () => {
  it('is placed by the time that it gives of its start', () => {
    const read = readText(log)
    expect(read.source).toMatchObject({ format: 'jvm-gc-uptime', firstTime: '2031-04-07T08:00:00.010Z' })
    expect(accountingProblems(read)).toEqual([])
    expect(itemsOf(log, 'events').map(({ record }) => record.ts)).toEqual([
      '2031-04-07T08:00:00.010Z',
      '2031-04-07T08:01:00.500Z',
      '2031-04-07T08:02:00.000Z'
    ])
  })

  it('gives pauses and what they leave of the heap as series', () => {
    const points = itemsOf(log, 'metrics').map(({ record: { series, value } }) => [series, value])
    expect(points).toEqual([
      ['gc_pause_ms', 21.5],
      ['heap_after_gc_mb', 300],
      ['gc_pause_ms', 3100],
      ['heap_after_gc_mb', 980]
    ])
  })

  it('is no such log where nobody says when it began', () => {
    expect(readText(log.split('\n').slice(1).join('\n')).source.format).not.toBe('jvm-gc-uptime')
  })
})
