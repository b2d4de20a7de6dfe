import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { conditions } from '../graders/index.ts'
import { makeReady, type ReadyCase } from '../ready-case.ts'
import { CaseSpec } from '../suite.ts'
import { type Confusion, confusionOf } from './confusion.ts'
import { type LabelledAnswer, loadCorpus } from './load-corpus.ts'
import { mutantsOf, type MutationReport } from './mutants.ts'

/** Most answers that may be let through of the bad, and turned away of the good, of those that graders may be mended on. */
const limits = { falseAccept: 0.02, falseReject: 0.05 } as const

/** What was made of the held-out answers when it was last accepted. A limit on their rate would have somebody mend on them. */
const Recorded = z.strictObject({ letThrough: z.int(), scalingLetThrough: z.int(), turnedAway: z.int() })

/** How the graders did on the labelled answers. */
export interface CorpusReport {
  /** Written beside the graders, and mended on. */
  readonly dev: Confusion
  /** Written by somebody who had not seen the graders; null when there are none. */
  readonly heldOut: Confusion | null
  readonly all: Confusion
  readonly mutations: MutationReport
  /** Both limits hold beside the graders, for the scaling family too; held-out ones are judged no worse than recorded. */
  readonly held: boolean
}

const project = join(import.meta.dirname, '../../..')
const folder = join(project, 'evals/graders-corpus')

/** Grades every labelled answer of `evals/graders-corpus/`; simulated cases go to `out`. Throws InquestError `usage` for a broken answer. */
export async function checkGraders(out: string): Promise<CorpusReport> {
  const { dev, heldOut } = await readCorpus(out)
  const mutations = mutantsOf([...dev, ...heldOut], conditions)
  const [beside, apart] = [confusionOf(dev), confusionOf(heldOut)]
  return {
    dev: beside,
    heldOut: heldOut.length > 0 ? apart : null,
    all: confusionOf([...dev, ...heldOut]),
    mutations,
    held: withinLimits(beside) && (await asRecorded(apart)) && mutations.survivors.length === 0
  }
}

/** At most 2 % of the bad let through, and of those wrong about scaling; at most 5 % of the good turned away. */
export const withinLimits = ({ falseAccept, scalingFalseAccept, falseReject }: Confusion): boolean =>
  falseAccept.estimate <= limits.falseAccept &&
  scalingFalseAccept.estimate <= limits.falseAccept &&
  falseReject.estimate <= limits.falseReject

/** Are the held-out answers judged no worse than `held-out.yaml` says? */
export async function asRecorded({ letThrough, scalingLetThrough, turnedAway }: Confusion): Promise<boolean> {
  const recorded = Recorded.parse(parse(await readFile(join(folder, 'held-out.yaml'), 'utf8')))
  return (
    letThrough.length <= recorded.letThrough &&
    scalingLetThrough <= recorded.scalingLetThrough &&
    turnedAway.length <= recorded.turnedAway
  )
}

export interface Corpus {
  readonly dev: readonly LabelledAnswer[]
  readonly heldOut: readonly LabelledAnswer[]
}

/** The labelled answers, with their cases. `simulated: false` leaves out those whose case must be simulated first. */
export async function readCorpus(out: string, { simulated = true } = {}): Promise<Corpus> {
  const specs = z.record(z.string(), CaseSpec).parse(parse(await readFile(join(folder, 'cases.yaml'), 'utf8')))
  const made = new Map<string, Promise<ReadyCase>>()
  const caseOf = (name: string): Promise<ReadyCase> => {
    const spec = specs[name]
    if (!spec) throw new RangeError(`cases.yaml has no case "${name}"`)
    const known = made.get(name)
    if (known) return known
    const making = makeReady({ id: name, spec, root: project, seed: 'seeds' in spec ? (spec.seeds[0] ?? 0) : null }, out)
    made.set(name, making)
    return making
  }
  const wanted = (name: string): boolean => simulated || !specs[name] || !('scenario' in specs[name])
  const read = (part: string): Promise<LabelledAnswer[]> => loadCorpus(join(folder, part), caseOf, wanted)
  return { dev: await read('dev'), heldOut: await read('held-out') }
}
