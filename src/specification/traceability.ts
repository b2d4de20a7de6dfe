import type { RunRecord } from '../domain/index.ts'
import { type Checked, checkNamed } from './checks/index.ts'
import type { Requirement } from './requirements.ts'

/** A requirement with what a finished run says of it. `met` null: a person judges. */
export interface Traced extends Omit<Checked, 'met'> {
  readonly requirement: Requirement
  readonly met: boolean | null
}

/** Holds requirements against a run. */
export const traceRequirements = (requirements: readonly Requirement[], record: RunRecord): Traced[] =>
  requirements.map((requirement) => {
    const check = requirement.check === null ? undefined : checkNamed(requirement.check)
    return check
      ? { requirement, ...check.of(record) }
      : { requirement, met: null, by: [], why: 'no check is named that Inquest knows: a person judges it' }
  })

/** From each requirement to the evidence or artefact that carries it; the unmet ones once more below. */
export function traceabilityText(traced: readonly Traced[], { run, verdict, partial }: RunRecord, runFolder = 'run'): string {
  const cell = (text: string): string =>
    text
      .replaceAll('|', '¦')
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/[<[\]]/g, '\\$&')
  const status = (met: boolean | null): string => (met === null ? 'to be judged' : met ? 'met' : '**unmet**')
  const open = traced.filter(({ met }) => met !== true)
  return `${[
    '# Traceability',
    `Run ${run.id}: ${verdict.status}, confidence ${verdict.confidence.toFixed(2)}${partial ? ', partial' : ''}. E1, E2 … are pieces of evidence in \`${runFolder}/report.md\`; files are in \`${runFolder}/\`.`,
    [
      '| Requirement | Status | Evidence or artefact | What is there |',
      '| --- | --- | --- | --- |',
      ...traced.map(
        ({ requirement: { id, title }, met, by, why }) =>
          `| ${id} ${cell(title)} | ${status(met)} | ${by.map(cell).join(', ')} | ${cell(why)} |`
      )
    ].join('\n'),
    '## Unmet, or to be judged by a person',
    open.length === 0 ? 'None.' : open.map(({ requirement: { id, title }, why }) => `- ${id} ${title}: ${why}`).join('\n')
  ].join('\n\n')}\n`
}
