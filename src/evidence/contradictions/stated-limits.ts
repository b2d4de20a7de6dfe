import { epochMsOf, magnitudeOf } from '../../domain/index.ts'
import { readLimitChanges } from '../read-limit-changes.ts'
import type { ToolContext } from '../tool.ts'
import { briefSource, type Disagreement } from './disagreement.ts'

/** Changes of limits that the brief states ("increased from 10 to 15") against those the sources show within the half hour. */
export async function wrongLimits(context: ToolContext): Promise<Disagreement[]> {
  const statements = context.incident.brief?.statements ?? []
  const stated = statements.flatMap(({ text, time, line }) => {
    const match = /\b(increased|raised|reduced|lowered|decreased|cut|scaled)\b.*?\bfrom (\d[\d,]*) to (\d[\d,]*)/i.exec(text)
    const [from, to] = [magnitudeOf(match?.[2] ?? null), magnitudeOf(match?.[3] ?? null)]
    return match && time !== null && from !== null && to !== null ? [{ time, line, from, to, text: match[0] }] : []
  })
  if (stated.length === 0) return []
  const changes = await readLimitChanges(context)
  return stated.flatMap(({ time, line, from, to, text }): Disagreement[] => {
    const direction = to > from ? 'raised' : 'lowered'
    const near = changes.filter(
      (one) =>
        one.direction === direction &&
        Math.abs(epochMsOf(one.time) - epochMsOf(time)) <= 30 * 60_000 &&
        magnitudeOf(one.to) !== null
    )
    const [other] = near
    if (!other || near.some((one) => magnitudeOf(one.to) === to)) return []
    return [
      {
        kind: 'count',
        first: { claim: `brief: "${text}"`, value: to, source: briefSource(context), line },
        second: {
          claim: `${other.name} ${other.direction}`,
          value: magnitudeOf(other.to),
          source: other.source,
          line: other.line
        }
      }
    ]
  })
}
