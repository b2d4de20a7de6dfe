/** What a log line says of a job: that it began or ended. */
export interface JobLine {
  readonly name: string
  readonly phase: 'start' | 'end' | 'failed'
  readonly durationMs: number | null
}

const work =
  'jobs?|tasks?|batch(?:es)?|backups?|exports?|imports?|sync(?:hronisation)?|re-?index(?:ing)?|vacuum|analy[sz]e|etl|migrations?|reports?|archiv\\w*|clean-?up|house-?keeping|purge|reconciliation|snapshot|dump|replication|rebuild|refresh|scan|feed|cron|schedul\\w*|checkpoint|maintenance|load|scrub|resilver(?:ing)?|compact(?:ion)?|defrag\\w*|trim|optimi[sz]e|mirror|rsync|integrity|verif\\w*'
const began =
  'created job|start(?:ed|ing|s)?|begin(?:s|ning)?|began|launch(?:ed|ing)?|running|execut(?:ing|ed)|triggered|kicked off'
const ended = 'complet(?:ed|e|es)|finish(?:ed|es)?|done|end(?:ed|s)?|succeeded|success(?:ful(?:ly)?)?'
const broke = 'fail(?:ed|s|ure)?|abort(?:ed)?|crash(?:ed)?|cancell?ed|terminated'

/** Coarse words that every such line has (RE2): keeps the door from sending whole logs. */
export const coarseJobWords =
  '(?i)(job|task|batch|backup|export|import|sync|re-?index|vacuum|analy[sz]e|etl|migration|report|archiv|clean-?up|house-?keeping|purge|reconcil|snapshot|dump|rebuild|refresh|scan|feed|cron|schedul|checkpoint|maintenance|scrub|resilver|compact|defrag|trim|optimi[sz]e|mirror|rsync|integrity|verif|CMD \\(|\\.(sh|py|pl|ps1|bat|cmd|sql)\\b)'
const phase = new RegExp(String.raw`\b(?:(${began})|(${ended})|(${broke}))\b`, 'i')
const aJob = new RegExp(String.raw`\b(?:${work})\b`, 'i')
const cron = /\bCMD \(\s*([^)]{2,160})\)/
/** A script by its name, which is all that many a log of a schedule writes: `rotate.sh start`. */
const script = /(?<![\w./-])[\w./-]*?([\w-]+\.(?:sh|py|pl|ps1|bat|cmd|sql))(?![\w/])/i
const maxText = 300

/**
 * Reads the start or end of a job out of a line: it must speak of a kind of job, in its words or in its logger's name, and of beginning
 * or ending. Null for others, and for threads, transactions and applications that start.
 */
export function jobLine(message: string, logger: string | null): JobLine | null {
  const text = message.slice(0, maxText)
  const command = cron.exec(text)?.[1]
  if (command) return { name: nameOfCommand(command), phase: 'start', durationMs: null }
  const last = (logger ?? '').split(/[.$/]/).at(-1) ?? ''
  const byLogger = /(?:job|task|batch|scheduler|cron|backup|worker)s?$/i.test(last)
  const match = phase.exec(text)
  if (
    !match ||
    (!aJob.test(text) && !byLogger && !script.test(text)) ||
    /\b(?:thread|transaction|application|server|web ?socket|request|connection|pool|listener)s?\b.{0,20}\b(?:start|complet|finish)/i.test(
      text
    )
  )
    return null
  const name = script.exec(text)?.[1]?.toLowerCase() ?? nameIn(text, match) ?? (byLogger ? last : null)
  if (name === null) return null
  const isEnd = match[2] !== undefined
  // "Batch run failed, 3 records" ends it; "started after a failed run" starts it: the first word decides.
  return {
    name,
    phase: match[1] !== undefined ? 'start' : isEnd ? 'end' : 'failed',
    durationMs: match[1] !== undefined ? null : durationIn(text)
  }
}

/** The job's name: quoted, named by `job=`, else the words around its kind; without numbers and dates, so that runs of one job agree. */
function nameIn(text: string, match: RegExpExecArray): string | null {
  const named =
    /\b(?:job|task|batch|name|unit)(?:_?name)?\s*[=:]\s*["']?([\w.:/-]{2,60})/i.exec(text)?.[1] ??
    /["'“`]([\w .:/-]{3,60})["'”`]/.exec(text)?.[1]
  if (named) return tidy(named)
  const before = text.slice(0, match.index)
  const after = text.slice(match.index + match[0].length)
  // "Nightly backup of orders started": what stands before; "Starting nightly backup of orders": what stands after.
  const said = aJob.test(before) ? before : after.split(/[.,;:(]| in \d| after \d| with | at \d/)[0]
  const words = tidy(said ?? '')
  return words.length >= 3 && aJob.test(said ?? '') ? words : null
}

function tidy(text: string): string {
  return text
    .replaceAll(/\b(?:the|a|an|scheduled job|has|was|is|been|run|for|successfully)\b/gi, ' ')
    .replaceAll(/[\d]{2,}[\dT:.-]*Z?|#\d+|\b\d\b/g, ' ')
    .replaceAll(/[^\p{L}\d._/-]+/gu, ' ')
    .trim()
    .toLowerCase()
    .split(' ')
    .slice(-5)
    .join(' ')
    .replaceAll(/^[-_.]+|[-_.]+$/g, '')
}

function nameOfCommand(command: string): string {
  const [program = command] = command
    .replace(/^(?:cd \S+ (?:&&|;) )?(?:\w+=\S+ )*(?:\/usr\/bin\/(?:env|flock|nice|ionice) (?:-\S+ )*)?/, '')
    .split(/\s+/)
  return program.split('/').at(-1) ?? program
}

function durationIn(text: string): number | null {
  const found =
    /\b(?:in|after|took|duration|elapsed|time)[ =:]*(\d[\d.,]*)\s*(ms|millis\w*|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b/i.exec(
      text
    )
  if (!found?.[1] || !found[2]) return null
  const number = Number(found[1].replaceAll(',', ''))
  const unit = found[2].toLowerCase()
  const factor =
    unit.startsWith('ms') || unit.startsWith('milli')
      ? 1
      : unit.startsWith('s')
        ? 1000
        : unit.startsWith('m')
          ? 60_000
          : 3_600_000
  return Number.isNaN(number) ? null : number * factor
}
