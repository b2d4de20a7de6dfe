/** How a call to another service failed, as far as a line says. */
export type CallFailure =
  | 'timeout'
  | 'refused'
  | 'dns'
  | 'tls'
  | 'reset'
  | 'unreachable'
  | 'rate-limited'
  | 'unavailable'
  | 'circuit-open'
  | 'error'

/** What a log line says of a call to another service. */
export interface CallLine {
  readonly peer: string | null
  readonly failure: CallFailure | null
}

/** Words one of which every line about a call has (RE2): keeps the door from sending whole logs. */
export const coarseCallWords =
  '(?i)time[d -]*out|deadline|refused|unreachable|reset by peer|unknown ?host|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|no such host|resol(ve|ution)|certificate|handshake|x509' +
  '|no (answer|reply) (in|within|after|for)|upstream|downstream|dependency|circuit|[a-z][a-z0-9+.-]+://|unavailable|too many requests|rate.?limit|\\bcall(ed|ing|s)?\\b|request(ed)? to|respon(se|ded|ds)|replied|did not answer|waiting for|bad gateway'

const failures: readonly (readonly [CallFailure, RegExp])[] = [
  [
    'dns',
    /UnknownHost|ENOTFOUND|EAI_AGAIN|no such host|name (?:or service not known|resolution)|could ?n[o']t (?:be )?resolve|(?:fail(?:ed|ure)|unable|error|timed? ?out)[^.]{0,30}\bresol(?:ve|ving|ution)|\bNXDOMAIN|SERVFAIL|getaddrinfo/i
  ],
  [
    'tls',
    /certificate|x509|\bPKIX\b|SSL(?:Handshake|Error|_error|Exception| handshake| routines)|TLS (?:handshake|alert|error)|CERT_(?:HAS_)?\w+|handshake (?:fail|error|timed)/i
  ],
  ['circuit-open', /circuit[ -]?breaker[^.]{0,60}\bopen|circuit (?:is )?open|CallNotPermitted/i],
  ['rate-limited', /too many requests|rate[ -]?limit(?:ed|ing| exceeded| reached)|\b429\b|throttl|quota exceeded/i],
  [
    'refused',
    /connection (?:to \S+ )?(?:was )?refused|ECONNREFUSED|refused (?:to connect|the connection|connection)|actively refused/i
  ],
  ['unreachable', /(?:host|network) (?:is )?unreachable|no route to host|EHOSTUNREACH|ENETUNREACH/i],
  [
    'timeout',
    /timed?[ -]?out|timeouts?\b|deadline ?exceeded|ETIMEDOUT|ESOCKETTIMEDOUT|did(?: not|n't) (?:answer|respond)|no (?:answer|response|reply) (?:from|in|within|after|for)/i
  ],
  [
    'reset',
    /connection reset|ECONNRESET|reset by peer|broken pipe|EPIPE|prematurely closed|socket hang ?up|unexpected EOF|server closed/i
  ],
  [
    'unavailable',
    /\b50[0234]\b|bad gateway|service unavailable|gateway time|is (?:down|unavailable|not available)|no (?:healthy|live) upstream/i
  ],
  ['error', /\b(?:fail(?:ed|ure|s)|error|exception|unable to|could not|cannot|rejected)\b|Exception\b|Error\b/i]
]

/** A name of something that is called: a host, a service, an address; perhaps with its port. */
const name = String.raw`\[?([A-Za-z\d][\w-]*(?:\.[\w-]+)*(?::\d{2,5})?)\]?`
/** Bare words before "timed out" are what was being done; names of others are written with a point, a dash, a digit or a noun. */
const qualified = String.raw`\[?([A-Za-z\d][\w-]*(?:\.[\w-]+)+(?::\d{2,5})?|[A-Za-z]\w*[-_]\w[\w-]*|[A-Za-z][\w-]*:\d{2,5}|[A-Za-z]\w*(?= (?:service|api|gateway|provider|server|backend|database)\b))\]?(?: (?:service|api|gateway|provider|server|backend|database))?`
const lead = String.raw`(?:the |our |upstream |downstream |external |remote |dependency |service |server |host |endpoint |api |provider )*["'\x60“<]?`
const peers: readonly RegExp[] = [
  new RegExp(String.raw`\bupstream: ?"\w+:\/\/(?:[^/@\s]*@)?([^/"\s]+)`, 'i'),
  new RegExp(String.raw`\bhost=["']([\w.-]+)["']`, 'i'),
  new RegExp(String.raw`\b[a-z][a-z0-9+.-]{1,12}:\/\/(?:[^/@\s"']*@)?(\[[^\]\s]+\]|[\w.-]+(?::\d+)?)`, 'i'),
  new RegExp(
    String.raw`(?:UnknownHostException: ?|ENOTFOUND |EAI_AGAIN |ECONNREFUSED |ETIMEDOUT |ECONNRESET |(?<![\w-])lookup |dial tcp )(?:lookup )?${name}`
  ),
  new RegExp(
    String.raw`\b(?:calls? to|calling|requests? to|requesting|connect(?:ion|ing|ed)? (?:to|with)|reach(?:ing)?|talk(?:ing)? to|resolve|resolving|resolution (?:of|for)|(?:response|reply|answer) from|(?:handshake|certificate) (?:with|for|of|from)|waiting for|sent to|posting to|fetch(?:ing|ed)? from|timeout (?:calling|from)|circuit ?breaker(?: for| of)?|refused by|limited by|throttled by) ${lead}${name}`,
    'i'
  ),
  new RegExp(
    String.raw`(?:timeout (?:on|to|for|of) )?${qualified}["'\x60”>]? (?:did(?: not|n't) (?:answer|respond)|responded|replied|returned (?:an? )?(?:error|status|http|[45]\d\d)|is (?:un)?(?:available|reachable|down)|refused|timed out|answered|(?:call|request) (?:took|failed|timed out|completed|succeeded))`,
    'i'
  ),
  // Who begins a line that ends without an answer: `geocode suggest gave no reply within 20 s`.
  new RegExp(
    String.raw`^([A-Za-z][\w.-]+)(?: [\w-]+){0,3}? (?:gave |sent |returned )?no (?:answer|response|reply) (?:in|within|after|for)\b`
  )
]

/** Words that stand where a name could and are none. */
const none =
  /^(?:\w*lock|a|an|there|still|got|get|gets|getting|received|we|i|you|no|was|had|have|has|after|the|it|did|not|its|this|that|be|and|or|to|for|in|after|from|lock|locks|connection|connections|request|requests|query|operation|task|job|thread|response|reply|answer|message|result|user|client|http|https|tcp|post|get|execute|server|host|service|upstream|call|line|pool|available|free|input|output|data|next|new|all|other|any|health|completion|method|function|api|idle|statement|transaction|\d+(?:ms|s|m)?)$/i

/** Anybody may write what is read here, and these patterns look back. */
const maxText = 1_500
/** Where an explanation of the error can be read: the address of a manual, whom nobody calls. */
const readUp =
  /\b(?:see|visit|refer to|read|docs?|documentation|manual|reference|help|more (?:info(?:rmation)?|details)|learn more)\b:? ?(?:also|at|here|on|under)?:? ?["'(<]?https?:\/\/[^\s"')>]+/gi
/** What names a call's client when the message does not name its other side: `PaymentsClient`. */
const clientLogger = /(?:^|[.$])(\w+?)(?:Http|Rest|Api|Grpc|Soap|Web)?(?:Client|Gateway|Adapter|Connector)$/

const readable = (whole: string): string => whole.slice(0, maxText).replaceAll(readUp, '')

/** How a call failed, by what is said of it where somebody else says whom it asked. @param graver "error" is a failure too */
export function failureIn(whole: string, graver: boolean): CallFailure | null {
  const text = readable(whole)
  const found = failures.find(([, pattern]) => pattern.test(text))?.[0] ?? null
  return found === 'error' && !graver ? null : found
}

/**
 * Reads a line that the coarse words let through. Null when it speaks of no call: neither another side is named nor is its
 * logger a client of one.
 */
export function callLine(whole: string, logger: string | null, graver: boolean): CallLine | null {
  const text = readable(whole)
  const failure = failureIn(text, graver)
  for (const pattern of peers) {
    const peer = pattern.exec(text)?.[1]?.replace(/[.:]$/, '')
    if (peer !== undefined && !none.test(peer)) return { peer: peer.toLowerCase(), failure }
  }
  const client = logger === null ? null : (clientLogger.exec(logger)?.[1] ?? null)
  return client === null ? null : { peer: client.toLowerCase(), failure }
}
