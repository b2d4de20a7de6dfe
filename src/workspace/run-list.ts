import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CauseCategory, Instant } from '../domain/index.ts'
import { runFiles } from '../investigation/index.ts'

/** A run in a line of a list. */
export interface RunSummary {
  /** Name of its folder. */
  readonly id: string
  readonly title: string
  readonly startedAt: Instant
  readonly model: string
  /** The folder of the materials. */
  readonly materials: string
  /** Null while there is no report. */
  readonly verdict: {
    readonly status: 'determined' | 'undetermined' | 'no-incident'
    readonly category: CauseCategory | null
    readonly component: string | null
    readonly confidence: number
  } | null
}

/** What a list needs of a journal's first line and of a report: unknown keys are of no interest here. */
const FirstLine = z.object({
  at: Instant,
  event: z.object({
    type: z.literal('run-started'),
    incident: z.object({ name: z.string(), folder: z.string(), brief: z.object({ title: z.string().nullable() }).nullable() }),
    model: z.string()
  })
})
const ReportHead = z.object({
  verdict: z.object({
    status: z.enum(['determined', 'undetermined', 'no-incident']),
    confidence: z.number(),
    rootCause: z.object({ category: CauseCategory, component: z.string() }).nullable()
  })
})

/** What was read, by path, as long as the file is the same. */
const known = new Map<string, { readonly mtimeMs: number; readonly summary: RunSummary }>()

/** The runs of a folder, the newest first. A folder without a journal is none. */
export async function listRuns(runs: string): Promise<RunSummary[]> {
  const names = await readdir(runs).catch((): string[] => [])
  const found: RunSummary[] = []
  for (const id of names) {
    const summary = await summaryOf(runs, id)
    if (summary) found.push(summary)
  }
  return found.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
}

async function summaryOf(runs: string, id: string): Promise<RunSummary | null> {
  const folder = join(runs, id)
  const report = join(folder, runFiles.record)
  const mtimeMs = (await stat(report).catch(() => null))?.mtimeMs ?? 0
  const held = known.get(folder)
  if (held && held.mtimeMs === mtimeMs) return held.summary
  const first = FirstLine.safeParse(await firstLineOf(join(folder, runFiles.journal))).data
  if (!first) return null
  const { incident, model } = first.event
  const head = mtimeMs > 0 ? ReportHead.safeParse(await jsonIn(report)).data : undefined
  const summary: RunSummary = {
    id,
    title: incident.brief?.title ?? incident.name,
    startedAt: first.at,
    model,
    materials: incident.folder,
    verdict: head
      ? {
          status: head.verdict.status,
          confidence: head.verdict.confidence,
          category: head.verdict.rootCause?.category ?? null,
          component: head.verdict.rootCause?.component ?? null
        }
      : null
  }
  known.set(folder, { mtimeMs, summary })
  return summary
}

async function jsonIn(path: string): Promise<unknown> {
  return asJson(await readFile(path, 'utf8').catch(() => ''))
}

async function firstLineOf(path: string): Promise<unknown> {
  const file = await open(path, 'r').catch(() => null)
  if (!file) return undefined
  await using lines = file
  for await (const line of lines.readLines({ encoding: 'utf8' })) return asJson(line)
  return undefined
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
