/** One requirement of a spec.md. */
export interface Requirement {
  /** FR-001 … */
  readonly id: string
  readonly title: string
  /** What must be, in one or more sentences. */
  readonly text: string
  readonly acceptedWhen: readonly string[]
  /** Name of the check on a finished run; null: a person judges. */
  readonly check: string | null
}

const heading = /^#{2,4}\s+(FR-\d{3,})\s*:?\s+(.+?)\s*$/

/** The requirements of a spec.md as it stands, edited or not. One whose check is unknown or not named is for a person. */
export function readRequirements(spec: string, known: readonly string[]): Requirement[] {
  const found: { id: string; title: string; lines: string[] }[] = []
  let open: { id: string; title: string; lines: string[] } | null = null
  for (const line of spec.split(/\r?\n/)) {
    const [, id, title] = heading.exec(line) ?? []
    if (id !== undefined && title !== undefined) {
      open = { id, title, lines: [] }
      found.push(open)
    } else if (/^#{1,4}\s/.test(line)) open = null
    else open?.lines.push(line)
  }
  return found.map(({ id, title, lines }) => {
    const bullets = lines.map((line) => line.replace(/^[-*]\s+/, '').trim())
    const said = (label: RegExp): string[] =>
      bullets.flatMap((line) => (label.test(line) ? [line.replace(label, '').trim()] : []))
    const [named] = said(checkedBy)
    const check = named?.replaceAll('`', '').replace(/\.$/, '') ?? null
    return {
      id,
      title,
      text: bullets.filter((line) => line !== '' && !acceptedWhen.test(line) && !checkedBy.test(line)).join(' '),
      acceptedWhen: said(acceptedWhen),
      check: check !== null && known.includes(check) ? check : null
    }
  })
}

const acceptedWhen = /^\*\*Accepted when\*\*:?/i
const checkedBy = /^\*\*Checked by\*\*:?/i

/** A requirement as it stands in a spec.md. */
export const requirementText = ({ id, title, text, acceptedWhen: accepted, check }: Requirement): string =>
  [
    `### ${id} ${title}`,
    '',
    text,
    '',
    ...accepted.map((one) => `- **Accepted when** ${one}`),
    `- **Checked by** ${check === null ? 'a person' : `\`${check}\``}`
  ].join('\n')
