import { describe, expect, it } from 'vitest'
import type { Scalar } from '../../../../domain/index.ts'
import { madeEvidence } from '../../../../verdict/testing/made-evidence.ts'
import { readNovelties } from './read-novelties.ts'

const told = (...rows: readonly (readonly [kind: string, what: string, count: number])[]) =>
  readNovelties(
    madeEvidence(
      { tool: 'novelties', arguments: {} },
      {
        rows: rows.map(([kind, what, count]) => ({
          kind,
          who: null,
          what,
          count,
          before: 0,
          first_at: '2031-05-06T11:00:00.000Z'
        }))
      }
    )
  ).map(({ category }) => category)

describe('reading what is new', () => {
  it.each([
    ['peer certificate is not trusted: unknown ca', 'expired-certificate'],
    ['write failed: No space left on device', 'quota-exhaustion'],
    ['Lock wait timeout exceeded; try restarting transaction', 'lock-contention'],
    ['accept4: Too many open files', 'resource-leak'],
    ['Memory cgroup out of memory: OOMKilled', 'memory-leak'],
    ['(root) CMD (nightly reindex of the archive)', 'batch-interference'],
    ['lookup ledger: no such host', 'network-fault'],
    ['retrying, attempt 7 of 9', 'retry-storm'],
    ['evicted 4096 keys, maxmemory reached', 'cache-failure'],
    ['cannot parse line 7: unexpected character', 'data-defect'],
    ['NullPointerException', 'code-defect'],
    ['package temperature above threshold', 'faulty-instance'],
    ['413 request entity too large', 'misconfiguration']
  ])('“%s” speaks of %s before all else', (line, category) => {
    expect(told(['line', line, 50])[0]).toBe(category)
  })

  it('hears nothing in what tells of a time-out alone', () => {
    expect(told(['line', 'timed out after five seconds', 500])).toEqual([])
  })

  it('hears what a series counts, if it left its healthy range beyond what load explains, and not what is felt', () => {
    const counted = (more: Readonly<Record<string, Scalar>>) =>
      readNovelties(
        undefined,
        madeEvidence(
          { tool: 'series_onsets', arguments: {} },
          {
            rows: [
              { series: 'keys_evicted', role: 'other', direction: 'up', beyond_load_onset: '2031-05-06T11:00:00.000Z', ...more }
            ]
          }
        )
      ).map(({ category }) => category)
    expect(counted({})).toEqual(['cache-failure'])
    expect(counted({ beyond_load_onset: null, load_explained: 0.9, onset: '2031-05-06T11:00:00.000Z' })).toEqual([])
    expect(counted({ role: 'errors' })).toEqual([])
  })

  it('takes what somebody says for a hint, and what systems say for more', () => {
    expect(told(['said', 'surely the certificate', 1], ['line', 'disk quota exceeded', 30])[0]).toBe('quota-exhaustion')
  })
})
