import { describe, expect, it } from 'vitest'
import { bringsNewData, saysAge } from './age-names.ts'

describe('what says how old something is', () => {
  it.each([
    ['pg_replication_lag_seconds', null, 'age', 's'],
    ['replicaLagMs', null, 'age', 'ms'],
    ['mysql.slave.seconds_behind_master', null, 'age', 's'],
    ['cache_entry_age', 'minutes', 'age', 'min'],
    ['oldest_message_age', null, 'age', 's'],
    ['kafka_consumer_lag_seconds', null, 'age', 's'],
    ['data-freshness', 'hours', 'age', 'h'],
    ['seconds_since_last_sync', null, 'age', 's'],
    ['job_last_success_timestamp_seconds', null, 'instant', 's'],
    ['slots_feed_last_import_time', null, 'instant', 's']
  ])('%s in %s is an %s in %s', (series, unit, by, said) => {
    expect(saysAge(series, unit)).toMatchObject({ by, unit: said })
  })

  it.each([
    'nodejs_eventloop_lag_seconds',
    'kafka_consumer_lag_messages',
    'kafka_consumergroup_lag',
    'pg_wal_lag_bytes',
    'storage_used_percent',
    'average_page_load_ms',
    'process_start_time_seconds',
    'oldest_transaction_age_seconds',
    'session_age_seconds',
    'response_time_p95_ms'
  ])('%s shows nobody anything stale', (series) => {
    expect(saysAge(series, null)).toBeNull()
  })

  it('jobs that clear up bring nothing new', () => {
    expect(['export of slots', 'nightly_sync', 'search index rebuild'].map(bringsNewData)).toEqual([true, true, true])
    expect(['vacuum', 'clean-up of sessions', 'checkpoint'].map(bringsNewData)).toEqual([false, false, false])
  })
})
