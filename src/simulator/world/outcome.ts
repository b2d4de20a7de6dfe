/** Why a request failed, taken apart: `wait-timeout:pool@web-1` → kind `pool-timeout`, subject `web-1`. */
export interface Failure {
  readonly kind:
    | 'pool-timeout'
    | 'refused'
    | 'worker-timeout'
    | 'proxy-timeout'
    | 'lock-timeout'
    | 'call'
    | 'statement'
    | 'code'
    | 'interrupted'
    | 'no-instance'
    | 'other'
  readonly subject: string
  readonly message: string
}

export function failureOf(reason: string | null): Failure | null {
  if (reason === null) return null
  const [head = '', subject = '', ...rest] = reason.split(':')
  const message = rest.join(':')
  if (head === 'wait-timeout' || head === 'rejected') {
    const [what, at = subject] = subject.split('@')
    const kind =
      what === 'pool'
        ? 'pool-timeout'
        : subject.startsWith('lock')
          ? 'lock-timeout'
          : head === 'rejected'
            ? 'refused'
            : 'worker-timeout'
    return { kind, subject: at, message }
  }
  if (head === 'client-timeout') return { kind: 'proxy-timeout', subject: '', message: '' }
  if (head === 'call') return { kind: 'call', subject, message }
  if (head === 'sql') return { kind: 'statement', subject, message }
  if (head === 'code') return { kind: 'code', subject: '', message: reason.slice('code:'.length) }
  if (head === 'interrupted') return { kind: 'interrupted', subject: '', message: reason.slice('interrupted:'.length) }
  if (head === 'no-instance') return { kind: 'no-instance', subject: '', message: '' }
  return { kind: 'other', subject: head, message: reason }
}

const statuses: Record<Failure['kind'], number> = {
  'pool-timeout': 500,
  refused: 503,
  'worker-timeout': 504,
  'proxy-timeout': 504,
  'lock-timeout': 500,
  call: 502,
  statement: 500,
  code: 500,
  interrupted: 502,
  'no-instance': 503,
  other: 500
}

export function statusOf(failure: Failure | null, method: string): number {
  return failure === null ? (method === 'POST' ? 201 : 200) : statuses[failure.kind]
}
