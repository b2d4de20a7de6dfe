import { setMaxListeners } from 'node:events'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { JournalEvent, PhaseName, Plan, RunRecord } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import { answerOf } from './answer-of-report.ts'
import { answeringCode } from './code-hash.ts'
import { freezeBefore } from './freeze.ts'
import { testRules } from './test-rules.ts'
import type { Answered, Subject } from './subjects.ts'

/** `investigate` of the composition root, as far as a subject uses it. */
export type Investigate = (
  materials: string | undefined,
  options: {
    readonly model: string
    readonly mode?: 'naive' | undefined
    readonly out?: string
    readonly resume?: string
    readonly prompts?: string | undefined
    readonly tokens?: number | undefined
    readonly signal: AbortSignal
    readonly observer: { event?(event: JournalEvent): void }
  }
) => Promise<{ readonly record: RunRecord; readonly runFolder: string }>

export interface InvestigatingOptions {
  readonly investigate: Investigate
  /** `builtin`, `openai:<name>` … */
  readonly model: string
  /** One plain prompt in place of the phases. */
  readonly naive?: boolean
  /** Folder of prompts in place of the one that ships, and the hash of the set. */
  readonly prompts?: string | undefined
  readonly promptsHash: string
  /** Most tokens of one run. */
  readonly tokens?: number | undefined
  /** Phases before this one are taken from a run of the built-in analyst, made once a case: they cost nothing and never differ. */
  readonly from?: PhaseName | undefined
  /** Where runs and frozen upstreams go. */
  readonly out: string
}

/** A whole investigation as a subject, or one whose first phases are frozen. */
export function investigating({
  investigate,
  model,
  naive,
  prompts,
  promptsHash,
  tokens,
  from,
  out
}: InvestigatingOptions): Subject {
  return {
    name: `${model}${from ? `@${from}` : ''}${naive ? '@naive' : ''}`,
    prompts: promptsHash,
    async answer(materials, { signal }) {
      const run = await newFolder(out, materials)
      const common = { model, prompts, tokens, signal, ...(naive ? { mode: 'naive' as const } : {}) }
      if (from) {
        const upstream = await upstreamOf(materials, { investigate, out, signal })
        await freezeBefore(from, model, { source: upstream, target: run })
      }
      let failed = ''
      const event = (happened: JournalEvent): void => {
        if (happened.type === 'task-failed') failed ||= happened.reason
      }
      const { record, runFolder } = await investigate(materials, {
        ...common,
        observer: { event },
        ...(from ? { resume: run } : { out: run })
      })
      // A run ends whatever fails in it; one whose model never answered says nothing about the model.
      if (model !== 'builtin' && record.usage.modelCalls === 0) throw unanswered(model, failed, runFolder)
      const answer = { ...answerOf(record), rules: await testRules(runFolder) }
      return { answer, plan: record.plans[0] ?? null, usage: usageOf(record.usage), run: runFolder }
    }
  }
}

/** The planner alone: a run that is stopped when its first plan is made. */
export function planning({ investigate, model, prompts, promptsHash, tokens, out }: InvestigatingOptions): Subject {
  return {
    name: `${model}@plan-only`,
    prompts: promptsHash,
    async answer(materials, { signal }) {
      const run = await newFolder(out, materials)
      const enough = new AbortController()
      const usage = { modelCalls: 0, inputTokens: 0, outputTokens: 0 }
      let plan: Plan | null = null
      let failed = ''
      const event = (happened: JournalEvent): void => {
        if (happened.type === 'model-called') {
          usage.modelCalls++
          usage.inputTokens += happened.inputTokens
          usage.outputTokens += happened.outputTokens
        }
        if (happened.type === 'task-failed') failed ||= happened.reason
        if (happened.type !== 'plan-made') return
        plan ??= happened.plan
        enough.abort()
      }
      const stopping = AbortSignal.any([signal, enough.signal])
      setMaxListeners(0, stopping)
      await investigate(materials, { model, prompts, tokens, out: run, signal: stopping, observer: { event } }).catch(
        (thrown: unknown) => {
          if (!plan) throw thrown
        }
      )
      if (!plan) throw unanswered(model, failed, run)
      return { answer: null, plan, usage, run }
    }
  }
}

const unanswered = (model: string, reason: string, run: string): InquestError =>
  new InquestError('cannot-judge', `${model} gave no answer: ${reason || 'no reason was recorded'}`, `Its run is in ${run}.`)

/** A finished run of the built-in analyst on these materials, made once for this build. */
async function upstreamOf(
  materials: string,
  { investigate, out, signal }: Pick<InvestigatingOptions, 'investigate' | 'out'> & { readonly signal: AbortSignal }
): Promise<string> {
  const mark = createHash('sha256').update(resolve(materials)).digest('hex').slice(0, 8)
  const folder = join(out, 'upstream', answeringCode(), `${basename(materials)}-${mark}`)
  const before = making.get(folder)
  if (before) return before
  const made = investigate(materials, { model: 'builtin', out: folder, signal, observer: {} }).then(
    () => folder,
    (thrown: unknown) => {
      // A finished run of an earlier process is what was wanted.
      if (thrown instanceof Error && thrown.message.includes('holds a finished run')) return folder
      making.delete(folder)
      throw thrown
    }
  )
  making.set(folder, made)
  return made
}
const making = new Map<string, Promise<string>>()

async function newFolder(out: string, materials: string): Promise<string> {
  await mkdir(join(out, 'runs'), { recursive: true })
  return mkdtemp(join(out, 'runs', `${basename(materials)}-`))
}

function usageOf({ modelCalls, inputTokens, outputTokens }: RunRecord['usage']): Answered['usage'] {
  return { modelCalls, inputTokens, outputTokens }
}
