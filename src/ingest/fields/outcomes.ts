/**
 * The HTTP status that says what a word of an outcome says, so that what failed can be counted alike. The order matters: the
 * more telling first.
 */
const outcomes: readonly (readonly [status: number, words: RegExp])[] = [
  [504, /^(?:(?:request|read|connect(?:ion)?|gateway|upstream|client|socket)?timedout|.*timeout|deadlineexceeded|expired)$/],
  [503, /^(?:unavailable|serviceunavailable|refused|connectionrefused|overload(?:ed)?|busy|circuitopen|shed|full|nocapacity)$/],
  [429, /^(?:throttled|ratelimited|toomanyrequests|limited|quotaexceeded|resourceexhausted)$/],
  [499, /^(?:cancell?ed|cancelled|clientclosed|disconnected|abandoned|reset)$/],
  [403, /^(?:den(?:y|ied)|forbidden|unauthori[sz]ed|declined?|permissiondenied|blocked|unauthenticated)$/],
  [404, /^(?:notfound|missing|unknownresource)$/],
  [400, /^(?:invalid|badrequest|invalidargument|malformed|reject(?:ed)?|failedprecondition)$/],
  [
    500,
    /^(?:err(?:or)?|fail(?:ed|ure)?|ko|nok|exception|internal|internalerror|servererror|abort(?:ed)?|crash(?:ed)?|fault|unknown|dataloss|notok|unsuccessful|fehler|erreur|echec|fallo|fout|virhe|blad)$/
  ],
  [
    200,
    /^(?:ok|okay|success(?:ful)?|succeeded|succes|completed?|done|pass(?:ed)?|good|fine|approved|accepted|served|erfolg(?:reich)?|reussi|exito|gelukt|normal|hit)$/
  ]
]

const known = new Map<string, number | null>()

/** The status that stands for an outcome in words (`OK`, `TIMEOUT`, `DEADLINE_EXCEEDED`); null for all other words. */
export function statusOfOutcome(text: string): number | null {
  const before = known.get(text)
  if (before !== undefined) return before
  const plain = text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
  const status = text.length > 40 || plain === '' ? null : (statusOfWord(plain) ?? statusOfParts(text))
  if (known.size < 1000) known.set(text, status)
  return status
}

const statusOfWord = (plain: string): number | null => outcomes.find(([, pattern]) => pattern.test(plain))?.[0] ?? null

/** `NO_ERROR`, `ERROR_NONE` */
const denial = /^(?:no|not|none|non|without|zero)$/

/** `DENY_ERR`, `AUTH-FAILED`, `orderRejected`: codes of somebody's own, whose last part says how it ended, else the first that says it. */
function statusOfParts(text: string): number | null {
  const parts = text
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean)
  if (parts.length < 2 || parts.length > 4 || /\s/.test(text.trim()) || parts.some((part) => denial.test(part))) return null
  const told = parts.toReversed().flatMap((part) => statusOfWord(part) ?? [])
  return told.find((status) => status >= 400) ?? null
}
