import type { Appointment } from './appointment.ts'
import { drawDuration } from './distribution.ts'
import type { Draw, EndedRequest, RequestAttributes, SystemView, WorkClass } from './model.ts'
import { createProcess, type Plant, type Process } from './process.ts'
import type { Random } from './random.ts'
import type { Recorder } from './recorder.ts'
import type { RetryBudget } from './retry-budget.ts'

/** A class of work while it runs. */
export interface RunningClass {
  readonly spec: WorkClass
  readonly recorder: Recorder
  readonly retries: RetryBudget
  /** The seed of a request's own stream, by its number in the class. */
  readonly seedOf: (number: number) => number
  arrived: number
  inFlight: number
  ended: number
}

/** What all attempts of a run share. */
export interface Floor {
  readonly plant: Plant
  readonly system: SystemView
  readonly trace: boolean
  /** Those under way. */
  readonly live: Set<Attempt>
  /** Those that ended, when the run is traced. */
  readonly requests: EndedRequest[]
  launch(className: string, attributes: RequestAttributes, attempt: number, root: number): void
}

/** Adds what is missing. */
function complete(attributes: RequestAttributes, drawn: RequestAttributes): void {
  for (const name in drawn) attributes[name] ??= drawn[name] ?? null
}

/** One attempt of one request, from its arrival to its end; also what the model's functions see of it. A class, because there are many. */
export class Attempt implements Draw {
  readonly id: number
  readonly root: number
  readonly className: string
  readonly attempt: number
  readonly attributes: RequestAttributes
  readonly random: Random
  readonly system: SystemView
  readonly arrivedAt: number
  #clientGaveUpAt: number | null = null
  #patience: Appointment | null = null
  readonly #process: Process
  readonly #kind: RunningClass
  readonly #floor: Floor

  constructor(
    id: number,
    root: number,
    attempt: number,
    given: RequestAttributes | null,
    kind: RunningClass,
    floor: Floor,
    random: Random
  ) {
    const { spec } = kind
    this.id = id
    this.root = root
    this.className = spec.name
    this.attempt = attempt
    this.attributes = { ...given }
    this.random = random
    this.system = floor.system
    this.arrivedAt = floor.plant.calendar.now()
    this.#kind = kind
    this.#floor = floor
    if (attempt === 1 && spec.attributes) complete(this.attributes, spec.attributes(this))
    kind.recorder.arrived(this.arrivedAt, attempt)
    kind.inFlight++
    if (attempt === 1) kind.retries.earn()
    this.#process = createProcess(spec.steps, this, floor.plant, floor.trace, (reason) => this.#served(reason))
  }

  get now(): number {
    return this.#floor.plant.calendar.now()
  }

  get request(): this {
    return this
  }

  start(): void {
    const { client } = this.#kind.spec
    if (client?.timeoutMs !== undefined) {
      this.#patience = this.#floor.plant.calendar.at(this.arrivedAt + client.timeoutMs, () => this.#gaveUp())
    }
    this.#floor.live.add(this)
    this.#process.start()
  }

  /** As it stands: still in flight, or ended now. */
  describe(outcome: EndedRequest['outcome'], reason: string | null): EndedRequest {
    const { id, root, className, attempt, attributes, arrivedAt } = this
    const { visits } = this.#process
    return {
      id,
      root,
      className,
      attempt,
      attributes,
      arrivedAt,
      endedAt: this.now,
      outcome,
      reason,
      clientGaveUpAt: this.#clientGaveUpAt,
      visits
    }
  }

  /** The server is done with it. */
  #served(reason: string | null): void {
    const kind = this.#kind
    this.#patience?.cancel()
    this.#floor.live.delete(this)
    kind.inFlight--
    kind.ended++
    const ended = this.describe(reason === null ? 'completed' : 'failed', reason)
    kind.recorder.ended(ended)
    if (this.#floor.trace) this.#floor.requests.push(ended)
    if (this.#clientGaveUpAt === null) this.#goOn(ended)
  }

  #gaveUp(): void {
    this.#clientGaveUpAt = this.now
    if (this.#kind.spec.client?.cancels) this.#process.fail('client-timeout', true)
    this.#goOn(this.describe('failed', 'client-timeout'))
  }

  /** The client tries again, goes on with its journey, or leaves. */
  #goOn(ended: EndedRequest): void {
    const { spec, retries } = this.#kind
    const { calendar } = this.#floor.plant
    const { client } = spec
    if (ended.reason !== null && this.attempt < (client?.attempts ?? 1) && retries.spend()) {
      const pause = client?.backoff === undefined ? 0 : drawDuration(client.backoff, this)
      calendar.at(this.now + pause, () => this.#floor.launch(this.className, this.attributes, this.attempt + 1, this.root))
      return
    }
    const next = spec.next?.(ended, this)
    if (next) calendar.at(this.now + next.afterMs, () => this.#floor.launch(next.className, next.attributes, 1, 0))
  }
}
