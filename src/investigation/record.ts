import { evidenceOf, type RunFacts, type RunRecord, type TestResult } from '../domain/index.ts'
import type { RunState } from './fold.ts'
import { judgeRun } from './judgement.ts'
import { methodOf } from './method.ts'
import { withQuotations } from './quotations.ts'
import { sectionsOf } from './sections.ts'
import { statementsIn } from './statements-in.ts'
import { usageOf } from './usage.ts'

export type RunFactsOf = () => RunFacts

/** The record of a run: a pure function of its state, so that `verify` can build it again and compare. */
export function buildRecord(state: RunState, run: RunFacts): RunRecord {
  const { started, frame, findings, plans } = state
  if (!started) throw new Error('a run without its first event has no record')
  const { scaling, narrative, remedies, design } = sectionsOf(state)
  const { verdict, hypotheses } = judgeRun(state)
  const said = { findings, tests: testsOf(state), hypotheses, scaling, verdict, ...narrative, remedies, design }
  const record: RunRecord = {
    schemaVersion: 1,
    run,
    incident: { name: started.incident.name, materialsHash: started.incident.materialsHash, brief: started.incident.brief },
    model: started.model,
    ...(started.mode ? { mode: started.mode } : {}),
    personalData: started.personalData,
    partial: state.failures.length > 0 || state.refusals > 0,
    window: frame?.window ?? null,
    baseline: frame?.baseline ?? null,
    ...said,
    findings: [...findings],
    method: methodOf(state),
    plans: [...plans],
    sources: started.sources,
    evidence: citedEvidence(state, said),
    usage: usageOf(state)
  }
  return withQuotations(record, state.evidence.values())
}

/** The tests of all hypotheses, each answer once. */
function testsOf({ tests }: RunState): TestResult[] {
  const known = new Set<string>()
  return tests.flatMap(({ result }) => {
    const key = JSON.stringify(result)
    if (known.has(key)) return []
    known.add(key)
    return [result]
  })
}

/** Evidence that a sentence rests on, numbered in the order in which the report's sentences come to it: plan order first. */
function citedEvidence(state: RunState, said: object): RunRecord['evidence'] {
  const ids = new Set<string>(state.frame ? [state.frame.evidence] : [])
  for (const { statement } of statementsIn(said)) for (const id of evidenceOf(statement)) ids.add(id)
  return [...ids]
    .flatMap((id) => state.evidence.get(id) ?? [])
    .map((evidence, index) => ({ ...evidence, number: `E${index + 1}` }))
}
