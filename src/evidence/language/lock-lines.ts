/** What a log line says about waiting for a lock. Null where it does not say. */
export interface LockLine {
  readonly kind: 'wait' | 'deadlock' | 'given-up' | 'conflict'
  readonly waitMs: number | null
  readonly waiter: string | null
  readonly holder: string | null
  readonly object: string | null
  readonly operation: string | null
  /** Whoever waits stands there still: how long it took in the end, the line cannot say. */
  readonly isOpen: boolean
}

/** Coarse words that every line about a lock has one of (RE2): keeps the door from sending whole logs. */
export const coarseLockWords =
  '(?i)sharelock|exclusivelock|still waiting for|deadlock|lock wait|lock time-?out|locktimeout|(optimistic|pessimistic)_?lock|stale(object|state)' +
  '|lockacquisition|cannotacquirelock|(could not|cannot|unable to|failed to) (obtain|acquire|get) (the |a |an )?[a-z_ -]{0,24}lock' +
  '|wait(ing|ed|s)? (for|on|to) (the |a |an )?([a-z_-]+ ){0,3}(lock|mutex|latch|semaphore)|blocked by (process|session|pid|transaction|thread)|lock (is )?held by|ORA-(00054|00060|30006)' +
  '|enq: ?T[XM]|row lock contention|LCK_M_|blocked process|lock request time out|metadata lock|waiting to lock|lock_time|waiting for table flush|SQL0?91[13]N?|SQLCODE[ =:]*-91[13]|database (table |schema )?is locked|SQLITE_(BUSY|LOCKED)|concurrencyfailure|serializ(e|ation) (access|failure)'

const kinds: readonly (readonly [LockLine['kind'], RegExp])[] = [
  ['deadlock', /\bdeadlock(?:ed|s)?\b|ORA-00060|SQL0?91[13]N?\b[^\n]*(?:reason code|rc)[ =:"]*2\b/i],
  [
    'given-up',
    /lock wait timeout exceeded|lock[ _-]?time-?out|lock request time out|ORA-(?:00054|30006)|LockTimeout|due to lock timeout|(?:could not|cannot|unable to|failed to) (?:obtain|acquire|get) (?:the |a |an )?[\w -]{0,24}lock|\bSQL0?91[13]N?\b|SQLCODE[ =:]*-91[13]|database (?:table |schema )?is locked|SQLITE_(?:BUSY|LOCKED)|LockAcquisition|CannotAcquireLock|PessimisticLock/i
  ],
  ['conflict', /Optimistic_?Lock|Stale(?:Object)?State|ConcurrencyFailure|serializ(?:e|ation) (?:access|failure)/i],
  ['wait', /./]
]

/** Anybody may write what is read here, and these patterns look back. */
const maxText = 1_500

/** Reads one record (its lines joined) that the coarse words let through; null when it only looks like one. */
export function lockLine(whole: string): LockLine | null {
  const text = whole.slice(0, maxText)
  if (
    /\b(?:no deadlocks?|deadlocks?[ =:]+0\b|deadlock (?:detector|detection) (?:started|enabled|disabled)|lock_time:? 0(?:\.0+)?\b)/i.test(
      text
    )
  )
    return null
  const kind = kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? 'wait'
  const first = (...patterns: readonly RegExp[]): string | null => {
    for (const pattern of patterns) {
      const found = pattern
        .exec(text)
        ?.slice(1)
        .find((part) => part !== undefined)
      if (found !== undefined) return found.trim()
    }
    return null
  }
  return {
    kind,
    isOpen: kind === 'wait' && stands.test(text) && !/\bacquired\b|\bgranted\b/i.test(text),
    waitMs: waitOf(text),
    waiter: first(
      /\bprocess (\d+) (?:still waiting|acquired|detected|avoided)/i,
      /\bProcess (\d+) waits for/,
      /\b(?:session|pid|spid|transaction|thread)[ =:#]*([\w-]+) (?:is |was )?(?:waiting|waits|blocked)/i
    ),
    holder: first(
      /\bblocked by (?:process|session|pid|transaction|thread|spid)?[ =:#]*([\w.-]+)/i,
      /Process(?:es)? holding the lock: ([\d, ]+)/i,
      /\b(?:lock (?:is )?held|held|owned|locked) by (?:process |session |pid |transaction |thread |the )?["'“]?([\w.@-]+)/i,
      /\bblocking[_ ]?(?:session|pid|process|transaction)[ =:]*([\w-]+)/i
    ),
    object: first(
      /\brelation "([^"]+)"/i,
      /\b(?:on|in|of) table [`"']?([\w.]+)/i,
      /\block (?:on|for) (?:the )?(?:row |table |record |resource |entity )*[`"'[]?([\w.:#/-]+)/i,
      /\bon (?:relation|transaction|tuple|object|page|extension of relation|advisory lock) (\[?[\w(),]+(?: of (?:relation|database) \d+)*)/i,
      /\b(?:mutex|latch|semaphore|monitor) [`"'<]?([\w.:-]+)/i,
      /\bwait(?:ing|ed|s)? (?:for|on|to acquire|to lock) (?:the |a |an )?(?:(?:shared|exclusive|write|read|row|table|distributed|metadata) )*lock [`"'<]?([\w.:/-]+)/i,
      /\bobject(?:name)?[ =:]+[`"']?([\w.]+)/i,
      // The statement that gave up, in brackets or behind a mark: what it writes is what it waited for.
      /[([:] ?(?:sql: ?)?(?:update|delete from|insert into) [`"']?([\w.]+)[`"']?(?= (?:set|where|values|\(|select)\b)/i
    ),
    operation: first(
      /\bSTATEMENT:\s*([^\n]+)/,
      /\b(?:statement|query|sql)[ =:]+["'[]?((?:select|insert|update|delete|merge|alter|lock|truncate)\b[^\n\]]*)/i,
      /\bwhile (updating|deleting|locking|inserting|rechecking)[^\n]*/i
    )
  }
}

/** Still, or just now. */
const stands = /\b(?:still|is|are|now|currently) (?:waiting|blocked)\b|\bwaits for\b/i

/** The wait that the line states, in ms. */
function waitOf(text: string): number | null {
  const match =
    /\b(?:after|waited|wait(?:ing)? (?:of|time|for)|wait_?time|blocked for|lock_time|elapsed|duration)[ =:]*(?:of |for |more than |over )?([\d.,]+)\s*(ms|milliseconds?|µs|us|s|sec|secs|seconds?|min|minutes?)?\b/i.exec(
      text
    )
  const number = Number((match?.[1] ?? '').replaceAll(',', '').replace(/\.$/, ''))
  if (!match?.[1] || Number.isNaN(number)) return null
  const unit = match[2]?.toLowerCase() ?? (/lock_time/i.test(match[0]) ? 's' : 'ms')
  if (unit.startsWith('ms') || unit.startsWith('milli')) return number
  if (unit === 'us' || unit === 'µs') return number / 1000
  return unit.startsWith('min') ? number * 60_000 : number * 1000
}
