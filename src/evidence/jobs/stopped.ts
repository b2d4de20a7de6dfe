/** Somebody's word, or the command he gave, that what runs is to stop: also by the short flag that so many tools have for it. */
const stops =
  /\b(?:stop(?:s|ped|ping)?|paus(?:e|es|ed|ing)|suspend(?:s|ed|ing)?|cancel(?:s|l?ed|l?ing)?|abort(?:s|ed|ing)?|kill(?:s|ed|ing)?|halt(?:s|ed)?|interrupt(?:s|ed)?|terminat(?:e|es|ed|ing))\b/i
const command = /\bCOMMAND=|\bCMD\b|(?:^|\s)[$#] |\bran\b|(?:^|\s)sudo\b/
const stopFlag = /\s(?:-[psk]|--(?:stop|pause|cancel|abort|kill))(?=\s|$)/
/** What is only planned, asked, or was not so stops nothing. */
const onlySaid = /\b(?:not|never|should|will|would|could|can|may|might|before|until|unless|planned?|if|why|who)\b|\?/i

/** Words (RE2) that a line which stops something has: keeps the door from sending whole logs. */
export const coarseStopWords =
  '(?i)(\\bstop|\\bpaus|\\bsuspend|\\bcancel|\\babort|\\bkill|\\bhalt|\\binterrupt|\\bterminat|COMMAND=.*\\s-(p|s|k|-stop|-pause|-cancel|-abort|-kill)\\b)'

/** Words of a name, without those that every job may have. */
const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length >= 3 && !common.test(word))
const common = /^(?:jobs?|tasks?|batch|cron|service|timer|run|daily|nightly|weekly|monthly|hourly|the|and|for|all|usr|bin|sbin)$/

/**
 * Whether a line tells that the job of this name was stopped: it says so or gives the command, and names the job by two words
 * of its name, or by the only one that it has.
 */
export function stopsJob(message: string, name: string): boolean {
  const text = message.slice(0, 400)
  const isStop = command.test(text) ? stops.test(text) || stopFlag.test(text) : stops.test(text) && !onlySaid.test(text)
  if (!isStop) return false
  const words = [...new Set(wordsOf(name))]
  const said = new Set(wordsOf(text))
  return words.length > 0 && words.filter((word) => said.has(word)).length >= Math.min(2, words.length)
}
