import { camelApart } from '../../domain/index.ts'
import type { RecordedChange } from './read-candidates.ts'

/** How a change stands to what is accused. */
export type ComponentMatch = 'itself' | 'dependency' | 'caller' | 'shared' | 'unsaid' | 'other'

const common = new Set(
  'the and for with from into onto not was are has have this that service services svc app application api server backend frontend module component system prod production staging select insert update delete where order group table query index key error errors requests request response issued behind over path name value null true false src main java kotlin python lib'.split(
    ' '
  )
)
const sharedWords =
  /\b(?:shared|common|libs?|library|libraries|sdk|platform|base[- ]image|framework|parent[- ]pom|core|service[- ]?mesh|sidecar|config[- ]?(?:server|map)|terraform|helm|cluster|network|dns|load ?balancer|all services|every service|fleet|kubernetes|k8s)\b/i

/** Words of a service's name that tell it from others: `payments-svc-7d4f9c-x2b4q` and `PaymentsService` are `payments`. */
export function serviceWords(name: string | null): Set<string> {
  return new Set(wordsOf(name ?? ''))
}

/** Telling words of a text: three letters and more, camel, snake and path cut apart, plural and singular made one. */
export function wordsOf(text: string): string[] {
  return camelApart(text)
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((word) => word.replace(/(?<=[a-z]{3})(?:service|svc)$/, ''))
    .filter((word) => word.length >= 3 && !common.has(word))
    .map((word) => word.replace(/(?<=[a-z]{3})s$/, ''))
}

export interface Surroundings {
  /** Words of the accused component. */
  readonly component: ReadonlySet<string>
  /** Known services with their words. */
  readonly services: ReadonlyMap<string, ReadonlySet<string>>
  /** Services that the component calls, at any depth, and that call it, from traces. */
  readonly dependencies: ReadonlySet<string>
  readonly callers: ReadonlySet<string>
  /** What is changed and never runs by itself, and is named by changes of the component: libraries that it is built of. */
  readonly libraries: ReadonlySet<string>
}

export interface Matched {
  readonly match: ComponentMatch
  /** Telling words that the change and the component share. */
  readonly shared: readonly string[]
}

/** How the change stands to the component: by its entity, its paths, and the names that it says. */
export function matchOf(change: RecordedChange, paths: readonly string[], around: Surroundings): Matched {
  const { component, services } = around
  const { entity, said } = wordsOfChange(change)
  const inPaths = new Set(paths.flatMap(wordsOf))
  const sharing = [...component].filter((word) => entity.has(word) || said.has(word) || inPaths.has(word))
  const found = (match: ComponentMatch): Matched => ({ match, shared: sharing })
  if ([...component].some((word) => entity.has(word))) return found('itself')
  const named = [...services]
    .filter(([, words]) => words.size > 0 && [...words].every((word) => entity.has(word)))
    .map(([name]) => name)
  if (named.some((name) => around.dependencies.has(name))) return found('dependency')
  if (named.some((name) => around.callers.has(name))) return found('caller')
  if (change.entity !== null && around.libraries.has(change.entity)) return found('shared')
  if (isShared(change, paths)) return found('shared')
  const isService = [...services.values()].some((words) => words.size > 0 && [...words].every((word) => component.has(word)))
  if (named.length > 0 && isService) return sharing.length > 0 ? found('dependency') : found('other')
  if (sharing.length > 0) return found('itself')
  return entity.size > 0 && isService ? found('other') : found('unsaid')
}

interface WordsOfChange {
  /** Of whose it is. */
  readonly entity: ReadonlySet<string>
  /** Of what it says and the files that it names. */
  readonly said: ReadonlySet<string>
}

const known = new WeakMap<RecordedChange, WordsOfChange>()

/** Of each change once: it is held against one component after the other. */
function wordsOfChange(change: RecordedChange): WordsOfChange {
  const earlier = known.get(change)
  if (earlier) return earlier
  const files = Object.entries(change.attributes).flatMap(([name, value]) => (/^files?/.test(name) ? wordsOf(value) : []))
  const said = wordsOf(`${change.title}\n${(change.content ?? '').slice(0, 20_000)}`)
  const words = { entity: new Set(placesOf(change).flatMap(wordsOf)), said: new Set([...said, ...files]) }
  known.set(change, words)
  return words
}

/** Whose the record says that the change is. */
function placesOf({ entity, attributes }: RecordedChange): string[] {
  const names = ['service', 'repo', 'repository', 'project', 'module', 'component', 'application', 'app', 'namespace', 'target']
  return [entity ?? '', ...names.flatMap((name) => attributes[name] ?? [])]
}

/** Is it a change of something that several services stand on: a library, the platform, the network? */
export function isShared(change: RecordedChange, paths: readonly string[] = []): boolean {
  const places = [...placesOf(change), ...paths].join(' ').replaceAll(/[_/.-]/g, ' ')
  return sharedWords.test(places) || sharedWords.test(change.title)
}
