import { join } from 'node:path'
import type { PhaseName } from './domain/index.ts'
import type {
  BaselineOutcome,
  Comparison,
  CorpusReport,
  GateOutcome,
  Sample,
  Subject,
  SubjectSummary,
  Suite
} from './evals/index.ts'
import { investigate, type Options } from './inquest.ts'
import type { Send } from './models/index.ts'

export type { BaselineOutcome, Comparison, CorpusReport, GateOutcome, Sample, SubjectSummary } from './evals/index.ts'

/** What `inquest eval` puts together: suites of `evals/` on the built-in analyst, on a model, or on subjects that never look. */
export interface EvaluateOptions extends Options {
  /** `builtin`, `openai:<name>` … or `dummies`. @default 'builtin' */
  readonly model?: string | undefined
  /** Folder of prompts in place of the one that ships. */
  readonly prompts?: string | undefined
  /** Take what comes before this phase from the built-in analyst. */
  readonly from?: PhaseName | undefined
  readonly out: string
  readonly trials?: number | undefined
  readonly concurrency?: number | undefined
  readonly only?: string | undefined
  /** Tokens that the whole may use. */
  readonly budget?: number | undefined
  readonly minutes?: number | undefined
  /** A model that says whether the true mechanism follows from an answer: `openai:<name>` … */
  readonly judge?: string | undefined
  readonly onStart?: ((key: string) => void) | undefined
  readonly onSample?: ((sample: Sample, done: number, total: number) => void) | undefined
}

export interface Evaluation {
  readonly suite: Suite
  readonly summaries: readonly SubjectSummary[]
  readonly gates: readonly GateOutcome[]
  readonly samples: readonly Sample[]
  /** Trials that the budget did not allow. */
  readonly notRun: readonly string[]
}

/** Runs a suite. Samples that are in `out` already are not run again. Throws InquestError `usage` for an unknown suite. */
export async function evaluate(name: string, options: EvaluateOptions): Promise<Evaluation> {
  const evals = await import('./evals/index.ts')
  const { model = 'builtin', out, budget, signal } = options
  const suite = await evals.loadSuite(name)
  const subjects = model === 'dummies' ? evals.dummySubjects : await subjectsFor(suite, model, options)
  const { samples, notRun } = await evals.runSuite({
    ...options,
    suite,
    subjects,
    out,
    budget,
    signal,
    judge: await judgeFor(options.judge)
  })
  const summaries = evals.summarise(samples, await evals.readPrices())
  // Subjects that never look are there to fail: no gate is held against them.
  const gates = model === 'dummies' ? [] : summaries.flatMap((summary) => evals.holdGates(suite.gates, summary))
  return { suite, summaries, gates, samples, notRun }
}

async function subjectsFor(suite: Suite, model: string, options: EvaluateOptions): Promise<readonly Subject[]> {
  const evals = await import('./evals/index.ts')
  const { prompts, from, out, budget } = options
  const promptsHash = model === 'builtin' ? '-' : await promptsUsed(prompts, out)
  const whole = { investigate, model, prompts, promptsHash, from, out, tokens: budget }
  if (suite.subjects === 'planner') return [evals.planning(whole)]
  if (suite.subjects === 'investigation') return [evals.investigating(whole)]
  if (model === 'builtin') {
    const { InquestError } = await import('./foundation/index.ts')
    throw new InquestError(
      'usage',
      `${suite.name} compares two ways of asking a model, and builtin is none`,
      'Name one: --model openai:<name>.'
    )
  }
  return [evals.investigating({ ...whole, naive: true }), evals.investigating(whole)]
}

async function judgeFor(model: string | undefined): Promise<Send | undefined> {
  if (model === undefined) return undefined
  const [{ createModel, langchainSend, withRetries }, { readConfig }] = await Promise.all([
    import('./models/index.ts'),
    import('./foundation/index.ts')
  ])
  const send = langchainSend(await createModel(model, readConfig().models))
  return (request, signal) => withRetries(() => send(request, signal), { signal })
}

/** Hash of the prompt set; its texts are kept beside the samples, so that two sets can be shown as a difference. */
async function promptsUsed(folder: string | undefined, out: string): Promise<string> {
  const [{ loadPrompts }, { keepPrompts }] = await Promise.all([import('./prompts/index.ts'), import('./evals/index.ts')])
  const { hash, prompts } = await loadPrompts(folder === undefined ? {} : { folder })
  await keepPrompts(
    hash,
    Object.fromEntries(
      prompts.map(({ id, parts }) => [id, parts.map(({ role, template }) => `# ${role}\n${template}`).join('\n')])
    ),
    out
  )
  return hash
}

/** Subjects that are right nine times in ten on every one of the suites. */
export async function passEverything(evaluations: readonly Evaluation[]): Promise<readonly string[]> {
  return (await import('./evals/index.ts')).passEverything(evaluations.map(({ summaries }) => summaries))
}

export async function listSuites(): Promise<string[]> {
  return (await import('./evals/index.ts')).listSuites()
}

/** The cases of a suite by name. Throws InquestError `usage` for a suite, or a truth that it names, which cannot be read. */
export async function listCases(suite: string): Promise<string[]> {
  const evals = await import('./evals/index.ts')
  const cases = evals.caseIds(await evals.loadSuite(suite))
  await evals.checkTruths(cases)
  return cases.map(({ id }) => id)
}

/** Is a subject no worse on a suite than its baseline? The samples are those of an evaluation. */
export async function holdBaselines({ suite, samples }: Evaluation, folder?: string): Promise<readonly BaselineOutcome[]> {
  const evals = await import('./evals/index.ts')
  return Promise.all(
    [...new Set(samples.map(({ subject }) => subject))].map(async (subject) => {
      const own = samples.filter((sample) => sample.subject === subject)
      return evals.holdBaseline(own, await evals.readBaseline(suite.name, subject, folder), { suite: suite.name, subject })
    })
  )
}

/** Makes what an evaluation says the baseline of its suite and subject. Returns the files written. */
export async function acceptBaselines({ samples }: Evaluation, folder?: string): Promise<readonly string[]> {
  const { acceptBaseline } = await import('./evals/index.ts')
  const subjects = [...new Set(samples.map(({ subject }) => subject))]
  return Promise.all(
    subjects.map((subject) =>
      acceptBaseline(
        samples.filter((sample) => sample.subject === subject),
        folder
      )
    )
  )
}

export interface CompareOptions {
  /** Folder in which a bare name is looked up. */
  readonly out: string
  readonly suite?: string | undefined
}

/** B against A, by case. Each is a folder of samples, `folder::name`, or part of a subject's name. */
export async function compare(a: string, b: string, options: CompareOptions): Promise<Comparison> {
  const [evals, { InquestError }] = await Promise.all([import('./evals/index.ts'), import('./foundation/index.ts')])
  const [left, right] = await Promise.all([evals.pickSamples(a, options), evals.pickSamples(b, options)])
  try {
    return evals.compareSamples(left, right, await evals.readPrices())
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new InquestError('usage', `${a} and ${b}: ${cause.message}`, 'Compare two subjects on one suite.', { cause })
  }
}

export interface AdoptOptions {
  readonly suite: string
  readonly case: string
  readonly as: string
  readonly trial: number
  readonly out: string
}

/** Takes a finished run in as a sample of a case. Throws InquestError `usage` for a case that the suite has not. */
export async function adopt(runFolder: string, { suite: name, out, ...about }: AdoptOptions): Promise<Sample> {
  const [evals, { InquestError }] = await Promise.all([import('./evals/index.ts'), import('./foundation/index.ts')])
  const suite = await evals.loadSuite(name)
  const cases = evals.caseIds(suite)
  const spec = cases.find(({ id }) => id === about.case)
  if (!spec) {
    const known = cases.map(({ id }) => id).join(', ')
    throw new InquestError('usage', `${name} has no case "${about.case}"`, `There are: ${known}.`)
  }
  const sample = await evals.adoptRun(runFolder, { ...about, suite: suite.name, ready: await evals.makeReady(spec, out) })
  await evals.appendSample(join(out, 'samples.jsonl'), sample)
  return sample
}

export interface Regraded {
  readonly samples: number
  readonly changed: readonly { readonly key: string; readonly before: string; readonly after: string }[]
}

/** Grades again what stands in a folder, with today's graders and truths; asks nobody. What changed is appended. */
export async function regrade(out: string): Promise<Regraded> {
  const evals = await import('./evals/index.ts')
  const path = join(out, 'samples.jsonl')
  const samples = await evals.readSamples(path)
  const suites = new Map<string, Awaited<ReturnType<typeof evals.loadSuite>>>()
  const changed: { key: string; before: string; after: string }[] = []
  for (const sample of samples) {
    const suite = suites.get(sample.suite) ?? (await evals.loadSuite(sample.suite))
    suites.set(sample.suite, suite)
    const spec = evals.caseIds(suite).find(({ id }) => id === sample.case)
    if (!spec) continue
    const again = evals.gradeSample(sample, (await evals.makeReady(spec, out)).truth)
    if (JSON.stringify(again.checks) === JSON.stringify(sample.checks)) continue
    await evals.appendSample(path, again)
    if (again.label !== sample.label) changed.push({ key: sample.key, before: sample.label ?? '', after: again.label ?? '' })
  }
  return { samples: samples.length, changed }
}

/** A suite of many seeds of one scenario. Returns the file written. */
export async function newSuite(
  scenario: string,
  options: { readonly count: number; readonly from: number; readonly path?: string | undefined }
): Promise<string> {
  return (await import('./evals/index.ts')).newSuite(scenario, options)
}

/** A truth to fill in, and a suite that names it. Returns the files written. */
export async function newCase(
  name: string,
  options: { readonly materials: string; readonly out: string }
): Promise<{ readonly truth: string; readonly suite: string }> {
  return (await import('./evals/index.ts')).newCase(name, options)
}

/**
 * Writes every answer that `out` holds for the suite as one HTML file, of each subject and prompt set side by side, and a
 * summary as Markdown.
 */
export async function writePage(
  { suite, gates }: Evaluation,
  out: string
): Promise<{ readonly html: string; readonly markdown: string }> {
  const evals = await import('./evals/index.ts')
  const all = (await evals.readSamples(join(out, 'samples.jsonl'))).filter((sample) => sample.suite === suite.name)
  const samples = evals.newestBuilds(all)
  return evals.writePage({ suite, summaries: evals.summarise(samples, await evals.readPrices()), gates, samples }, out)
}

/** Holds the graders against the labelled answers of `evals/graders-corpus/`; cases that must be simulated go to `out`. */
export async function checkGraders(out: string): Promise<CorpusReport> {
  return (await import('./evals/index.ts')).checkGraders(out)
}
