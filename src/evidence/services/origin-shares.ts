import type { MeasuredService } from './measured-services.ts'
import type { OwnErrors } from './own-errors.ts'
import type { TracedService } from './traced-origin.ts'

export const originKinds = ['time', 'way', 'failures', 'latency', 'errors', 'resources', 'lines'] as const
/** What speaks for a service: own time and way to it and failures begun in traces; latency and errors beyond its callees' and resources in metrics; own error lines. */
export type OriginKind = (typeof originKinds)[number]

/** Traces see where time and failures begin; metrics and lines see it from further off. */
const weights: Record<OriginKind, number> = { time: 3, way: 2, failures: 3, latency: 1.5, errors: 1, resources: 2, lines: 1.5 }

export interface Origin {
  readonly service: string
  /** 0–1, or null where the kind of source tells of no service. */
  readonly shares: Readonly<Record<string, number | null>>
  /** Weighted mean of the shares that there are. */
  readonly score: number
}

export interface Observed {
  readonly traced: ReadonlyMap<string, TracedService>
  readonly measured: ReadonlyMap<string, MeasuredService>
  readonly lines: ReadonlyMap<string, OwnErrors>
  /** Caller → callees. */
  readonly callees: ReadonlyMap<string, ReadonlySet<string>>
}

/** Added time below this part of what the traces took before is the wobble of an ordinary day. */
const leastAdded = 0.15
const leastFailures = 3

/** Which service each kind of source points to, as shares over services; the likeliest origin first. */
export function originsOf({ traced, measured, lines, callees }: Observed): Origin[] {
  const services = [...new Set([...traced.keys(), ...measured.keys(), ...lines.keys()])].sort()
  const usual = sum([...traced.values()].map(({ ownBefore, runs }) => (ownBefore ?? 0) * runs))
  const added = sum([...traced.values()].map(({ addedMs, wayMs }) => Math.max(0, addedMs) + wayMs))
  const isSlower = added > leastAdded * usual
  const value: Record<OriginKind, (service: string) => number> = {
    time: (service) => (isSlower ? Math.max(0, traced.get(service)?.addedMs ?? 0) : 0),
    way: (service) => (isSlower ? (traced.get(service)?.wayMs ?? 0) : 0),
    failures: (service) => traced.get(service)?.begun ?? 0,
    latency: (service) => beyondCallees(service, measured, callees, 'latency'),
    errors: (service) => beyondCallees(service, measured, callees, 'errors'),
    resources: (service) => Math.max(0, ...(measured.get(service)?.resources ?? []).map(({ strength }) => strength)),
    lines: (service) => linesBeyondCallees(service, lines, callees)
  }
  const least: Partial<Record<OriginKind, number>> = { failures: leastFailures, lines: leastFailures, resources: 0.2 }
  const columns = new Map(
    originKinds.map(
      (kind) =>
        [
          kind,
          normalised(
            services.map((service) => value[kind](service)),
            least[kind] ?? 0,
            kind === 'resources'
          )
        ] as const
    )
  )
  // Time on the way and own time are parts of one whole: neither may count as if it were all.
  const onTheWay = added > 0 ? sum([...traced.values()].map(({ wayMs }) => wayMs)) / added : 0
  const weightOf = (kind: OriginKind): number =>
    kind === 'time' ? weights.time * (1 - onTheWay) : kind === 'way' ? weights.time * onTheWay : weights[kind]
  return services
    .map((service, i): Origin => {
      const told = originKinds.filter((kind) => columns.get(kind) !== null && weightOf(kind) > 0.05)
      const whole = sum(told.map(weightOf))
      const share = (kind: OriginKind): number | null => columns.get(kind)?.[i] ?? null
      const score = whole === 0 ? 0 : sum(told.map((kind) => weightOf(kind) * (share(kind) ?? 0))) / whole
      return { service, shares: Object.fromEntries(originKinds.map((kind) => [kind, share(kind)])), score }
    })
    .sort((a, b) => b.score - a.score || (a.service < b.service ? -1 : 1))
}

/**
 * How much worse a service became than the worst of what it calls. Where nobody knows who calls whom, by how many times: what
 * waits for the origin adds the origin's time to its own, which was longer.
 */
function beyondCallees(
  service: string,
  measured: Observed['measured'],
  callees: Observed['callees'],
  what: 'latency' | 'errors'
): number {
  const of = (name: string): MeasuredService[typeof what] => measured.get(name)?.[what] ?? null
  const own = of(service)
  if (!own) return 0
  const added = (one: NonNullable<typeof own>): number => one.now - one.before
  if (callees.size === 0) {
    const times = own.before > 0 ? own.now / own.before : 1 + own.now
    return Math.max(0, times - 1) ** 1.5
  }
  const worst = Math.max(0, ...[...(callees.get(service) ?? [])].flatMap((callee) => of(callee) ?? []).map(added))
  return Math.max(0, added(own) - worst)
}

/** Who calls what fails says so as often: what its callees say is not its own. */
function linesBeyondCallees(service: string, lines: Observed['lines'], callees: Observed['callees']): number {
  const added = (name: string): number => lines.get(name)?.added ?? 0
  const below = Math.max(0, ...[...(callees.get(service) ?? [])].map(added))
  return Math.max(0, added(service) - below)
}

/** As shares of one; null when there is too little of it to share out. @param strongest shares of the strongest rather than of all */
function normalised(values: readonly number[], least: number, strongest: boolean): number[] | null {
  const whole = strongest ? Math.max(0, ...values) : sum(values)
  if (whole <= 1e-9 || (strongest ? whole : sum(values)) < least) return null
  if (!strongest) return values.map((value) => value / whole)
  // Of what departs strongly only the difference to the others tells: two full processors tell little.
  const squares = values.map((value) => value ** 2)
  return squares.map((value) => (value / sum(squares)) * Math.min(1, 2 * whole))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
