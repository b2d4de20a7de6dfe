import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Monitoring, RunRecord } from '../src/domain/index.ts'
import { createInquestProcess } from './inquest-process.ts'
import { hasPromtool, promtool } from './promtool.ts'

const samples = resolve(import.meta.dirname, '../materials')
const external = process.env['INQUEST_EXTERNAL']
/** One sample stands for all; INQUEST_TEST_ALL takes every one, and the real incident where it is at hand. */
const folders = process.env['INQUEST_TEST_ALL']
  ? [
      ...readdirSync(samples).map((name) => join(samples, name)),
      ...(external === undefined ? [] : [join(external, 'incident', 'community-centre-booking')])
    ]
  : [join(samples, 'parking-permits-lock')]

const inquest = createInquestProcess()
afterAll(() => inquest[Symbol.asyncDispose]())

type Design = { readonly record: RunRecord; readonly monitoring: Monitoring | null }
const designs = new Map<string, Promise<Design>>()

/** A folder is investigated once, by the test that asks first. */
function designOn(folder: string): Promise<Design> {
  const run = nameOf(folder)
  const known = designs.get(run)
  if (known) return known
  const made = inquest.run('investigate', folder, '--out', run).then(async () => {
    const record = RunRecord.parse(JSON.parse(await readFile(join(inquest.cwd, run, 'report.json'), 'utf8')))
    return { record, monitoring: record.design?.monitoring ?? null }
  })
  designs.set(run, made)
  return made
}

function nameOf(folder: string): string {
  return folder.split('/').at(-1) ?? ''
}

describe.each(folders)('monitoring designed on %s', (folder) => {
  const run = nameOf(folder)
  const file = (...parts: string[]): Promise<string> => readFile(join(inquest.cwd, run, ...parts), 'utf8')

  it('wakes somebody for the cause where there is one, and never for what healthy time shows too', async () => {
    const { record, monitoring } = await designOn(folder)
    const paging = monitoring?.detectors.filter(({ detector }) => detector.severity === 'page') ?? []
    const onCause = paging.filter(({ detector }) => detector.hypothesis === record.verdict.rootCause?.hypothesis)
    expect(onCause.length > 0).toBe(record.verdict.status === 'determined')
    expect(paging.map(({ backtest }) => backtest.tradeOff.find(({ chosen }) => chosen)?.falseAlarms ?? 0)).toEqual(
      paging.map(() => 0)
    )
    expect(paging.every(({ backtest }) => backtest.firedAt !== null)).toBe(true)
  })

  it('says of everything that was dropped why', async () => {
    const { monitoring } = await designOn(folder)
    expect(monitoring?.dropped.filter(({ reason }) => reason.text.length < 20)).toEqual([])
  })

  it('writes every file that it names, each with what it is and from which run', async () => {
    const { record, monitoring } = await designOn(folder)
    for (const { path } of monitoring?.artefacts ?? []) expect(await file(path)).toContain(record.run.id)
  })

  it.skipIf(!hasPromtool)('fires in Prometheus at the second of the backtest (SKIPPED without promtool)', async () => {
    const { monitoring } = await designOn(folder)
    const rules = join(inquest.cwd, run, 'monitoring', 'prometheus')
    const none = { passed: true, output: 'nothing to detect' }
    const any = (monitoring?.detectors.length ?? 0) > 0
    expect(any ? await promtool(rules, 'check', 'rules', 'rules.yaml') : none).toMatchObject({ passed: true })
    expect(any ? await promtool(rules, 'test', 'rules', 'rules.test.yaml') : none).toMatchObject({ passed: true })
  })
})

describe('a healthy day of the same service, with its usual peak', () => {
  // A surge of demand has no healthy twin under its own load, and what cannot be told gives no alert on a cause.
  const twins = folders.filter((folder) => !/school-admissions|library-half-term|community/.test(folder))

  it.each(twins)('wakes nobody: %s', async (folder) => {
    const name = nameOf(folder)
    await designOn(folder)
    expect((await inquest.run('simulate', name, '--seed', '3', '--healthy', '--out', `healthy-${name}`)).status).toBe(0)
    const { status, stdout } = await inquest.run('backtest', name, '--on', `healthy-${name}`)
    expect(stdout).toContain('Nobody would have been woken')
    expect(stdout).toContain('less than a day')
    expect(status).toBe(0)
  })
})

describe.skipIf(!hasPromtool)('a broken rule (SKIPPED without promtool)', () => {
  const folder = join(samples, 'parking-permits-lock')
  const rules = join(inquest.cwd, nameOf(folder), 'monitoring', 'prometheus')

  it.each([
    ['a threshold that is never reached', / > (\d)/, ' > 9$1'],
    ['a window that looks back further', /\[5m\]/g, '[25m]'],
    ['an alert that waits longer', 'for: 1m', 'for: 6m']
  ])('is caught: %s', async (_, from, to) => {
    await designOn(folder)
    const path = join(rules, 'rules.yaml')
    const whole = await readFile(path, 'utf8')
    const broken = whole.replace(from, to)
    expect(broken).not.toBe(whole)
    await writeFile(path, broken)
    const { passed, output } = await promtool(rules, 'test', 'rules', 'rules.test.yaml')
    await writeFile(path, whole)
    expect(passed).toBe(false)
    expect(output).toContain('FAILED')
  })
})
