import { expect, it } from 'vitest'
import { at, madeIncident } from '../testing/made-incident.ts'

const window = { from: at('09:00'), to: at('10:00') }
const head = '| Id | User | Host | Command | Time | State | Info |'
const rule = '+----+------+------+---------+------+-------+------+'
const idle = Array.from({ length: 30 }, (_, i) => `| ${i + 40} | app | h:3 | Sleep | ${i} | | |`)
const waiting = (id: number, seconds: number, statement: string): string =>
  `| ${id} | app | h:1 | Query | ${seconds} | Waiting for table metadata lock | ${statement} |`

it('waits are read from lists of processes that somebody printed, with who heads the queue and who holds it up', async () => {
  await using incident = await madeIncident({
    'list.txt': [
      'mysql> select now(); show processlist;',
      rule,
      '| 2031-05-06 09:10:00 |',
      head,
      ...idle,
      '| 5 | bi | h:2 | Query | 900 | executing | select count(*) from shelves s join books b on b.shelf = s.id |',
      waiting(7, 120, 'alter table shelves add column depth int'),
      waiting(8, 119, 'select * from shelves where id = 4'),
      waiting(9, 60, 'update shelves set full = 1 where id = 5'),
      '| 2031-05-06 09:12:00 |',
      head,
      waiting(7, 240, 'alter table shelves add column depth int'),
      waiting(12, 10, 'select * from shelves where id = 6')
    ].join('\n')
  })
  const { facts } = await incident.ask('lock_waits', { window })
  expect(facts).toMatchObject({
    waits: 4,
    began_at: at('09:08'),
    top_object: 'shelves',
    top_holder: 'bi 5',
    head_operation: 'alter table shelves add column depth int',
    head_at: at('09:08')
  })
})

it('a list of a healthy day, or behind a row lock that one session holds, heads no queue', async () => {
  await using incident = await madeIncident({
    'calm.txt': [
      rule,
      '| 2031-05-06 09:10:00 |',
      head,
      ...idle,
      '| 5 | bi | h:2 | Query | 3 | executing | select 1 from shelves |',
      '| 6 | bi | h:2 | Sleep | 9 | | |'
    ].join('\n'),
    'rows.txt': [
      rule,
      ...idle,
      '| 2031-05-06 09:20:00 |',
      head,
      ...[1, 2, 3, 4].map((id) => waiting(id, 10 * id, `update shelves set full = 1 where id = ${id}`))
    ].join('\n')
  })
  const { facts } = await incident.ask('lock_waits', { window })
  expect(facts).toMatchObject({ waits: 4, head_operation: null, top_holder: null })
})
