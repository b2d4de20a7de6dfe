import { expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const pointsOf = (text: string) =>
  itemsOf(text, 'metrics').map(({ record: { ts, entity, series, value, unit } }) => [
    ts?.slice(11, 16),
    entity,
    series,
    value,
    unit
  ])

it('reads names with their numbers, printed again and again under the time', () => {
  const round = (minute: string, load: number) =>
    `# 2031-04-07T09:${minute}:00+02:00 mill-db1\n[load]\nload.value ${load}\n[df]\n_dev_vda1.value 47.02\n`
  const text = `${round('00', 2.5)}${round('05', 13)}${round('10', 4)}`
  expect(pointsOf(text).slice(2, 4)).toEqual([
    ['07:05', 'mill-db1', 'load load', 13, null],
    ['07:05', 'mill-db1', 'df _dev_vda1', 47.02, null]
  ])
  expect(accountingProblems(readText(text))).toEqual([])
  const memory =
    '2031-04-07 09:00:00\nMemFree:   1200 kB\nDirty:   7 kB\n2031-04-07 09:01:00\nMemFree:   1100 kB\nDirty:   9 kB\n'
  expect(pointsOf(memory).map(([, , series, value, unit]) => [series, value, unit])).toContainEqual(['MemFree', 1100, 'kB'])
})

it('reads what checks measured', () => {
  const text = ['09', '14', '19']
    .map(
      (two) =>
        `[SERVICEPERFDATA]\t19333188${two}\tmill-3\tHTTP till\t0.1\t0.3\tOK - 200 in 0.114 second\ttime=0.113685s;1.0;2.0;0.0 size=186B;;;0\n` +
        `[SERVICEPERFDATA]\t19333188${two}\tmill-4\tDisk\t0.3\t0.1\tOK\t'/var log'=60819MB;80000;90000;0;100000\n`
    )
    .join('')
  const found = pointsOf(text)
  expect(found).toHaveLength(9)
  expect(found.slice(0, 3)).toEqual([
    ['09:00', 'mill-3', 'HTTP till time', 0.113685, 's'],
    ['09:00', 'mill-3', 'HTTP till size', 186, 'bytes'],
    ['09:00', 'mill-4', 'Disk /var log', 60819, 'MB']
  ])
})

it('reads traces that are drawn as trees', () => {
  const text = `trace 309919df  2031-04-07T09:00:45.400Z  front  total 4035 ms  FAILED
  +    0 ms   4035 ms  front       GET /loans/3
  | +    8 ms    380 ms  store       lock
  | | +   12 ms     70 ms  disk        read  !! gave up
  | +  388 ms   3551 ms  loans       find
`
  const spans = itemsOf(text, 'spans').map(({ record }) => record)
  expect(spans.map(({ entity, name, durationMs, failed }) => [entity, name, durationMs, failed])).toEqual([
    ['front', 'GET /loans/3', 4035, true],
    ['store', 'lock', 380, false],
    ['disk', 'read', 70, true],
    ['loans', 'find', 3551, false]
  ])
  expect(spans.map(({ parentId }) => spans.findIndex(({ spanId }) => spanId === parentId))).toEqual([-1, 0, 1, 0])
  expect(spans[3]?.ts).toBe('2031-04-07T09:00:45.788Z')
  expect(accountingProblems(readText(text))).toEqual([])
})
