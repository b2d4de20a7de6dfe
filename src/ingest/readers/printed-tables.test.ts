import { describe, expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const measures = (text: string) =>
  itemsOf(text, 'metrics').map(({ record }) => [
    record.ts?.slice(11, 16),
    record.entity,
    record.series,
    record.value,
    record.unit
  ])

describe('tables that tools of a machine print', () => {
  it('below a line that is a time are measured at it, one series a column and one entity a row', () => {
    const text = `04/07/2031 05:30:00 AM
Device  r/s  r_await  %util
disk1   3.1  4.23  5.6
disk2   2.9  4.16  5.4

04/07/2031 05:31:00 AM
Device  r/s  r_await  %util
disk1   3.0  4.20  5.5
disk2   2.8  4.10  5.3
`
    expect(readText(text).source.format).toBe('printed-tables')
    expect(accountingProblems(readText(text))).toEqual([])
    expect(measures(text).slice(0, 4)).toEqual([
      ['05:30', 'disk1', 'disk r/s', 3.1, 'per-second'],
      ['05:30', 'disk1', 'disk r_await', 4.23, 'ms'],
      ['05:30', 'disk1', 'disk %util', 5.6, 'percent'],
      ['05:30', 'disk2', 'disk r/s', 2.9, 'per-second']
    ])
    expect(itemsOf(text, 'metrics')[0]?.record.ts?.slice(0, 10), 'month first: the other sources are of that day').toBe(
      '2031-04-07'
    )
  })

  it('of one disk need not name it, and their head may name the zone of their times', () => {
    const rows = Array.from({ length: 6 }, (_, i) => `0${i + 1}:00:00 PM   ${i}.5   11.4   2.0`)
    const text = `Linux 5.15.0 (db1)  04/07/2031  _x86_64_  (4 CPU)\n\n\ntime(EDT)  r/s  await_ms  %util\n${rows.join('\n')}\n`
    expect(readText(text).source).toMatchObject({ format: 'printed-tables' })
    expect(measures(text).slice(0, 2)).toEqual([
      ['13:00', 'db1', 'disk r/s', 0.5, 'per-second'],
      ['13:00', 'db1', 'disk await_ms', 11.4, 'ms']
    ])
  })

  it('whose rows begin with a time are measured at that, by the machine that their banner names', () => {
    const text = `Linux 5.14.0 (db1) 	07/04/31 	_x86_64_	(4 CPU)

00:00:01        CPU     %user   %iowait     %idle
00:10:01       all      8.54      0.20     90.06
00:20:01       all      8.64      0.20     90.06
00:30:01       all      8.74      0.20     90.06
00:40:01       all      8.84      0.20     90.06
Average:       all      8.69      0.20     90.06
`
    expect(readText(text).source.format).toBe('printed-tables')
    expect(measures(text)[0]).toEqual(['00:10', 'db1', 'cpu %user', 8.54, 'percent'])
    expect(measures(text)).toHaveLength(12)
    // The zone of the times may stand over them.
    expect(measures(text.replace('00:00:01 ', 'UTC '))).toHaveLength(12)
  })

  it('of file systems are known without their header', () => {
    const text = `Mon 7 Apr 06:00 UTC 2031
/dev/sdb1        984G   451G   482G  48% /store        (du /store/tmp: 2G)
/dev/sda1         49G    21G    26G  45% /
Mon 7 Apr 12:00 UTC 2031
/dev/sdb1        984G   551G   382G  58% /store        (du /store/tmp: 102G)
/dev/sda1         49G    21G    26G  45% /
`
    expect(measures(text).filter(([, entity, series]) => entity === '/store' && series === 'disk_used_percent')).toEqual([
      ['06:00', '/store', 'disk_used_percent', 48, 'percent'],
      ['12:00', '/store', 'disk_used_percent', 58, 'percent']
    ])
  })
})
