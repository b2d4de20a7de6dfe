import { expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const points = (text: string) =>
  itemsOf(text, 'metrics').map(({ firstLine, record }) => [firstLine, record.ts, record.entity, record.series, record.value])

it('a table with rules under its names is read, page after page', () => {
  const text = `
SNAP_TIME            EVENT                          TOTAL_WAITS TIME_WAITED_MICRO
-------------------- ------------------------------ ----------- -----------------
2031-04-07 09:00:00  db file sequential read              12034          23423423
2031-04-07 09:00:00  log file sync                         3400            934234

SNAP_TIME            EVENT                          TOTAL_WAITS TIME_WAITED_MICRO
-------------------- ------------------------------ ----------- -----------------
2031-04-07 10:00:00  db file sequential read             912034        9923423423

3 rows selected.
`
  expect(accountingProblems(readText(text))).toEqual([])
  expect(readText(text).source.lines).toMatchObject({ records: 3, rejected: 0, structure: 5 })
  expect(points(text)[0]).toEqual([4, '2031-04-07T09:00:00.000Z', 'db file sequential read', 'TOTAL_WAITS', 12_034])
  expect(points(text).at(-1)).toEqual([
    9,
    '2031-04-07T10:00:00.000Z',
    'db file sequential read',
    'TIME_WAITED_MICRO',
    9_923_423_423
  ])
})

it("a database's statistics by snapshot are metrics, with times as Oracle writes them", () => {
  const text = `SNAP_ID,BEGIN_INTERVAL_TIME,INSTANCE_NUMBER,STAT_NAME,VALUE
4101,07-APR-31 09.00.00.123 AM,1,user commits,182344
4101,07-APR-31 09.00.00.123 AM,1,physical reads,9182344
4102,07-APR-31 10.00.00.456 PM,1,user commits,192344
`
  expect(points(text).at(-1)).toEqual([4, '2031-04-07T22:00:00.456Z', null, 'user commits', 192_344])
})

it.each(['a b\n-- --\n', 'name\n----\nx\n', '---- ----\n1 2\n', 'a    a\n---- ----\n1    2\n'])(
  'of any other lines with dashes every line is accounted for: %j',
  (text) => {
    expect(accountingProblems(readText(text))).toEqual([])
  }
)
