import { isLimitName, magnitudeOf, settingChanges } from '../../domain/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionsIn, coarseActionWords } from './actions.ts'

describe('a change of a setting', () => {
  it.each([
    ['maximumPoolSize: 20 -> 2', 'maximumPoolSize', '20', '2'],
    ['clients.copies.timeoutMs: 2000 → clients.copies.timeoutMs: 150', 'clients.copies.timeoutMs', '2000', '150'],
    ['-pool.size=20\n+pool.size=2', 'pool.size', '20', '2'],
    ['- timeout: 30s\n+ timeout: 300s', 'timeout', '30s', '300s'],
    ['worker_connections changed from 1024 to 64', 'worker_connections', '1024', '64'],
    ['Reduced max threads from 200 to 20.', 'max threads', '200', '20'],
    ['parameter "work_mem" changed to "4MB"', 'work_mem', null, '4MB'],
    ['{"key": "http.pool", "old": 50, "new": 5}', 'http.pool', '50', '5'],
    ['maxIdle 8 → 1', 'maxIdle', '8', '1'],
    ['web-1, web-2: half a vCPU -> 1 vCPU', 'vCPU', '0.5', '1'],
    ['-  keep_for: 600  # min\n+  keep_for: 600  # seconds', 'keep_for', '600min', '600seconds'],
    ['-  WORKER_SLOTS: "16"\n+  WORKER_SLOTS_TOTAL: "16"', 'WORKER_SLOTS', '16', null],
    ['each from two to 4 replicas', 'replicas', '2', '4'],
    ['memory of the database: 8 GB → 16 GB', 'memory', '8GB', '16GB'],
    ['db.t3.small -> db.m5.2xlarge', 'instance size', 'db.t3.small', 'db.m5.2xlarge']
  ])('%s', (text, name, from, to) => {
    expect(settingChanges(text)).toMatchObject([{ name, from, to }])
  })

  it.each([
    'a diff that only moves a line\n-  x: 1\n+  x: 1',
    '-  queue_for: 30 # min\n+  queue_for: 30 # minutes, at most',
    '-  timeout: 16\n+  slots: 16',
    'heap 512 MB -> 300 MB freed by GC',
    '2 to 4 instances were slow',
    'from 9 to 5 we are open',
    'Figure 1 -> see below is prose'
  ])('is not read into "%s"', (text) => {
    expect(settingChanges(text).filter(({ name, from }) => isLimitName(name) && magnitudeOf(from) !== null)).toEqual([])
  })

  it('is read back from a diff, whatever its name and values', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_.-]{1,20}[a-z0-9]$/)
    fc.assert(
      fc.property(name, fc.nat(99_999), fc.nat(99_999), (key, before, after) => {
        fc.pre(before !== after)
        const expected = [{ name: key, from: String(before), to: String(after) }]
        expect(settingChanges(`@@ -1 +1 @@\n-${key}: ${before}\n+${key}: ${after}\n`)).toMatchObject(expected)
        expect(settingChanges(`${key}: ${before} -> ${after}`)).toMatchObject(expected)
      })
    )
  })

  it('never throws, nor hangs, on what anybody writes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(Array.isArray(settingChanges(text)) && Array.isArray(actionsIn(text))).toBe(true)
      })
    )
    const started = process.hrtime.bigint()
    actionsIn(`${'a '.repeat(50_000)}restarted ${'b.c-d '.repeat(50_000)}`)
    settingChanges(`${'key_'.repeat(20_000)}: ${'v '.repeat(20_000)}`)
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2000)
  })

  it('compares values with units', () => {
    expect(magnitudeOf('512Mi')).toBeLessThan(magnitudeOf('1Gi') ?? 0)
    expect(magnitudeOf('30s')).toBe(30)
    expect(magnitudeOf('500ms')).toBe(0.5)
    expect(magnitudeOf('soon')).toBeNull()
    expect(magnitudeOf('t3.small')).toBeLessThan(magnitudeOf('m5.xlarge') ?? 0)
  })
})

describe('what was done', () => {
  it.each([
    ['connection pool restarted with increased size: 15 connections', ['raise-limit', 'restart']],
    ['Manual intervention initiated: Database connection pool restart requested', ['restart']],
    ['manual intervention: terminating long-running connections', ['terminate']],
    ['terminating connection due to administrator command', ['terminate']],
    ['Rolled back checkout-api to 4.1.7', ['rollback']],
    ['Deployed version 4.2.0 of checkout-api', ['deploy']],
    ['Scaled deployment web from 3 to 9 replicas', ['scale-out']],
    ['Added 4 more app servers behind the balancer', ['scale-out']],
    ['Failed over to db-standby-2', ['failover']],
    ['feature flag new-search turned off', ['flag']],
    ['parameter "max_connections" changed to "400"', ['config']],
    ['Raised max_connections from 100 to 400', ['raise-limit']],
    ['rate limit lowered to 20 per minute', ['lower-limit']],
    ['Operator killed 14 sessions', ['terminate']]
  ])('%s', (text, kinds) => {
    expect(
      actionsIn(text)
        .map(({ kind }) => kind)
        .sort()
    ).toEqual(kinds)
    // The door is asked for lines with the coarse words only.
    expect(text).toMatch(new RegExp(coarseActionWords.replace('(?i)', ''), 'i'))
  })

  it('knows what it was done to', () => {
    expect(actionsIn('Raised max_connections from 100 to 400')).toMatchObject([
      { object: 'max_connections', before: '100', after: '400' }
    ])
    expect(actionsIn('connection pool restarted with increased size: 15 connections')).toContainEqual(
      expect.objectContaining({ kind: 'raise-limit', after: '15' })
    )
  })

  it.each([
    'Someone should restart the database',
    'have you tried restarted servers?',
    'Why not increase the pool to 50?',
    'The pool must be increased to 50',
    'We have not restarted anything yet',
    'restart failed: unit not found',
    'Transaction rolled back because it has been marked as rollback-only',
    'server process (PID 311) was terminated by signal 9: Killed',
    'Back-off restarting failed container',
    'We will roll back to 4.1.7 if this continues',
    'Response times increased to 9 seconds',
    'someone needs to check their connection pooling!',
    'errors reduced to 4 per minute'
  ])('is not "%s"', (text) => {
    expect(actionsIn(text)).toEqual([])
  })
})
