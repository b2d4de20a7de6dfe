import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Evidence, RunRecord } from '../src/domain/index.ts'
import { investigate, verify } from '../src/inquest.ts'
import { fold, readJournal, runFiles, verifyRun, type Verification } from '../src/investigation/index.ts'
import { renderHtml, renderMarkdown } from '../src/report/index.ts'
import { createIncidentFolder, type IncidentFolder, smallIncident } from '../src/testing/index.ts'
import { type Draw, operators, type RunText } from './mutations/index.ts'

const names = { markdown: runFiles.markdown, html: runFiles.html, journal: runFiles.journal } as const
/** Each takes a quarter of a second of processor time: by default every sixth is tried, with INQUEST_TEST_ALL every one. */
const everyNth = process.env['INQUEST_TEST_ALL'] === undefined ? 6 : 1

let incident: IncidentFolder
let root: string
let good: RunText
/** What verify says of the run on the materials themselves. */
let goodProblems = -1
let check: (run: RunText) => Promise<Verification>

beforeAll(async () => {
  incident = await createIncidentFolder(smallIncident(), 'parcels')
  root = await mkdtemp(join(tmpdir(), 'inquest-mutations-'))
  const folder = join(root, 'run')
  await investigate(incident.folder, { out: folder })
  goodProblems = (await verify(folder)).problems.length
  const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
  good = {
    report: RunRecord.parse(JSON.parse(await text(runFiles.record))),
    markdown: await text(names.markdown),
    html: await text(names.html),
    journal: await text(names.journal)
  }
  check = await checkerOf(folder)
}, 180_000)
afterAll(async () => {
  await incident[Symbol.asyncDispose]()
  await rm(root, { recursive: true, force: true })
})

/** Verifies a run against materials that say what they said: every call of the good run was just made again, alike. */
async function checkerOf(folder: string): Promise<(run: RunText) => Promise<Verification>> {
  const state = fold((await readJournal(join(folder, runFiles.journal))).lines.map(({ event }) => event))
  const { started } = state
  if (!started) throw new Error('the journal has no beginning')
  const key = (tool: string, args: unknown): string => JSON.stringify([tool, args])
  const answers = new Map<string, Evidence>([...state.evidence.values()].map((one) => [key(one.tool, one.arguments), one]))
  const recall = async ({ tool, arguments: args }: { tool: string; arguments: unknown }): Promise<Evidence> => {
    const answer = answers.get(key(tool, args))
    if (!answer) throw new Error(`${tool} was never asked this`)
    return structuredClone(answer)
  }
  const broken = join(root, 'broken')
  return async (run) => {
    await writeRun(folder, broken, run)
    return verifyRun(broken, {
      open: async () => ({
        incident: { ...started.incident, sources: started.sources },
        ledger: { recall },
        async [Symbol.asyncDispose]() {}
      }),
      renderers: { [runFiles.markdown]: renderMarkdown, [runFiles.html]: renderHtml },
      version: started.inquestVersion
    })
  }
}

/** Writes a run folder with these texts in the place of its own. */
async function writeRun(from: string, to: string, run: RunText): Promise<void> {
  await cp(from, to, { recursive: true })
  await writeFile(join(to, runFiles.record), JSON.stringify(run.report, null, 2))
  for (const file of ['markdown', 'html', 'journal'] as const) await writeFile(join(to, names[file]), run[file])
}

/** The same numbers each time for one operator and round (mulberry32). */
function drawOf(seed: number): Draw {
  let state = seed
  return (n) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, n)
  }
}

describe('verify', () => {
  it('knows a hundred operators and more', () => expect(operators.length).toBeGreaterThanOrEqual(100))

  it('has every operator under a name of its own', () => {
    expect(new Set(operators.map(({ name, breaks }) => `${breaks}: ${name}`)).size).toBe(operators.length)
  })

  it('refuses no good report', async () => {
    expect(goodProblems).toBe(0)
    expect((await check(structuredClone(good))).problems).toEqual([])
  })

  it('catches at least 95 % of the ways to break one', async () => {
    const missed: string[] = []
    const idle: string[] = []
    let broken = 0
    for (const [index, { name, breaks, edit }] of operators.entries()) {
      if (index % everyNth > 0) continue
      const run = structuredClone(good)
      if (!edit(run, drawOf(index))) {
        idle.push(`${breaks}: ${name}`)
        continue
      }
      broken++
      // A run that cannot even be read as one is refused, which is as good.
      const caught = await check(run).then(
        ({ problems }) => problems.length > 0,
        () => true
      )
      if (!caught) missed.push(`${breaks}: ${name}`)
    }
    expect(missed, `not caught of ${broken}; nothing to break: ${idle.join(' · ')}`).toHaveLength(0)
    expect(broken).toBeGreaterThanOrEqual(100 / everyNth)
  }, 400_000)
})
