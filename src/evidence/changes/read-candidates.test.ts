import { expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

const diff = (line: string): string =>
  `diff --git a/lib/Card.java b/lib/Card.java\n--- a/lib/Card.java\n+++ b/lib/Card.java\n@@ -1,2 +1,3 @@\n class Card {\n+${line}\n }\n`

it('a saved difference without a time is what the release of its later version brought, and of no other', async () => {
  await using incident = await madeIncident({
    'changes.csv': [
      'when,what,who',
      '2031-05-06 07:00,desk 4.1.0: new colours,dev',
      '2031-05-06 09:00,desk 4.2.0: reminders,dev',
      '2031-05-06 09:50,hall 4.3.0: lamps,dev'
    ].join('\n'),
    'git/4.1.0..4.2.0.diff': diff('  Executors.newScheduledThreadPool(1).schedule(warn, 20, SECONDS);')
  })
  const evidence = await incident.ask('change_candidates', {
    window: { from: at('10:00'), to: at('11:00') },
    category: 'resource-leak'
  })
  expect(rowsOf(evidence).filter(({ able }) => able === true)).toMatchObject([{ ref: '4.2.0', time: at('09:00') }])
})

it('a plan saved under the number of a change is what that change did', async () => {
  const plan = [
    'Terraform will perform the following actions:',
    '',
    '  ~ resource "google_redis_instance" "shelf" {',
    '      ~ memory_size_gb = 16 -> 1',
    '    }'
  ]
  await using incident = await madeIncident({
    'changes.csv': ['when,what,who', '2031-05-06 07:00,apply plan-117,ci', '2031-05-06 09:50,apply plan-118,ci'].join('\n'),
    'infra/plan-118.txt': plan.join('\n')
  })
  const evidence = await incident.ask('change_candidates', {
    window: { from: at('10:00'), to: at('11:00') },
    category: 'cache-failure'
  })
  const able = rowsOf(evidence).filter((row) => row['able'] === true)
  expect(able).toMatchObject([{ ref: 'plan-118', time: at('09:50'), old: '16', new: '1' }])
})
