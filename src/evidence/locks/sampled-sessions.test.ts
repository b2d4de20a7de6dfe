import { expect, it } from 'vitest'
import { at, madeIncident } from '../testing/made-incident.ts'

const window = { from: at('09:00'), to: at('10:00') }
const minutes = Array.from({ length: 20 }, (_, i) => `2031-05-06T09:${String(10 + i)}:00Z`)
const calm = Array.from({ length: 20 }, (_, i) => `2031-05-06T08:${String(10 + i)}:00Z`)

/** Four of five at work wait for a lock, the fifth is at work; before, two work. */
const views: Readonly<
  Record<
    string,
    { head: string; locked: (t: string, i: number) => string; busy: (t: string) => string; idle: (t: string) => string }
  >
> = {
  'oracle ASH': {
    head: 'SAMPLE_TIME;SESSION_ID;MODULE;SQL_ID;SESSION_STATE;EVENT;P1_P2;BLOCKING_SESSION',
    locked: (t, i) => `${t};${30 + i};shop;a1;WAITING;enq: TM - contention;object #=71234;900`,
    busy: (t) => `${t};12;shop;a2;ON CPU;;;`,
    idle: (t) => `${t};13;shop;a3;INACTIVE;;;`
  },
  pg_stat_activity: {
    head: 'sampled_at,pid,application_name,state,wait_event_type,wait_event,blocked_by,query',
    locked: (t, i) => `${t},${30 + i},shop,active,Lock,transactionid,{900},update shelf set n = 1`,
    busy: (t) => `${t},12,shop,active,,,{},select 1 from shelf`,
    idle: (t) => `${t},13,shop,idle,Client,ClientRead,{},select 2 from shelf`
  },
  'sys.dm_exec_requests': {
    head: 'collection_time,session_id,status,wait_type,wait_time,blocking_session_id,program_name,sql_text',
    locked: (t, i) => `${t},${30 + i},suspended,LCK_M_X,400,900,shop,update shelf set n = 1`,
    busy: (t) => `${t},12,running,,0,0,shop,select 1 from shelf`,
    idle: (t) => `${t},13,sleeping,,0,0,shop,select 2 from shelf`
  },
  'innodb processlist': {
    head: 'sampled_at,processlist_id,user,command,state,blocking_pid,info',
    locked: (t, i) => `${t},${30 + i},shop,Query,Waiting for table metadata lock,900,update shelf set n = 1`,
    busy: (t) => `${t},12,shop,Query,executing,,select 1 from shelf`,
    idle: (t) => `${t},13,shop,Sleep,,,`
  },
  'waits of a cloud provider': {
    head: 'sample_time,session_id,wait_event,sql_text',
    locked: (t, i) => `${t},${30 + i},Lock:tuple,update shelf set n = 1`,
    busy: (t) => `${t},12,CPU,select 1 from shelf`,
    idle: (t) => `${t},13,idle,`
  }
}

it.each(Object.entries(views))('of the sessions seen at work the share that waits for locks is told: %s', async (_, view) => {
  await using incident = await madeIncident({
    'sessions.csv': [
      view.head,
      ...calm.flatMap((t) => [view.busy(t), view.idle(t)]),
      ...minutes.flatMap((t) => [...[0, 1, 2, 3].map((i) => view.locked(t, i)), view.busy(t), view.idle(t)])
    ].join('\n')
  })
  const { facts } = await incident.ask('lock_waits', { window })
  expect(facts).toMatchObject({ waits: 80, began_at: at('09:10'), sampled_moments: 20, sampled_usual_share: 0 })
  expect(facts['sampled_lock_share']).toBeGreaterThan(0.6)
  expect(facts['sampled_lock_share']).toBeLessThan(0.85)
})

it('sessions that wait for disks, logs or clients wait for no lock, whoever they name as blocking', async () => {
  await using incident = await madeIncident({
    'sessions.csv': [
      'SAMPLE_TIME;SESSION_ID;MODULE;SESSION_STATE;EVENT;BLOCKING_SESSION',
      ...minutes.flatMap((t, i) => [
        `${t};${100 + ((i * 7) % 40)};shop;WAITING;log file sync;3`,
        `${t};${200 + ((i * 7) % 40)};shop;WAITING;db file sequential read;`,
        `${t};${300 + ((i * 7) % 40)};shop;WAITING;buffer busy waits;31`
      ])
    ].join('\n')
  })
  const { facts } = await incident.ask('lock_waits', { window })
  expect(facts).toMatchObject({ waits: 0, sampled_active: 60, sampled_lock_share: 0 })
})

it('what is locked is called as a list of objects calls it', async () => {
  await using incident = await madeIncident({
    'ash.csv': [
      'SAMPLE_TIME;SESSION_ID;MODULE;SESSION_STATE;EVENT;CURRENT_OBJ#;BLOCKING_SESSION',
      ...minutes.map((t, i) => `${t};${31 + i};shop;WAITING;enq: TX - row lock contention;71234;900`)
    ].join('\n'),
    'objects.csv':
      'OBJECT_ID;OWNER;OBJECT_NAME;OBJECT_TYPE;CREATED\n71234;SHOP;SHELF;TABLE;2029-05-06 09:00:00\n71235;SHOP;BOOK;TABLE;2029-05-06 09:00:00'
  })
  const { facts } = await incident.ask('lock_waits', { window })
  expect(facts).toMatchObject({ top_object: 'SHELF', top_holder: '900' })
})
