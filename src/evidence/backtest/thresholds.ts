/** How far a threshold lies from the healthy extreme (0) to the incident's (1), on the scale of ratios where there is one. */
const steps = [0.1, 0.25, 0.4, 0.55, 0.7, 0.85]
/** Where healthy time shows nought, how little is too much is not to be seen from it. */
const stepsFromNought = [0.02, 0.05]

/**
 * Thresholds worth trying: what a tenth of the healthy time exceeds, the healthy extreme itself, and steps from there to the
 * incident's own; of two digits, because nobody keeps a threshold of five. `values` are finite.
 */
export function thresholdsBetween(
  quiet: readonly number[],
  incident: readonly number[],
  comparison: 'above' | 'below'
): number[] {
  const sign = comparison === 'above' ? 1 : -1
  const sorted = quiet.map((value) => value * sign).sort((a, b) => a - b)
  const far = incident.length > 0 ? sign * Math.max(...incident.map((value) => value * sign)) : null
  if (far === null) return []
  const tenth = sorted[Math.floor(sorted.length * 0.9)]
  const extreme = sorted.at(-1)
  const near = extreme === undefined ? 0 : sign * extreme
  if ((far - near) * sign <= 0) return []
  const ratios = near > 0 && far > 0
  const between = [...(near === 0 ? stepsFromNought : []), ...steps].map((step) =>
    ratios ? near * (far / near) ** step : near + (far - near) * step
  )
  const usual = tenth === undefined || extreme === undefined || tenth === extreme ? [] : [sign * tenth]
  const all = [...usual, ...(extreme === undefined ? [] : [near]), ...between].map((value) => twoDigits(value))
  return [...new Set(all)].sort((a, b) => (a - b) * sign)
}

export function twoDigits(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(2))
}
