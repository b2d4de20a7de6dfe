import { describe, expect, it } from 'vitest'
import type { CauseCategory } from '../../domain/index.ts'
import { isTalk, remediedBy } from './remedies.ts'

/** What products, orchestrators and trades write when such a thing ends, in their own words. */
const said: Record<Exclude<CauseCategory, 'demand-surge' | 'memory-leak' | 'code-defect'>, readonly string[]> = {
  'inefficient-query': [
    'CREATE INDEX CONCURRENTLY ix_visits_day ON visits (day)',
    'ALTER INDEX IX_Visits_Day ON dbo.Visits REBUILD; index rebuilt in 412 s',
    'EXEC sp_query_store_force_plan: plan forced for query 17',
    'DBMS_STATS: gathered table stats for OWNER.VISITS'
  ],
  'query-amplification': ['tariffs: eager loading of zones is on', 'switched to batched fetch of 200 ids'],
  'lock-contention': [
    'FATAL: terminating connection due to administrator command',
    'KILL 812: session 812 killed by dba',
    'transaction 9912 rolled back by operator',
    'lock on file ORDERS released'
  ],
  'cache-failure': [
    'cache warmed: 41200 keys',
    'varnish: backend cache enabled',
    '+switch-master sessions',
    'redis-1 is master again, back in sync'
  ],
  'slow-dependency': ['provider reports: address lookup restored', 'circuit breaker maps closed', 'vendor: incident resolved'],
  'retry-storm': ['retries of orders-api disabled', 'queue mail purged (81200 messages)', 'load shedding at the gateway'],
  'resource-leak': ['deleted 91200 stale session files', 'idle connections closed: 212'],
  'abusive-traffic': [
    'fail2ban: ban 203.0.113.7',
    'firewall rule added: deny source range 198.51.100.0/24',
    'challenge for POST /login switched on'
  ],
  'batch-interference': ['backup job finished in 48 min', 'stopped export task 12', 'RMAN backup complete: done'],
  misconfiguration: [
    'configuration reloaded',
    'helm upgrade edge 4.1.0',
    'pool size back to the old value',
    'ALTER SYSTEM SET work_mem'
  ],
  'faulty-instance': [
    'node w-3 cordoned',
    'instance i-07 deregistered from target group',
    'server app4 taken out of rotation',
    'System clock was stepped by 41 s'
  ],
  'data-defect': ['corrected tariff file loaded', 'message 81 moved to dead-letter queue', 'row 4411 repaired'],
  'expired-certificate': ['keystore /etc/x.p12 reloaded', 'certbot: certificate renewed', 'new token issued for crm'],
  'network-fault': [
    'Interface Gi1/0/4, changed state to down',
    '%BGP-5-ADJCHANGE: neighbor 10.0.0.1 Up',
    'DNS record of db corrected'
  ],
  'platform-outage': ['availability zone b recovered', 'storage back to normal', 'quorum regained'],
  'quota-exhaustion': [
    'quota of project raised to 5000',
    'lvextend /dev/vg/data',
    'tablespace USERS extended by 20 GB',
    'plan upgraded: unlimited'
  ]
}

describe('what ends a cause', () => {
  it.each(Object.entries(said).flatMap(([category, lines]) => lines.map((line) => [category, line] as const)))(
    '%s: %s',
    (category, line) => {
      expect(remediedBy(line)).toContain(category)
    }
  )

  it.each([
    'service orders restarted',
    'stopping on SIGTERM, draining 14 connections',
    'rollback to 4.1.2',
    'replicas raised from 3 to 6',
    'GET /orders 200 in 41 ms',
    'should we block these addresses?',
    'the certificate must be renewed by Friday, why did nobody do it',
    'could not create index: disk full'
  ])('nothing is done, or nothing that a class is told by: %s', (line) => {
    expect(remediedBy(line)).toEqual([])
  })

  it('files that are cleared away end what used up the space, and what left them behind', () => {
    expect(remediedBy('purged 40 archived log files')).toEqual(expect.arrayContaining(['resource-leak', 'quota-exhaustion']))
  })

  it('tells people who talk from machines that write', () => {
    expect(isTalk('we have put the old file back and it is quiet now')).toBe(true)
    expect(isTalk('user=ops action=block range=203.0.113.0/24')).toBe(false)
    expect(isTalk('Interface Gi1/0/4, changed state to down')).toBe(false)
  })
})
