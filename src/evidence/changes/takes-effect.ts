import { epochMsOf } from '../../domain/index.ts'
import type { RecordedChange } from './read-candidates.ts'
import { isShared, serviceWords } from './component-match.ts'

/** Since when a change acts, and how that is known. */
export interface Effect {
  readonly at: string | null
  readonly basis:
    | 'itself'
    | 'named by a deploy'
    | 'next deploy'
    | 'never deployed'
    | 'no deploy on record'
    | 'no time'
    | 'elsewhere'
  /** Place of the deploy that brought it. */
  readonly deploy: number | null
}

const leastSha = 7
/** So long does a commit seldom wait for its deploy. */
const longestWaitMs = 120 * 24 * 3_600_000

/**
 * Since when each change acts. A commit acts when it is deployed: by the deploy that names it (its hash, its release or
 * version), else by the next deploy of its service; where deploys of that service are recorded and none came after, it does
 * not act. What is no commit acts when it was made.
 *
 * @param component words of the accused service: a change of something shared acts there with its next deploy
 */
export function effectsOf(
  changes: readonly RecordedChange[],
  component: ReadonlySet<string>,
  libraries: ReadonlySet<string> = new Set()
): Effect[] {
  const deploys = changes.flatMap((change, i) =>
    isDeploy(change) && change.time !== null && !isElsewhere(change) ? [{ change, i }] : []
  )
  const texts = deploys.map(({ change }) =>
    [change.ref, change.title, change.content, ...Object.values(change.attributes)]
      .filter((part) => part !== null)
      .join('\n')
      .toLowerCase()
  )
  return changes.map((change): Effect => {
    const { time } = change
    if (time === null) return { at: null, basis: 'no time', deploy: null }
    if (isElsewhere(change)) return { at: null, basis: 'elsewhere', deploy: null }
    if (change.kind !== 'commit' || isDeploy(change)) return { at: time, basis: 'itself', deploy: null }
    if (deploys.length === 0) return { at: time, basis: 'no deploy on record', deploy: null }
    const names = namesOf(change)
    const later = deploys
      .map((deploy, place) => ({ ...deploy, text: texts[place] ?? '' }))
      .filter((deploy) => (deploy.change.time ?? '') >= time)
    const naming = later.find(
      ({ text, change: deploy }) => names.some((name) => mentions(text, name)) && reaches(change, deploy, component)
    )
    if (naming) return { at: naming.change.time, basis: 'named by a deploy', deploy: naming.i }
    const own = serviceWords(change.entity)
    const ofService = (deploy: RecordedChange): boolean => {
      const words = serviceWords(deploy.entity)
      if (words.size === 0 || overlaps(own, words)) return true
      // What is nobody's or everybody's comes to the accused service with its own next deploy.
      return (
        (own.size === 0 || isShared(change) || (change.entity !== null && libraries.has(change.entity))) &&
        (component.size === 0 || overlaps(component, words))
      )
    }
    const next = later.find(({ change: deploy }) => ofService(deploy))
    // A commit of a year ago was deployed long before the record of deploys begins.
    if (next && epochMsOf(next.change.time ?? time) - epochMsOf(time) > longestWaitMs)
      return { at: time, basis: 'no deploy on record', deploy: null }
    if (next) return { at: next.change.time, basis: 'next deploy', deploy: next.i }
    return deploys.some(({ change: deploy }) => ofService(deploy))
      ? { at: null, basis: 'never deployed', deploy: null }
      : { at: time, basis: 'no deploy on record', deploy: null }
  })
}

/** A deploy, also where its diff made it look like a commit. */
function isDeploy({ kind, attributes }: RecordedChange): boolean {
  return (
    kind === 'deploy' || (kind === 'commit' && Object.keys(attributes).some((name) => /^deploy|^environment$|^env$/i.test(name)))
  )
}

/** Made where no user is, or not carried through. */
function isElsewhere({ attributes }: RecordedChange): boolean {
  const value = (names: RegExp): string => Object.entries(attributes).find(([name]) => names.test(name))?.[1] ?? ''
  return (
    /^(?:stag(?:e|ing)|test\w*|dev\w*|qa|pre-?prod\w*|sandbox|uat|int)$/i.test(value(/^(?:env|environment|stage)$/i)) ||
    /^(?:failed|failure|cancell?ed|aborted|rejected|skipped|pending)$/i.test(value(/^(?:status|result|outcome|state)$/i))
  )
}

/** A change of something shared is brought to the accused service by a deploy of that service, or by one of its own. */
function reaches(change: RecordedChange, deploy: RecordedChange, component: ReadonlySet<string>): boolean {
  const to = serviceWords(deploy.entity)
  const own = serviceWords(change.entity)
  return component.size === 0 || to.size === 0 || overlaps(to, component) || overlaps(to, own)
}

/** What a deploy would call the commit: its hash, its release, its version with a dot in it. */
function namesOf({ ref, attributes }: RecordedChange): string[] {
  const values = ['release', 'version', 'tag', 'build', 'pull_request', 'pr'].flatMap((name) => attributes[name] ?? [])
  return [ref, ...values].flatMap((name) =>
    name !== null && (name.length >= leastSha || /\d\.\d/.test(name)) ? [name.toLowerCase()] : []
  )
}

function mentions(text: string, name: string): boolean {
  if (text.includes(name)) return true
  return /^[0-9a-f]{8,40}$/.test(name) && new RegExp(String.raw`\b${name.slice(0, leastSha)}[0-9a-f]*\b`).test(text)
}

function overlaps(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((word) => b.has(word))
}
