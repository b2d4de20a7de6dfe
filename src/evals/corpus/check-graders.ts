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

/** Most bad answers that may be let through, and good ones turned away. */
export const limits = { falseAccept: 0.02, falseReject: 0.05 } as const

/** How the graders did on the labelled answers. */
export interface CorpusReport {
  /** Written beside the graders, and mended on. */
  readonly dev: Confusion
  /** Written by somebody who had not seen the graders; null when there are none. */
  readonly heldOut: Confusion | null
  readonly all: Confusion
  readonly mutations: MutationReport
  /** Both limits hold over all answers, for the scaling family too, and no mutant is judged wrongly. */
  readonly held: boolean
}

const project = join(import.meta.dirname, '../../..')
const folder = join(project, 'evals/graders-corpus')

/** Grades every labelled answer of `evals/graders-corpus/`; simulated cases go to `out`. Throws InquestError `usage` for a broken answer. */
export async function checkGraders(out: string): Promise<CorpusReport> {
  const { dev, heldOut } = await readCorpus(out)
  const all = confusionOf([...dev, ...heldOut])
  const mutations = mutantsOf([...dev, ...heldOut], conditions)
  return {
    dev: confusionOf(dev),
    heldOut: heldOut.length > 0 ? confusionOf(heldOut) : null,
    all,
    mutations,
    held:
      all.falseAccept.estimate <= limits.falseAccept &&
      all.scalingFalseAccept.estimate <= limits.falseAccept &&
      all.falseReject.estimate <= limits.falseReject &&
      mutations.survivors.length === 0
  }
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
