import { expect, it } from 'vitest'
import { processTable } from './process-table.ts'

const read = (text: string, zone = 'UTC') =>
  processTable(
    text.split('\n').map((line, i) => ({ line: i + 1, text: line })),
    '2031-05-06',
    zone,
    'S1'
  )
const at = (clock: string) => Date.parse(`2031-05-06T${clock}Z`)

it('reads what top prints, and adds processes of one program', () => {
  const found = read(`top - 10:00:01 up 3 days,  2 users,  load average: 1.0, 0.5, 0.2
Tasks: 3 total

  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
  101 pg        20   0  100000  20000   1000 R  40.0   2.0   0:10.00 postgres
  102 pg        20   0  100000  20000   1000 R  20.5   2.0   0:10.00 postgres
  201 root      20   0  100000  20000   1000 D  90.0   1.0   0:10.00 pg_dump

top - 10:01:01 up 3 days,  2 users
  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
  201 root      20   0  100000  20000   1000 D  95.0   1.0   0:10.00 pg_dump`)
  expect(
    found.find(({ resource }) => resource === 'cpu')?.samples.map(({ actor, at: time, value }) => [actor, time, value])
  ).toEqual([
    ['postgres', at('10:00:01'), 60.5],
    ['pg_dump', at('10:00:01'), 90],
    ['pg_dump', at('10:01:01'), 95]
  ])
})

it('reads what pidstat prints, in the machine’s own zone', () => {
  const found = read(
    `Linux 6.1 (db-1)  2031-05-07  _x86_64_
11:00:01      UID       PID    %usr %system  %guest   %wait    %CPU   CPU  Command
11:00:02        0       300   10.00    2.00    0.00    0.00   12.00     1  /usr/bin/python3 /opt/scan.py --all`,
    'Europe/London'
  )
  expect(found[0]?.samples).toEqual([
    { actor: 'python3 scan.py', at: Date.parse('2031-05-07T10:00:02Z'), value: 12, line: 3, source: 'S1' }
  ])
})

it('takes no other table for processes', () => {
  expect(read('name  value\na 1\nb 2')).toEqual([])
})
