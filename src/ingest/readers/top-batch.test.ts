import { expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const round = (date: string, clock: string, load: string) => `${date}
top - ${clock} up 81 days,  4:02,  2 users,  load average: ${load}, 2.55, 1.91
Tasks: 285 total,   4 running, 281 sleeping,   0 stopped,   0 zombie
%Cpu(s): 29.9 us,  4.5 sy,  0.0 ni, 63.3 id,  2.3 wa,  0.0 hi,  0.1 si,  0.0 st
MiB Mem :  32000.0 total,   8005.6 free,  21394.4 used,   2600.0 buff/cache
MiB Swap:   8192.0 total,   8180.0 free,     12.0 used.  10605.6 avail Mem

    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
   2211 miller    20   0   28.1g  21.3g  48220 S 179.4  68.2  5692:18.97 grinder
   1802 root      rt   0    9.8g   3.7g  21044 S  34.6  11.9  1505:15.36 java
`

it.each([
  ['a German one', 'Mo 7. Apr 09:00:00 CEST 2031', 'Mo 7. Apr 09:05:00 CEST 2031', '07:05:00'],
  ['ISO’s', '2031-04-07 09:00:00', '2031-04-07 09:05:00', '09:05:00'],
  ['none', '', '', '09:05:00']
])('reads rounds of top below a date: %s', (_, first, second, clock) => {
  const text = `${round(first, '09:00:00', '3.18')}\n${round(second, '09:05:00', '14.2')}`
  const points = itemsOf(text, 'metrics').map(({ record: { ts, series, value } }) => [ts, series, value])
  expect(points).toHaveLength(20)
  expect(points.slice(10, 14)).toEqual([
    [`2031-04-07T${clock}.000Z`, 'load1', 14.2],
    [`2031-04-07T${clock}.000Z`, 'load5', 2.55],
    [`2031-04-07T${clock}.000Z`, 'load15', 1.91],
    [`2031-04-07T${clock}.000Z`, 'cpu us', 29.9]
  ])
  expect(points.slice(17).map(([, series, value]) => [series, value])).toEqual([
    ['memory free', 8005.6],
    ['memory used', 21394.4],
    ['swap used', 12]
  ])
  expect(accountingProblems(readText(text))).toEqual([])
})
