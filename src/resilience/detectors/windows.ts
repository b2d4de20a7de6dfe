/** The shortest look back that still holds two samples of what is scraped once a minute. Seconds. */
export const quickSeconds = 120

/** Fine series are averaged over five minutes; of coarse ones the window holds the latest sample. */
export function windowFor(stepSeconds: number): number {
  return stepSeconds <= 60 ? 300 : Math.ceil((stepSeconds + 60) / 60) * 60
}

/** What is tried besides: two samples of a fine series, and the latest one alone of a coarse one. */
export const shorterThan = (stepSeconds: number): number[] => [
  stepSeconds <= 60 ? quickSeconds : Math.max(quickSeconds, Math.floor((stepSeconds - 60) / 60) * 60)
]
