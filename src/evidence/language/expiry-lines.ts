import { wordsApart } from '../../domain/index.ts'
/** Something that came to its end: a date passed, or what there was of it used up. */
export type ExpiryKind =
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'tls-failed'
  | 'token-expired'
  | 'licence'
  | 'disk-full'
  | 'inodes-used-up'
  | 'file-handles-used-up'
  | 'connections-used-up'
  | 'quota-used-up'
  | 'rate-limited'
  | 'numbers-used-up'

export interface ExpiryLine {
  readonly kind: ExpiryKind
  /** What the line is about: a host, file system, quota; null where it does not say. */
  readonly subject: string | null
  /** The date of expiry as the line writes it. */
  readonly date: string | null
  /** Announced for a later time, not met: "expires in 14 days". */
  readonly ahead: boolean
}

/** Words one of which every such line has (RE2). */
export const coarseExpiryWords =
  '(?i)certificate|x509|\\bverify|CERT_|PKIX|CertPath|validity check|\\bssl|\\btls|handshake|expir|no longer valid|not (yet )?valid|licen[cs]e|no space|disk (is )?full|disk.?quota|ENOSPC|inode|too many (open files|connections|clients|requests)|EMFILE|ENFILE' +
  '|connection slots|max_?(user_)?connections|quota|too ?many ?requests|rate ?exceeded|limit.{0,40}(reached|exceeded|hit|used up)|out of credit|insufficient (credit|balance|quota)|rate.?limit|throttl|\\b429\\b|limit (has been |was )?(reached|exceeded|hit)|maximum value of sequence|out of range|overflow|ran out of|exhausted|wraparound|allowance'

/** What OpenSSL's X509_V_ERR numbers 9 and 10 and TLS's alert 45 say is said by the number alone in many logs. */
const kinds: readonly (readonly [ExpiryKind, RegExp])[] = [
  [
    'certificate-not-yet-valid',
    /certificate[^\n]{0,60}(?<!expired or (?:is )?)\bnot yet valid|not yet valid: current time \S+ is before|NotYetValid|CERT_NOT_YET_VALID|^(?=[\s\S]*\b(?:tls|ssl|x509|peer|depth|cert\w*|handshake)\b)[\s\S]*\bverif\w*[^\n]{0,30}\b(?:rc|code|err(?:or)?|num|result|status)[ :=]*(?:num[ :=]*)?9\b/i
  ],
  [
    'certificate-expired',
    /certificate[^\n]{0,80}\bexpire[sd]?\b|certificate is no longer valid|CERT_(?:HAS_)?EXPIRED|CertificateExpired|certificate has expired|validity check failed|\bNotAfter\b|sslv3 alert certificate expired|x509: certificate has expired|CERT_E_EXPIRED|CERT_DATE_INVALID|EXPIRED_CERTIFICATE|\balert (?:number|code)(?: is)?[ :=]*45\b|^(?=[\s\S]*\b(?:tls|ssl|x509|peer|depth|cert\w*|handshake)\b)[\s\S]*\bverif\w*[^\n]{0,30}\b(?:rc|code|err(?:or)?|num|result|status)[ :=]*(?:num[ :=]*)?10\b/i
  ],
  [
    'token-expired',
    /\b(?:access |refresh |bearer |id |api |auth\w* )?(?:token|jwt|api[ -]?key|credentials?|password|secret|session key|saml assertion|signing key)\b[^\n]{0,40}\b(?:has |have |is |are )?expired|ExpiredToken|TokenExpired|invalid_grant|jwt expired/i
  ],
  [
    'licence',
    /licen[cs]e[^\n]{0,60}(?:expir|exceed|invalid|limit|exhausted|reached|not valid|violation|no longer)|(?:no|out of|all) (?:\w+ )?licen[cs]es?(?: (?:available|left|in use))?/i
  ],
  ['inodes-used-up', /(?:no|out of|0) (?:free )?inodes|inodes?[^\n]{0,30}(?:exhausted|full|100 ?%)/i],
  [
    'file-handles-used-up',
    /too many open files|EMFILE|ENFILE|file (?:handles?|descriptors?)[^\n]{0,30}(?:exhausted|limit|used up)/i
  ],
  [
    'disk-full',
    /no space left|ENOSPC|(?:disk|volume|file ?system|partition|tablespace|drive)[^\n]{0,40}\b(?:is |at |was )?(?:full|100 ?%|exhausted|out of space)|not enough (?:disk )?space|could not (?:extend|write)[^\n]{0,60}(?:space|full)|disk quota exceeded|low disk space|insufficient storage/i
  ],
  [
    'numbers-used-up',
    /reached maximum value of sequence|nextval[^\n]{0,60}maximum|(?:integer|smallint|bigint|identity|auto.?increment|sequence|primary key|id)[^\n]{0,40}(?:out of range|overflow|exhausted)|out of range for type (?:integer|smallint|bigint)|transaction id wraparound/i
  ],
  [
    'connections-used-up',
    /too many (?:connections|clients)|connection slots|max_?(?:user_)?connections|connection limit (?:exceeded|reached)/i
  ],
  // What is granted for a period or an account, also where it is told by the number that refuses rates.
  [
    'quota-used-up',
    /\b(?:daily|weekly|monthly|hourly|yearly|account|plan|subscription|usage|contract)\b[^\n]{0,30}\b(?:limit|quota|allowance|cap|credits?)\b[^\n]{0,40}\b(?:reach|exceed|exhaust|used|hit|spent)|\b(?:limit|quota|allowance)\b[^\n]{0,40}\b(?:per|a|this) (?:day|week|month|hour|year)\b[^\n]{0,30}\b(?:reach|exceed|exhaust|used|hit|spent)|\b(?:out of|no|insufficient) (?:credits?|quota|balance|allowance)\b/i
  ],
  // What comes back at a stated time was granted until then.
  [
    'quota-used-up',
    /\b(?:quota|allowance|credits?|limit|plan)\b[^\n]{0,40}\b(?:used|spent|exhausted|consumed|reached|exceeded)\b[^\n]{0,60}\b(?:resets?|renews?|refills?|replenish\w*|next (?:day|week|month|billing))\b/i
  ],
  // What starts instances asks as often as it must: that it is refused is no effect of who asks them.
  [
    'quota-used-up',
    /(?=[\s\S]*(?:\b429\b|too ?many ?requests|rate[ -_]?limit|rate ?exceeded|throttl|LimitExceeded))[\s\S]*(?:pull(?:ing)? (?:the )?(?:image|manifest|layer)|\bpull rate\b|ImagePull|\/v2\/[\w./-]+\/(?:manifests|blobs)\/|docker (?:pull|hub)|RunInstances|CreateFleet|(?:launch|start|provision|create)\w* (?:an? |the |new )?(?:instances?|nodes?|vms?|machines?|pods?|containers?)\b|too many certificates)/i
  ],
  [
    'rate-limited',
    /too ?many ?requests|\brate ?exceeded|\b(?:refused|rejected|answered|failed)\b[^\n]{0,12}\b429\b|rate[ -_]?limit(?:ed|ing)?\b[^\n]{0,30}(?:exceed|reached|hit)?|\bthrottl(?:ed|ing)|ThrottlingException|\b(?:status|code|http|returned|responded with|response|got|error)[ =:]*429\b|\b429 too many/i
  ],
  [
    'quota-used-up',
    /quota[^\n]{0,40}(?:exceed|exhaust|reached|used up|full)|(?:exceed|exhaust|reached|used up|over)\w*[^\n]{0,40}(?:quota|allowance)|(?:daily|monthly|hourly|usage|plan|api|message|storage|subscription) (?:limit|cap|allowance)[^\n]{0,30}(?:exceed|reached|hit|used)|limit (?:has been |was )?(?:reached|exceeded)|RESOURCE_EXHAUSTED|QuotaExceeded/i
  ],
  [
    'tls-failed',
    /(?:ssl|tls)[^\n]{0,30}(?:handshake|alert|error|fail)|handshake (?:fail|error)|\bPKIX\b|\bx509\b|certificate (?:verify failed|unknown|untrusted|verification)|unable to (?:verify|get local issuer)/i
  ]
]

const date =
  /(?:not ?after|expire[sd]?(?: on| at| since)?|expir(?:y|ation)(?:[ _]?(?:date|time))?|valid (?:until|to|through|till)|is after|no longer valid (?:since|after))[ "'=:]*((?:\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?)|(?:[A-Z][a-z]{2},? )?(?:[A-Z][a-z]{2} +\d{1,2} \d{2}:\d{2}:\d{2}(?: [A-Z]{3,4})? \d{4}|\d{1,2} [A-Z][a-z]{2} \d{4}(?: \d{2}:\d{2}:\d{2}(?: [A-Z]{3,4})?)?))/i
const subjects: readonly RegExp[] = [
  /\bpull(?:ing)? (?:the )?(?:image|manifest|layer) [\\"'“]*([\w-]+(?:\.[\w-]+)+)\//i,
  /\b[a-z][a-z0-9+.-]{1,12}:\/\/(?:[^/@\s"']*@)?([\w.-]+)/i,
  /(?:certificate|cert|handshake|tls|ssl)\b[^\n]{0,30}\b(?:for|of|with|from|by) ["'“]?([\w*-]+(?:\.[\w-]+)+)/i,
  /\bCN ?= ?([\w*.-]+)/,
  /\b(?:file ?system|volume|partition|drive|disk|device|mount(?: point)?|tablespace|on) ["'“]?(\/[\w./-]*|[A-Z]:\\?)/i,
  /\b(?:sequence|quota|limit|licen[cs]e|role|database|user|bucket|token|key) (?:for |of |on )?["'“]([^"'”]{1,60})["'”]/i,
  /\b(?:quota|limit|licen[cs]e|allowance|rate[ -]?limit\w*)(?: (?:exceeded|reached|hit|exhausted|used up|has expired|expired))? (?:for|of|by|from|on) (?:the )?["'“]?(?!\w+ing\b)([\w][\w.-]*)/i,
  /\b(?:calls? to|calling|requests? to|response from|from|by) ["'“]?([\w-]+(?:\.[\w-]+)+)/i,
  /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD) ([\w-]+(?:\.[\w-]+)+)/
]
/** Settings, renewals and health checks name these things without any having come to its end. */
const harmless =
  /\b(?:renewed|renewal succeeded|was renewed|issued|rotated|installed|loaded|quota ok|not exceeded|no quota|(?:rate[ -]?limit\w*|throttl\w*) (?:enabled|disabled|configured|is set|set to)|cache expired|key expired|session expired|expired (?:keys|sessions|entries|cache)|handshake (?:complete|succe|done)\w*)\b|\brate[ -]?limit(?:ed|ing) (?:log|messages?|logging|lines?)\b|\b(?:messages?|log lines?|callbacks|printk)\b[^\n]{0,20}\b(?:suppressed|rate[ -]?limited)\b/i
const announced =
  /\b(?:will expire|expires? in|expiring (?:soon|in)|about to expire|days? (?:left|remaining|until)|due to expire|approaching|nearly|almost|(?:reach|hit)ing its)\b/i

const maxText = 1_500

/** Reads a line that the coarse words let through; null when nothing in it came (or comes) to its end. */
export function expiryLine(whole: string): ExpiryLine | null {
  const text = whole.slice(0, maxText)
  if (harmless.test(text)) return null
  // `daily_limit_reached`, `TooManyRequestsException`: codes are words written together.
  const words = wordsApart(text)
  const kind = kinds.find(([, pattern]) => pattern.test(text) || pattern.test(words))?.[0]
  if (kind === undefined) return null
  const subject = subjects.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined) ?? null
  return { kind, subject, date: writtenExpiry(text), ahead: announced.test(text) }
}

/** The date of expiry that a text states; null where it states none. */
export const writtenExpiry = (text: string): string | null => date.exec(text)?.[1] ?? null

/** A written date of expiry → ms since the epoch; in UTC when it names no zone. Null when it is no date. */
export function expiryMs(written: string): number | null {
  const zoned = /Z$|GMT|UTC|[+-]\d{2}:?\d{2}$/.test(written)
  const text = /^\d{4}-/.test(written) ? written.replace(' ', 'T').replace(/ ?(?:UTC|GMT)$/, 'Z') : written
  const ms = Date.parse(
    zoned ? text : /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : /^\d{4}-/.test(text) ? `${text}Z` : `${text} UTC`
  )
  return Number.isNaN(ms) ? null : ms
}
