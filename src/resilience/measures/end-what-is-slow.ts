import type { Engine } from '../database/engine.ts'
import type { KindsOfMeasure } from './kind.ts'

const statementTimeouts: Record<Engine, readonly string[]> = {
  postgres: [
    "ALTER ROLE <application role> SET statement_timeout = '{timeout} ms'   -- or SET LOCAL in the one transaction that runs it",
    "ALTER ROLE <application role> SET idle_in_transaction_session_timeout = '10 s'"
  ],
  mysql: [
    'SET GLOBAL max_execution_time = {timeout}   -- milliseconds; it ends SELECT only',
    'SET GLOBAL innodb_lock_wait_timeout = 5   -- seconds, for statements that write'
  ],
  sqlserver: ['Set the command time-out of the client to {timeout} ms (the server has none), and SET LOCK_TIMEOUT {timeout}'],
  oracle: ['Set the query time-out of the client (JDBC setQueryTimeout), or a resource plan with a limit on elapsed time'],
  mongodb: ['Give the operation maxTimeMS({timeout})']
}

/** Measures that end what takes too long, or keep new calls away from it. */
export const endWhatIsSlow: KindsOfMeasure<'statement-timeout' | 'call-timeout' | 'wait-timeout' | 'circuit-breaker'> = {
  'statement-timeout': {
    effect: 'contains',
    horizon: 'now',
    title: 'Time-out on the statement',
    action: 'End the statement when it takes far longer than its usual runs do, so that it cannot keep what others need.',
    costs: 'Those whose runs were slow get an error at once instead of a late answer, or none: it protects everybody else.',
    who: 'application team with the database team',
    how: ({ engine }) => [
      ...(engine ? statementTimeouts[engine] : ['Set the statement time-out of the database or of its client to {timeout} ms']),
      'Catch the error where the statement is called, and answer with the page that says what still works'
    ],
    doneWhen:
      'a test runs the statement with an input that is slow and gets the error within the time-out, its connection given back'
  },
  'call-timeout': {
    effect: 'contains',
    horizon: 'now',
    title: 'Time-out on the call',
    action: 'End a call when it takes far longer than a healthy one, so that no worker waits for an answer that does not come.',
    costs: 'Calls that would have succeeded late fail: set it from the usual tail, not from hope.',
    who: 'application team',
    how: () => [
      'Set connect and read time-outs of the client separately; the read time-out to {timeout} ms',
      'Set the whole call’s deadline too: a time-out on each byte never ends a slow stream',
      'Pass the deadline on to what is called behind it'
    ],
    doneWhen: 'a test against a dependency that never answers gets the error within the time-out'
  },
  'wait-timeout': {
    effect: 'contains',
    horizon: 'now',
    title: 'Short wait for a connection or worker',
    action:
      'Let a request that does not get a connection soon fail soon: who waits longer than the usual work takes waits in vain.',
    costs: 'In trouble more requests fail, and all of them quickly; what held them up is not removed.',
    who: 'application team',
    how: () => [
      'Set the pool’s wait (connectionTimeout, pool_timeout, acquireTimeoutMillis …) to {wait-timeout} ms',
      'Answer its error with status 503, Retry-After and the page that says what still works'
    ],
    doneWhen: 'with all connections taken in a test, the next request is answered within the wait'
  },
  'circuit-breaker': {
    effect: 'contains',
    horizon: 'durable',
    title: 'Circuit breaker',
    action:
      'Stop calling what keeps failing or being slow, answer at once instead, and try one call now and then until it is well.',
    costs: 'While it is open nobody gets what stands behind it; it needs the answer for when it is missing.',
    who: 'application team',
    how: () => [
      'Use the breaker of the library that is there (resilience4j, Polly, opossum, gobreaker, pybreaker)',
      'Judge on at least {minimum} calls in half a minute; open when half of them fail or take longer than {timeout} ms; try again after half a minute',
      'Count its state as a metric, and alert when it opens'
    ],
    doneWhen: 'a test that makes the dependency fail sees the breaker open, calls answered at once, and closing after it is well'
  }
}
