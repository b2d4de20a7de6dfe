import { isLimitName, magnitudeOf, settingChanges } from '../../domain/index.ts'

export type ActionKind =
  | 'restart'
  | 'terminate'
  | 'raise-limit'
  | 'lower-limit'
  | 'scale-out'
  | 'rollback'
  | 'deploy'
  | 'config'
  | 'flag'
  | 'failover'

/** Something that was done to the system, as a text says it. */
export interface Action {
  readonly kind: ActionKind
  /** What it was done to, as written; null when the text does not say. */
  readonly object: string | null
  readonly before: string | null
  readonly after: string | null
}

const things = String.raw`(?:connections?|sessions?|process(?:es)?|quer(?:y|ies)|backends?|transactions?|pods?|jobs?|threads?|workers?|tasks?)`
const machines = String.raw`(?:instances?|nodes?|replicas?|pods?|servers?|workers?|hosts?|vms?|containers?|dynos?|shards?|app servers?)`

/** What was done, by the words that say so. The first group, when there is one, is the object. */
const deeds: readonly (readonly [ActionKind, RegExp])[] = [
  [
    'rollback',
    /\broll(?:ed|ing)?[ -]?back (?:of |to |the )?([\w.\-/ ]{2,40})|\brollback (?:complete[d]?|initiated|started|done|finished|succeeded)|\b(?:reverted|reverting) (?:to |commit |change |release |the |deploy(?:ment)? )*([\w.\-/]{2,40})|\brollback\b.{0,40}\b(?:complete[d]?|succeeded)/i
  ],
  [
    'failover',
    /\bfailed over\b(?: (?:from|to) ([\w.-]+))?|\bfail-?over (?:complete[d]?|initiated|started|triggered|performed|to )|\bpromoted? ([\w.-]+) (?:to|as) (?:the )?(?:primary|master|leader)|\bswitched over to ([\w.-]+)/i
  ],
  [
    'terminate',
    new RegExp(
      String.raw`\bterminat(?:ed|ing) (?:\w[\w-]* ){0,4}?(${things})\b|\bkill(?:ed|ing) (?:\w[\w-]* ){0,4}?(${things})\b|\bpg_(?:terminate|cancel)_backend\b|\b(${things}) (?:was |were |have been )?(?:all )?(?:killed|terminated)\b|\bterminating connection due to administrator command`,
      'i'
    )
  ],
  [
    'restart',
    /\b((?:[\w.-]+ ){0,3}[\w.-]+) (?:was |were |has been |have been )?(?:re-?started|rebooted|recycled|bounced)\b|\b(?:re-?started|rebooted|recycled|bounced) (?:the )?((?:[\w.-]+ ?){1,3})|\b((?:[\w.-]+ ){0,3}[\w.-]+) (?:restart|reboot)(?:ing)? (?:initiated|requested|started|complete[d]?|done|finished|triggered|in progress|performed)|\brolling restart (?:of |initiated|started|complete)/i
  ],
  [
    'scale-out',
    new RegExp(
      String.raw`\bscal(?:ed|ing) (?:out|up|in|down)?\b.{0,60}?\b(${machines})\b|\bscal(?:ed|ing) (?:out|up|in|down)\b|\b(?:added|adding|launched|provisioned) (?:\d+|an?|one|two|three|four|six|eight|ten|more|extra|another|additional)(?: \w+){0,2} (${machines})\b|\bscaled up replica set\b|\b(replicas) (?:set|changed|increased|raised) `,
      'i'
    )
  ],
  [
    'flag',
    /\b(?:feature[ -]?)?(?:flag|toggle|switch) ["'`]?([\w.-]+)["'`]? (?:was |has been |is now )?(?:turned |switched |set (?:to )?)?(?:on|off|enabled|disabled|true|false|toggled)\b|\b(?:enabled|disabled|turned (?:on|off)|toggled|switched (?:on|off)) (?:the )?(?:feature[ -]?)?(?:flag|toggle) ["'`]?([\w.-]+)/i
  ],
  [
    'deploy',
    /\b(?:re-?)?deployed (?:version |release |build |the )*([\w.\-/]+)|\b([\w.\-/]+) (?:was |has been )?(?:re-?deployed|rolled out)\b|\bdeploy(?:ment)? (?:of [\w.\-/]+ )?(?:complete[d]?|finished|succeeded|started)|\b(?:hot-?fix|patch) (?:was |has been )?(?:applied|installed|released|deployed)\b/i
  ],
  [
    'config',
    /\bconfig(?:uration)?(?: file)? (?:was |has been )?(?:changed|updated|reloaded|applied|pushed)|\b(?:changed|updated|applied|pushed|reloaded) (?:the )?(?:new )?config(?:uration)?\b|\breceived SIGHUP, reloading|\bparameter ["']?([\w.]+)["']? changed to|\bALTER SYSTEM SET (\w+)|\b(?:cache|caches) (?:was |were )?(?:flushed|cleared|purged)|\b(?:flushed|cleared|purged) (?:the )?((?:\w+ )?cache\w*)|\b(?:blocked|banned|blacklisted|throttled|rate[- ]limited) (?:the )?(?:ip|client|user agent|crawler|address|range|subnet|partner|bot)\b/i
  ]
]

const raised = /\b(?:increased|raised|bumped|upped|doubled|tripled|quadrupled|expanded|extended|enlarged|boosted)\b/i
const lowered = /\b(?:reduced|lowered|decreased|cut|halved|shrunk|tightened|smaller)\b/i
/** Nouns that name a limit, the more telling first. */
const limitNouns = [
  /\b(?:connection |thread |worker )?pool(?: size)?\b/i,
  /\b(?:heap|memory|quota|rate limit|time-?outs?|concurrency|queue|cpus?)\b/i,
  /\b(?:limits?|max(?:imum)?(?: [\w-]+)?|capacity|buffers?)\b/i,
  /\b(?:connections?|threads?|workers?|size)\b/i
]

/** Words that make a deed a wish, a plan, a failure or a question: it was not done. */
const notDone =
  /\b(?:should|could|would|might|must|shall|may|need(?:s|ed)? to|have to|has to|ought|suggest\w*|recommend\w*|advise\w*|propos\w*|please|consider\w*|try(?:ing)? to|tried to|plan(?:s|ned|ning)? (?:to|for)|going to|want(?:s|ed)? to|will|if|when(?:ever)? (?:we|you)|let's|can (?:you|we|someone)|why (?:not|don't)|unless|not|n't|never|cannot|failed to|unable to|refus\w+|await\w*|pending|schedul(?:ed|ing) (?:for|to)|before we|hasn't|haven't|no one|nobody|todo|as soon as)\b/i

/** What software does by itself all day long, in words that sound like an intervention. */
const notByHand: Partial<Record<ActionKind, RegExp>> = {
  rollback: /\btransactions?\b|\btx\b|\bsavepoint\b|\bsession\b/i,
  terminate: /\bby signal\b|\btime-?out\b|\btimed out\b|\bidle\b(?!.*\b(?:operator|manual|admin))|\boom\b|\bout of memory\b/i,
  restart: /\bback-?off\b|\bOOM|\bcrash\w*|\btransaction\b|\bmax[_ -]requests\b|\bcounter is at\b|\b\d+ times\b/i,
  deploy: /\bweb application (?:directory|archive)\b/i
}

/** Coarse words that every deed has one of: keeps the door from sending whole logs. RE2. */
export const coarseActionWords =
  '(?i)restart|reboot|recycl|bounc|terminat|kill|increas|rais|bump|upped|doubl|tripl|expand|extend|enlarg|reduc|lower|decreas|halv|shrunk' +
  '|roll(ed|ing)?[ -]?back|revert|deploy|rolled out|scal(ed|ing)|added|launched|provision|fail(ed)?[ -]?over|promot|switched' +
  '|flag|toggle|config|sighup|alter system|flush|clear|purge|block|ban|throttl|hot-?fix|patch|chang|boost|fail-?over|->|=>'

/** Anybody writes what is read here, and these patterns look back: no sentence is longer than they can afford. */
const maxSentence = 300
const maxText = 8_000

/** What a text says was done. Only deeds: "should be restarted", "restart failed" and questions are none. */
export function actionsIn(text: string): Action[] {
  const found: Action[] = []
  for (const whole of text.slice(0, maxText).split(/(?<=[.!?])\s+(?=[A-Z"])|\n+/)) {
    const sentence = whole.slice(0, maxSentence)
    if (
      /\?\s*["']?$/.test(sentence) ||
      /\b(?:restart|rollback|failover|deploy(?:ment)?|scaling|termination) (?:has )?(?:failed|aborted|rejected|timed out)/i.test(
        sentence
      )
    )
      continue
    found.push(...limitActions(sentence))
    for (const [kind, pattern] of deeds) {
      const match = pattern.exec(sentence)
      if (!match || !isDone(sentence, match.index) || notByHand[kind]?.test(sentence)) continue
      const object =
        match
          .slice(1)
          .find((part) => part !== undefined)
          ?.trim() ?? null
      if (!found.some((one) => one.kind === kind)) found.push({ kind, object, before: null, after: numberAfter(kind, sentence) })
    }
  }
  return found
}

/** Was the deed at this place done? What stands up to eight words before it decides. */
function isDone(sentence: string, at: number): boolean {
  const before = sentence.slice(0, at).split(/\s+/).slice(-8).join(' ')
  const inside = sentence
    .slice(at, at + 60)
    .split(/\s+/)
    .slice(0, 4)
    .join(' ')
  return !notDone.test(before) && !/\b(?:should|could|must|to) be\b|\bnot\b|n't\b/i.test(inside)
}

function limitActions(sentence: string): Action[] {
  const found: Action[] = []
  for (const { name, from, to } of settingChanges(sentence)) {
    const [a, b] = [magnitudeOf(from), magnitudeOf(to)]
    // More machines are told as such below.
    if (/\bscal(?:ed|ing)\b/i.test(sentence) && new RegExp(`^${machines}$`, 'i').test(name)) continue
    if (!isLimitName(name) || a === null || b === null || a === b || !isDone(sentence, sentence.indexOf(name))) continue
    found.push({ kind: b > a ? 'raise-limit' : 'lower-limit', object: name, before: from, after: to })
  }
  if (found.length > 0) return found
  for (const [kind, verb] of [
    ['raise-limit', raised],
    ['lower-limit', lowered]
  ] as const) {
    const match = verb.exec(sentence)
    if (!match || !isDone(sentence, match.index)) continue
    const around = sentence.slice(Math.max(0, match.index - 60), match.index + match[0].length + 60)
    const rest = sentence.slice(match.index)
    const after = /\bto\s+(\d[\w.%]*)|\b(?:size|limit|max\w*|capacity|connections|threads|workers)\s*[:=(]?\s*(\d+)/i
      .exec(rest)
      ?.slice(1)
      .find((part) => part !== undefined)
    const noun = limitNouns.map((pattern) => pattern.exec(around)?.[0]).find((found) => found !== undefined)
    if (noun && after !== undefined) {
      found.push({ kind, object: noun, before: /\bfrom\s+(\d[\w.%]*)/i.exec(rest)?.[1] ?? null, after })
    }
  }
  return found
}

function numberAfter(kind: ActionKind, sentence: string): string | null {
  if (kind !== 'scale-out') return null
  return /\b(?:to|=|added|launched|provisioned)\s*(\d+)\b/i.exec(sentence)?.[1] ?? null
}
