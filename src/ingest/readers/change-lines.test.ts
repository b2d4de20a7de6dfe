import { expect, it } from 'vitest'
import { accountingProblems, readText } from '../testing/read-text.ts'

const lists: readonly (readonly [string, string])[] = [
  [
    'releases.txt',
    '2031-04-01 07:15 local  8.3.2  texts\n2031-04-07 10:31 local  8.4.0  list: new sort (no change of SQL)\n2031-04-07 11:24 local  8.3.2  rollback of 8.4.0\n'
  ],
  [
    'changes.txt',
    'CHG-11  2031-04-01 17:40 UTC  kernel patches, reboot of store-a  done 17:44\nCHG-12  2031-04-07 10:31 UTC  back to the usual master  done 19:02\nCHG-13  2031-04-07 11:24 UTC  shop-svc 8.4.0\n'
  ],
  [
    'ops/change_list.txt',
    '# changes of the host, local time (UTC+1)\n2031-04-01 22:05  host: 8.1 replaced by own build  (Timo)\n                  removed packages: common (incl. /etc/cron.d/clean)\n2031-04-07 11:26  app release 118: start by code (Anna)\n2031-04-07 12:24  app release 117 (back)\n'
  ],
  [
    'deploys.log',
    '2031-04-01T10:14:00Z web 5.6.4 images\n2031-04-07T10:31:05Z web 5.7.0 confetti\n2031-04-07T11:24:00Z web 5.6.4\n'
  ],
  [
    'Change_calendar_2031.txt',
    'Change calendar (UTC)\n01.04.2031 21:30  CHG-3301  renews the certificate      done\n07.04.2031 10:31  CHG-3304  app 7.12.0: new form done\n07.04.2031 11:24  CHG-3305  app 7.11.0\n'
  ],
  [
    'terraform-runs.txt',
    'run-7a1c  2031-04-01T10:14:00Z  workspace=web  apply complete\n  ~ memory: 256 -> 512\nrun-7b2d  2031-04-07T10:31:00Z  workspace=web  apply complete\nrun-7c3e  2031-04-07T11:24:00Z  workspace=web  apply complete\n'
  ]
]

const changesIn = ({ items }: ReturnType<typeof readText>) =>
  items.flatMap((item) => (item.kind === 'record' && item.table === 'changes' ? [item.record] : []))

it.each(lists)('a list of changes in plain text holds a change a line: %s', (path, text) => {
  const read = readText(text, '2031-04-07', path)
  expect(read.source.format).toBe('change-lines')
  expect(accountingProblems(read)).toEqual([])
  const records = changesIn(read)
  expect(records).toHaveLength(3)
  expect(records.map(({ ts }) => ts?.slice(0, 10))).toEqual(['2031-04-01', '2031-04-07', '2031-04-07'])
})

it('a change keeps its ticket, its version, who did it and what stands below', () => {
  const of = (place: number) => {
    const [path = '', text = ''] = lists[place] ?? []
    return changesIn(readText(text, '2031-04-07', path))
  }
  expect(of(0)[1]).toMatchObject({ kind: 'deploy', ref: '8.4.0' })
  expect(of(1).map(({ ref }) => ref)).toEqual(['CHG-11', 'CHG-12', 'CHG-13'])
  expect(of(2)[0]).toMatchObject({ author: 'Timo', content: expect.stringContaining('/etc/cron.d/clean') })
  expect(of(3)[1]).toMatchObject({ entity: 'web', ref: '5.7.0' })
})

it('a change has the commit that it names, where that is shown below the list, whatever the language of its name', () => {
  const text =
    'Endringslogg 7.4. (CEST)\n09:15  texts  OPS-1\n10:31  gateway: commit 7ab91c2  OPS-2\n11:24  gateway: commit 9de0f13\n\ncommit 7ab91c2\n    Bots\n+  limit: 20\n\ncommit 9de0f13\n+    by: user\n'
  const read = readText(text, '2031-04-07', 'endringer.txt')
  expect(accountingProblems(read)).toEqual([])
  expect(changesIn(read).map(({ ref, content }) => [ref, content])).toEqual([
    [null, null],
    ['7ab91c2', 'Bots\n+  limit: 20'],
    ['9de0f13', '+    by: user']
  ])
})

it('what a deployment printed is a log', () => {
  const lines = Array.from(
    { length: 400 },
    (_, i) => `2031-04-07T10:${String(Math.floor(i / 20)).padStart(2, '0')}:05Z copied file ${i}`
  )
  expect(readText(lines.join('\n'), '2031-04-07', 'deploy.log').source.format).toBe('timestamped-text')
})
