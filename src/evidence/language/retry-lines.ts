/** What a log line says about trying again. Null where it does not say. */
export interface RetryLine {
  /** Number of this attempt, 1 for the first; of a retry numbered n it is n + 1. */
  readonly attempt: number | null
  readonly of: number | null
  /** Wait before the next attempt, ms. */
  readonly backoffMs: number | null
  readonly gaveUp: boolean
}

/** Words one of which every line about retries has (RE2). */
export const coarseRetryWords =
  '(?i)\\bre-?(try|tries|tried|trying|attempt|send|sending|deliver|delivery|queued|submit)|\\battempts?\\b|\\btry \\d|giving up|gave up|back-?off|redeliver'

const maxText = 1_500
/** Settings and plans speak of retries without any being made; nor is a retried login of a person one. */
const speaksOf =
  /\b(?:retry policy|retry config|max_?retries ?[=:]|retries ?[=:] ?0\b|retry(?:ing)? (?:is )?(?:disabled|enabled)|no retr(?:y|ies)|without retr|login attempt|attempts? to (?:log|sign))/gi

/** Reads a line that the coarse words let through; null when no attempt is made, announced or given up in it. */
export function retryLine(whole: string): RetryLine | null {
  const text = whole.slice(0, maxText).replaceAll(speaksOf, '')
  const gaveUp =
    /giving up|gave up|(?:max(?:imum)?(?: number of)? )?(?:retries|attempts) (?:exceeded|exhausted|reached)|(?:exhausted|after) (?:all |max |\d+ )(?:retries|attempts)|retries exhausted/i.test(
      text
    )
  const numbered =
    /\b(attempt|try|retry|retrying|retries|redelivery|re-?attempt)(?:ing)?(?: number| no\.?| count)?[ #:=(]*(\d{1,3})(?: ?(?:\/|of|out of) ?(\d{1,3}))?\b(?! ?(?:ms|s\b|sec|milli|min))/i.exec(
      text
    )
  const again =
    /\bre-?(?:try(?:ing)?|tried|attempt(?:ing)?|send(?:ing)?|sent|deliver(?:y|ing)?|submitt?(?:ed|ing)?)\b|back(?:ing)?[ -]?off|will (?:try|retry)|try(?:ing)? again/i.test(
      text
    )
  if (!gaveUp && numbered === null && !again) return null
  const isAttempt = /^(?:attempt|try)$/i.test(numbered?.[1] ?? '')
  const number = numbered ? Number(numbered[2]) : null
  return {
    attempt: number === null ? null : isAttempt ? number : number + 1,
    of: numbered?.[3] === undefined ? null : Number(numbered[3]),
    backoffMs: backoffOf(text),
    gaveUp
  }
}

function backoffOf(text: string): number | null {
  const match =
    /(?:re-?try(?:ing)?|again|back(?:ing)?[ -]?off|sleep(?:ing)?|wait(?:ing)?|delay).{0,40}?\b(\d+(?:\.\d+)?) ?(ms|milliseconds?|s|secs?|seconds?)\b/i.exec(
      text
    )
  if (!match) return null
  return Number(match[1]) * (match[2]?.toLowerCase().startsWith('m') ? 1 : 1000)
}
