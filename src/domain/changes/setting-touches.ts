import { camelApart } from '../words-apart.ts'
import type { CauseCategory } from '../taxonomy.ts'
import { isLimitName, isRelease, magnitudesOf, type SettingChange } from './setting-changes.ts'
import type { Touch } from './content-rules.ts'

const on = /^(?:true|on|enabled?|yes|1|100%?)$/i
const off = /^(?:false|off|disabled?|no|0|0%|none)$/i

/** Which way of a kind of setting does harm, and what harm. The first that fits the name decides. */
const kinds: readonly (readonly [
  RegExp,
  { readonly down?: readonly CauseCategory[]; readonly up?: readonly CauseCategory[]; readonly staysBounded?: true },
  string
])[] = [
  [/retr(?:y|ies)|attempts/, { up: ['retry-storm'], down: [] }, 'the number of tries'],
  [/back ?off|jitter|retry (?:delay|interval|wait)/, { down: ['retry-storm'], up: [] }, 'the pause between tries'],
  [
    /time ?out|deadline/,
    { down: ['misconfiguration', 'retry-storm'], up: ['slow-dependency', 'misconfiguration', 'lock-contention'] },
    'a time-out'
  ],
  [
    /(?:cache|redis|memcache).*|ttl|expir|max age/,
    // What is kept for a shorter time is asked for more often, of whoever counts it.
    // A larger bound is still one: of two changes, it is less likely the one which lets memory grow without end.
    { down: ['cache-failure', 'misconfiguration', 'quota-exhaustion'], up: ['memory-leak'], staysBounded: true },
    'a cache’s size or time to live'
  ],
  [
    /rate|throttl|quota|burst/,
    { down: ['misconfiguration', 'quota-exhaustion'], up: ['abusive-traffic'] },
    'a rate limit or quota'
  ],
  [/heap|xmx|memory|\bmem\b/, { down: ['misconfiguration', 'memory-leak'], up: ['misconfiguration'] }, 'memory'],
  // Whoever may ask for less at once takes less work.
  [
    /max ?page|page ?(?:limit|max)|max ?(?:rows|results)/,
    { up: ['inefficient-query', 'memory-leak'], down: [] },
    'a limit on rows'
  ],
  [
    /batch|chunk|page ?size|fetch ?size|prefetch/,
    { down: ['query-amplification'], up: ['batch-interference', 'inefficient-query', 'memory-leak'] },
    'a batch or page size'
  ],
  [
    /interval|period|every|frequency|cron|schedule/,
    { down: ['batch-interference', 'query-amplification'], up: ['batch-interference'] },
    'a schedule'
  ],
  [
    /parallel|concurren|worker|thread|consumers?/,
    { down: ['misconfiguration'], up: ['batch-interference', 'misconfiguration', 'lock-contention'] },
    'how much runs side by side'
  ],
  [/log ?level|verbosity/, { up: ['misconfiguration'], down: ['misconfiguration'] }, 'logging']
]

/** What a setting that went from one value to another can produce. */
export function settingTouch({ name, from, to }: SettingChange): Touch | null {
  const words = camelApart(name)
    .replaceAll(/[_.\-/[\]]+/g, ' ')
    .toLowerCase()
  // A release that says from which version it comes is no setting.
  if (isRelease(to) && (from === null || isRelease(from))) return null
  // What a container asks for decides where it is put, not what it may have.
  if (/(?:^|\.)requests\.(?:memory|ephemeral-storage)$/.test(name)) return null
  const values = { old: from, new: to }
  const [a, b] = magnitudesOf(from, to)
  if (to !== null && (on.test(to) || off.test(to)) && (from === null || on.test(from) || off.test(from))) {
    const isOn = on.test(to)
    const told = switchedBy(words, isOn)
    const reason = `switches ${name} ${isOn ? 'on' : 'off'}`
    return {
      categories: [...told, 'misconfiguration', ...(isOn ? (['code-defect'] as const) : [])],
      reason,
      strength: told.length > 0 ? 3 : 2,
      ...values
    }
  }
  // Whoever reads the old name finds nothing, and falls back on what it was built with.
  if (to === null && from !== null && isLimitName(name))
    return { categories: ['misconfiguration'], reason: `takes away ${name}, which was ${from}`, strength: 2, ...values }
  const kind = kinds.find(([pattern]) => pattern.test(words))
  if (a !== null && b !== null && a !== b) {
    const way = b < a ? 'down' : 'up'
    if (!kind && !isLimitName(name)) return null
    const categories = kind ? (kind[1][way] ?? []) : way === 'down' ? (['misconfiguration'] as const) : []
    if (categories.length === 0) return null
    return {
      categories,
      reason: `${way === 'down' ? 'lowers' : 'raises'} ${name}${kind ? `, ${kind[2]}` : ''}`,
      strength: way === 'up' && kind?.[1].staysBounded ? 1 : 3,
      ...values
    }
  }
  if (/url|endpoint|host|addr|dns|server/.test(words))
    return {
      categories: ['misconfiguration', 'slow-dependency', 'network-fault'],
      reason: `points ${name} elsewhere`,
      strength: 3,
      ...values
    }
  if (/cert|tls|ssl|keystore|truststore/.test(words))
    return { categories: ['expired-certificate', 'misconfiguration'], reason: `changes ${name}`, strength: 3, ...values }
  if (kind && kind[2] !== 'memory') {
    const categories = [...new Set([...(kind[1].down ?? []), ...(kind[1].up ?? []), 'misconfiguration' as const])]
    return { categories, reason: `changes ${name}`, strength: 2, ...values }
  }
  return isLimitName(name) ? { categories: ['misconfiguration'], reason: `changes ${name}`, strength: 2, ...values } : null
}

/** A switch by its name: what the path that it opens or closes is about. */
function switchedBy(words: string, isOn: boolean): CauseCategory[] {
  const told: CauseCategory[] = []
  if (/cach|memo/.test(words) && !isOn) told.push('cache-failure')
  if (/index|search|quer|report|sort|filter|listing/.test(words) && isOn) told.push('inefficient-query')
  if (/lazy|per (?:item|row|record)|enrich|detail/.test(words) && isOn) told.push('query-amplification')
  if (/batch|bulk|prefetch|eager/.test(words) && !isOn) told.push('query-amplification')
  if (/retr/.test(words) && isOn) told.push('retry-storm')
  if (/breaker|time ?out|fallback|bulkhead/.test(words) && !isOn) told.push('slow-dependency', 'retry-storm')
  if (/rate|throttl|captcha|bot/.test(words) && !isOn) told.push('abusive-traffic')
  if (/job|batch|schedul|export|sync|import|backup/.test(words) && isOn) told.push('batch-interference')
  if (/lock|transaction|serial/.test(words) && isOn) told.push('lock-contention')
  if (/provider|gateway|external|remote|check|verif|lookup/.test(words) && isOn) told.push('slow-dependency')
  if (/debug|trace|verbose|profil|audit/.test(words) && isOn) told.push('misconfiguration')
  return told
}
