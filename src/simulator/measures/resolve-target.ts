import type { Subject } from '../../domain/index.ts'
import type { RouteStep } from '../scenario/service.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** The part of a scenario's service that an investigation's subject means. */
export interface Target {
  readonly statement: string | null
  readonly dependency: string | null
  /** Routes that run it, or that it is. */
  readonly routes: readonly string[]
}

/** Words of names in a text: what a fingerprint, a route or a log line keeps of the thing it tells of. */
const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .replaceAll(/:\w+(\+\d+)?|'[^']*'|\{[^}]*\}|<\*>|\b\d+\b/g, ' ')
      .split(/[^a-z_]+/)
      .filter((word) => word.length > 2)
  )

/** Share of common words among all of both (Jaccard 1901). */
function likeness(a: string, b: string): number {
  const [one, other] = [wordsOf(a), wordsOf(b)]
  const common = [...one].filter((word) => other.has(word)).length
  return common === 0 ? 0 : common / (one.size + other.size - common)
}

function best<T>(items: readonly T[], text: string, of: (item: T) => string, atLeast: number): T | null {
  const [first] = items.map((item) => ({ item, like: likeness(of(item), text) })).sort((a, b) => b.like - a.like)
  return first && first.like >= atLeast ? first.item : null
}

const runs = (steps: readonly RouteStep[], statement: string): boolean =>
  steps.some(
    (step) =>
      ('query' in step && step.query === statement) ||
      ('cache' in step && runs(step.miss, statement)) ||
      ('transaction' in step && runs(step.transaction, statement))
  )
const calls = (steps: readonly RouteStep[], dependency: string): boolean =>
  steps.some(
    (step) =>
      ('call' in step && step.call === dependency) ||
      ('cache' in step && calls(step.miss, dependency)) ||
      ('transaction' in step && calls(step.transaction, dependency))
  )

/** Finds what a subject means in the scenario by the words that both have; nothing where they have too few. */
export function resolveTarget({ service }: Scenario, subject: Subject | null): Target {
  const statement =
    subject?.population === 'statements' && subject.operation
      ? best(service.statements, subject.operation, ({ sql }) => sql, 0.5)
      : null
  const dependency = subject?.entity
    ? (service.dependencies.find(({ name, host }) => [name, host].some((each) => subject.entity?.includes(each))) ?? null)
    : null
  const route =
    subject?.operation && !statement
      ? best(service.routes, subject.operation, ({ method, target, log }) => `${method} ${target} ${log.done} ${log.start}`, 0.25)
      : null
  const routes = service.routes.filter(
    ({ id, steps }) =>
      id === route?.id || (statement && runs(steps, statement.id)) || (dependency && calls(steps, dependency.name))
  )
  return { statement: statement?.id ?? null, dependency: dependency?.name ?? null, routes: routes.map(({ id }) => id) }
}
