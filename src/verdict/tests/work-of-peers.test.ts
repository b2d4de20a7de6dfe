import { expect, it } from 'vitest'
import type { Subject } from '../../domain/index.ts'
import { madeEvidence } from '../testing/made-evidence.ts'
import { slowForOneOfSeveral, workOfNoPeer } from './work-of-peers.ts'

type Work = readonly [operation: string, instance: string, runs: number, slow: number, share: number, before: number]

const work = (rows: readonly Work[]) =>
  madeEvidence(
    { tool: 'work_by_instance', arguments: {} },
    {
      facts: { instances: 2 },
      rows: rows.map(([operation, instance, runs, slow_runs, time_share, baseline_runs]) => ({
        population: 'requests',
        operation,
        label: operation,
        service: 'web',
        instance,
        runs,
        slow_runs,
        time_share,
        baseline_runs
      }))
    }
  )
const list: Subject = { population: 'requests', operation: 'list', entity: null, series: null }

it('finds work that is slow where one of several asks for it', () => {
  const told = slowForOneOfSeveral(
    work([
      ['list', 'web-1', 90, 2, 1, 90],
      ['list', 'web-2', 80, 70, 1, 90]
    ]),
    list
  )
  expect(told?.text('instance')).toBe('web-2')
})

it.each<readonly [string, readonly Work[]]>([
  [
    'slow on both',
    [
      ['list', 'web-1', 90, 40, 1, 90],
      ['list', 'web-2', 80, 70, 1, 90]
    ]
  ],
  [
    'asked of one alone',
    [
      ['list', 'web-1', 2, 0, 1, 2],
      ['list', 'web-2', 80, 70, 1, 90]
    ]
  ],
  [
    'asked of one nearly always',
    [
      ['list', 'web-1', 12, 0, 1, 9],
      ['list', 'web-2', 80, 70, 1, 90]
    ]
  ],
  [
    'seldom slow',
    [
      ['list', 'web-1', 90, 0, 1, 90],
      ['list', 'web-2', 80, 4, 1, 90]
    ]
  ]
])('does not where it is %s', (_, rows) => {
  expect(slowForOneOfSeveral(work(rows), list)).toBeUndefined()
})

it('finds work that the peers of an instance have never done', () => {
  const rows: Work[] = [
    ['item', 'web-1', 90, 0, 1, 90],
    ['report', 'web-2', 40, 40, 0.9, 30]
  ]
  expect(workOfNoPeer(work(rows), 'web-2')?.text('operation')).toBe('report')
  expect(workOfNoPeer(work([...rows, ['report', 'web-1', 30, 0, 0.2, 30]]), 'web-2')).toBeUndefined()
})

it('takes what came up with the harm for harm, not for other work', () => {
  expect(
    workOfNoPeer(
      work([
        ['item', 'web-1', 90, 0, 1, 90],
        ['report', 'web-2', 40, 40, 0.9, 0]
      ]),
      'web-2'
    )
  ).toBeUndefined()
})
