import type { CorpusReport } from '../evaluate.ts'

/** How graders and labels agree, for a terminal of 80 columns. */
export function corpusText({ dev, heldOut, all, mutations, held }: CorpusReport): string {
  const lines = ['Labelled answers', ...row('beside the graders', dev)]
  if (heldOut) lines.push(...row('held out', heldOut))
  lines.push(...row('all', all), '', 'Label given where it differs (wanted → given)')
  const differing = all.matrix.filter(({ wanted, given }) => wanted !== given)
  lines.push(...differing.map(({ wanted, given, count }) => `  ${`${wanted} → ${given}`.padEnd(44)} ${count}`))
  if (differing.length === 0) lines.push('  nowhere')
  for (const { id, case: name, wanted, given, reasons } of [...all.letThrough, ...all.turnedAway]) {
    lines.push('', `${id} (${name}): ${wanted}, graded ${given}`, ...reasons.map((reason) => `  ${reason.slice(0, 76)}`))
  }
  lines.push(
    '',
    `Mutants: ${mutations.total} of ${mutations.made.filter(({ count }) => count > 0).length} kinds, ${mutations.survivors.length} judged otherwise than declared`,
    ...mutations.survivors.slice(0, 20).map(({ mutation, answer, given }) => `  ${mutation}: ${answer} → ${given}`),
    '',
    held
      ? 'The graders hold.'
      : 'The graders do NOT hold: beside them more than 2 % let through or 5 % turned away,\nheld-out answers judged worse than recorded, or a mutant.'
  )
  return lines.join('\n')
}

function row(name: string, one: CorpusReport['all']): string[] {
  return [
    `  ${name}: ${one.bad} bad, ${one.good} good`,
    `    let through            ${share(one.letThrough.length, one.bad, one.falseAccept)}`,
    `    of the scaling family  ${share(one.scalingLetThrough, one.scalingBad, one.scalingFalseAccept)}`,
    `    turned away            ${share(one.turnedAway.length, one.good, one.falseReject)}`,
    `    with the same label    ${percent(one.sameLabel.estimate)} of those rightly turned away`
  ]
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`
const share = (count: number, of: number, { estimate, low, high }: CorpusReport['all']['falseAccept']): string =>
  `${`${count}/${of}`.padStart(7)}  ${percent(estimate).padStart(6)} (95 %: ${percent(low)} to ${percent(high)})`
