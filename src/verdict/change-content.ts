import type { CauseCategory, Hypothesis } from '../domain/index.ts'

export interface ChangeText {
  readonly kind: string | null
  readonly title: string | null
  readonly content: string | null
}

/**
 * What a change must touch to produce each class of fault. A class that is not here is one that no change of the
 * service's own produces, or one whose changes cannot be told by their words.
 */
const touches: Partial<Record<CauseCategory, RegExp>> = {
  'inefficient-query':
    /\b(select|join|where|order by|group by|index(es)?|query|queries|sql|repository|dao|orm|criteria|fetch|limit\s+\d|pagina\w*|search|filter|schema|migration|statistics|analy[sz]e|plan|added|inserted|imported|published|loaded|backfill\w*|rows|records)\b/i,
  'query-amplification':
    /\b(lazy|eager|fetch|n\+1|loop|for\s*\(|foreach|each|map\(|batch|query|queries|repository|dao|orm|call)\b/i,
  'lock-contention':
    /\b(lock\w*|for update|transaction\w*|isolation|alter table|create index|vacuum|migration|update|delete|mutex|synchroni[sz]ed)\b/i,
  'cache-failure': /\b(cache\w*|ttl|expir\w*|evict\w*|redis|memcache\w*|key)\b/i,
  'slow-dependency': /\b(timeout\w*|time-out\w*|client|endpoint|url|http|upstream|gateway|provider)\b/i,
  'retry-storm': /\b(retr(y|ies)\w*|back-?off|timeout\w*)\b|\battempts?\s*[:=]/i,
  'memory-leak': /\b(cache|map|list|buffer|static|listener|session|heap|memory|retain\w*|append|push)\b/i,
  'resource-leak': /\b(close\w*|release\w*|connection\w*|handle\w*|stream|pool|finally|using|dispose|thread\w*)\b/i,
  'batch-interference': /\b(job|cron|schedul\w*|batch|backup|report|export|import|vacuum|reindex)\b/i,
  misconfiguration:
    /\b(max\w*|min\w*|limit\w*|pool\w*|size|timeout\w*|threads?|workers?|connections?|config\w*|flag\w*|feature\w*|enabled?|disabled?|quota|threshold\w*)\b/i,
  'expired-certificate': /\b(cert\w*|tls|ssl|x509|trust\w*|key ?store)\b/i,
  'network-fault':
    /\b(dns|nameservers?|resolvers?|dhcp|route\w*|firewall|subnet|proxy|network|mtu|security group|load ?balancer)\b/i
}

/** Words that a name shares with too many changes to mean anything. */
const commonWords = new Set(
  'select from where join left right inner outer group order limit insert update delete into values with have this that then when null true false http https post put patch query table index search service controller request response api get the and for are not was behind over issued by'.split(
    ' '
  )
)

/**
 * Whether what the change contains can produce the fault: it touches what the class needs, and the component that is
 * accused. A code defect or data defect is convicted only by touching the component. A change without content convicts
 * by its title alone, and a title without either does not.
 */
export function canProduce(hypothesis: Pick<Hypothesis, 'category' | 'component' | 'subject'>, change: ChangeText): boolean {
  const text = `${change.title ?? ''}\n${change.content ?? ''}`
  const touched = touches[hypothesis.category]
  if (touched && !touched.test(text)) return false
  const names = namesOf(
    `${hypothesis.component} ${hypothesis.subject.operation ?? ''} ${hypothesis.subject.entity ?? ''} ${hypothesis.subject.series ?? ''}`
  )
  const said = new Set(namesOf(text))
  return names.some((name) => said.has(name))
}

/** Words of four letters and more, camel, snake and path cut apart, plural and singular made one. */
export function namesOf(text: string): string[] {
  const words = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
  return words.filter((word) => word.length >= 4 && !commonWords.has(word)).map((word) => word.replace(/(?<=[a-z]{3})s$/, ''))
}
