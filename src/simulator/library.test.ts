import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CauseCategory } from '../domain/index.ts'
import { emitters } from './emitters/index.ts'
import { listScenarios, loadScenario, makeIncident, Truth } from './index.ts'
import { whatWasSaid } from './people/said.ts'
import type { RouteStep } from './scenario/service.ts'

const names = listScenarios().map(({ name }) => name)
const repository = join(import.meta.dirname, '../..')
/** The whole library runs with INQUEST_TEST_ALL; two that differ in everything stand for it otherwise. */
const representative = ['library-half-term', 'parking-permits-lock']
const chosen = process.env['INQUEST_TEST_ALL'] ? names : representative

const queriesOf = (steps: readonly RouteStep[]): string[] =>
  steps.flatMap((step) => {
    if ('query' in step) return [step.query]
    if ('cache' in step) return queriesOf(step.miss)
    return 'transaction' in step ? queriesOf(step.transaction) : []
  })

describe('every scenario of the library', () => {
  it('is there in number and in kind', () => {
    const truths = names.map((name) => loadScenario(name).truth)
    expect(names.length).toBeGreaterThanOrEqual(24)
    expect(new Set(names.map((name) => loadScenario(name).service.title)).size).toBeGreaterThanOrEqual(10)
    expect(truths.some(({ status }) => status === 'no-incident')).toBe(true)
    expect(truths.some(({ status }) => status === 'undetermined')).toBe(true)
  })

  it('has controls enough that never asking for capacity does not pay: 35 to 40 of 100', () => {
    const suite = readFileSync(join(repository, 'evals/suites/controls.yaml'), 'utf8')
    const open = names.filter((name) => !name.startsWith('sealed-'))
    const isControl = (name: string): boolean =>
      suite.includes(`scenario: ${name},`) || loadScenario(name).truth.traps.some((trap) => trap.includes('no guilty'))
    const share = open.filter(isControl).length / open.length
    expect(share).toBeGreaterThanOrEqual(0.35)
    expect(share).toBeLessThanOrEqual(0.4)
  })

  it('leaves files of every kind that can be written', () => {
    const used = new Set(names.flatMap((name) => loadScenario(name).files.map(({ emitter }) => emitter)))
    expect(Object.keys(emitters).filter((emitter) => emitter !== 'brief' && !used.has(emitter))).toEqual([])
  })

  it('has one for each cause of the taxonomy', () => {
    const covered = new Set(names.flatMap((name) => loadScenario(name).truth.acceptCategories[0] ?? []))
    expect(CauseCategory.options.filter((category) => !covered.has(category))).toEqual([])
  })

  it.each(names)('%s hangs together', (name) => {
    const { service, faults, files, truth, ...scenario } = loadScenario(name)
    const routes = new Set(service.routes.map(({ id }) => id))
    const statements = new Set(service.statements.map(({ id }) => id))
    expect(scenario.name).toBe(name)
    expect(service.routes.flatMap(({ steps }) => queriesOf(steps)).filter((id) => !statements.has(id))).toEqual([])
    expect(service.routes.flatMap(({ next }) => next.map(({ route }) => route)).filter((id) => !routes.has(id))).toEqual([])
    expect(faults.flatMap((fault) => ('route' in fault ? [fault.route] : [])).filter((id) => !routes.has(id))).toEqual([])
    expect(files.map(({ emitter }) => emitter).filter((emitter) => !(emitter in emitters))).toEqual([])
    expect(truth.acceptCategories.length > 0).toBe(truth.status === 'determined')
    const paths = new Set([...files.map(({ path }) => path), scenario.brief?.path])
    expect(truth.keyEvidence.map(({ path }) => path).filter((path) => !paths.has(path))).toEqual([])
  })
})

describe.each(chosen)('%s', (name) => {
  const scenario = loadScenario(name)
  const { files, truth, world } = makeIncident(scenario, 11, { counterfactuals: false })
  const guilty = truth.status === 'determined'

  it('leaves evidence in the files that carries its truth', () => {
    expect(truth.keyEvidence.filter(({ matches }) => matches === 0)).toEqual([])
    expect(truth.keyEvidence.length).toBeGreaterThanOrEqual(truth.minimumKeyEvidence)
    expect((truth.firstHarm === null) === (truth.status === 'no-incident')).toBe(true)
  })

  it.runIf(guilty)('harms nobody before its cause, as the truth has it', () => {
    const onset = truth.onset === null ? -Infinity : Date.parse(truth.onset.time) - truth.onset.toleranceMinutes * 60_000
    expect(Date.parse(truth.firstHarm?.time ?? '')).toBeGreaterThanOrEqual(onset)
  })

  it('says nothing of how it was made', () => {
    const kinds = scenario.faults.map(({ kind }) => kind).filter((kind) => kind.includes('-'))
    const telltale = new RegExp([scenario.name, 'simulat', 'scenario', 'synthetic', ...kinds].join('|'), 'i')
    expect([...files].filter(([, { text }]) => telltale.test(text)).map(([path]) => path)).toEqual([])
    expect(
      [...files].filter(([, { text }]) => /\{(?:time|day|peak|lowest) [^}]*\}|undefined|NaN/.test(text)).map(([path]) => path)
    ).toEqual([])
  })

  it("obeys Little's law and loses no request", () => {
    const { run, requests, durationMs } = world
    for (const { totals } of Object.values(run.classes)) {
      expect(totals.completed + totals.failed + totals.inFlight).toBe(totals.arrived)
    }
    for (const { series } of Object.values(run.resources)) {
      expect(
        series.holders.every((held, i) => held <= Math.max(series.limit[i] ?? 0, series.limit[i - 1] ?? 0) + 1e-6 || i === 0)
      ).toBe(true)
    }
    // Mean in the workers (held and waited for) = arrivals × time in the workers, summed over the instances.
    const inSystem = Object.entries(run.resources)
      .filter(([key]) => key.startsWith('workers@'))
      .reduce(
        (sum, [, { series }]) => sum + [...series.holders, ...series.waiters].reduce((a, b) => a + b, 0) / series.holders.length,
        0
      )
    const spent = (run.requests ?? []).reduce(
      (sum, { visits }) =>
        sum +
        visits.reduce(
          (all, { name: what, askedAt, endedAt }) => all + (what.startsWith('workers@') ? (endedAt ?? durationMs) - askedAt : 0),
          0
        ),
      0
    )
    expect(requests.length).toBeGreaterThan(5000)
    expect(Math.abs(inSystem / (spent / durationMs) - 1)).toBeLessThan(0.05)
  })

  it('is the same to the byte for the same seed', () => {
    const again = makeIncident(scenario, 11, { counterfactuals: false })
    for (const [path, { bytes }] of files)
      expect(Buffer.compare(bytes, again.files.get(path)?.bytes ?? Buffer.alloc(0)), path).toBe(0)
    expect(again.truth).toEqual(truth)
  })

  it('has other times, names, magnitudes and words for another seed, and the same cause', () => {
    const other = makeIncident(scenario, 12, { counterfactuals: false })
    const people = (of: typeof world) => whatWasSaid(of, 'tickets')
    expect(other.world.startMs).not.toBe(world.startMs)
    expect(truth.onset === null || other.truth.onset?.time.slice(11) !== truth.onset.time.slice(11)).toBe(true)
    expect(people(other.world).map(({ author }) => author.name)).not.toEqual(people(world).map(({ author }) => author.name))
    expect(people(other.world).map(({ text }) => text)).not.toEqual(people(world).map(({ text }) => text))
    expect(other.truth.harm.requests).not.toBe(truth.harm.requests)
    const telling = [...files].filter(([, { bytes, records }]) => records !== 0 && bytes.length > 2000)
    const alike = telling.filter(
      ([path, { bytes }]) => Buffer.compare(bytes, other.files.get(path)?.bytes ?? Buffer.alloc(0)) === 0
    )
    expect(alike.map(([path]) => path)).toEqual([])
    const causeOf = ({ status, acceptCategories, componentAliases, contributing, symptoms, trigger }: typeof truth) => ({
      status,
      acceptCategories,
      componentAliases,
      contributing,
      symptoms,
      trigger: trigger.kinds
    })
    expect(causeOf(other.truth)).toEqual(causeOf(truth))
  })
})

describe('the committed samples', () => {
  const committed = names.filter((name) => existsSync(join(repository, 'evals/truth', `${name}.json`)))

  it('are six at least, none above a megabyte', () => {
    expect(committed.length).toBeGreaterThanOrEqual(6)
    for (const name of committed) {
      const folder = join(repository, 'materials', name)
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))
      expect(files.reduce((sum, path) => sum + (statSync(path).isFile() ? statSync(path).size : 0), 0)).toBeLessThan(1_000_000)
    }
  })

  it.each(process.env['INQUEST_TEST_ALL'] ? committed : committed.slice(0, 2))('%s is what its scenario makes', (name) => {
    const truth = Truth.parse(JSON.parse(readFileSync(join(repository, 'evals/truth', `${name}.json`), 'utf8')))
    const made = makeIncident(loadScenario(name), truth.seed, { counterfactuals: false })
    for (const [path, file] of made.files) {
      expect(Buffer.compare(file.bytes, readFileSync(join(repository, 'materials', name, path))), path).toBe(0)
    }
    expect({ ...made.truth, counterfactuals: truth.counterfactuals, scalingRemoves: truth.scalingRemoves }).toEqual(truth)
  })
})
