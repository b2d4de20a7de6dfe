/** What columns and facts mean whose names do not say it; told once in a conversation, where they first stand. */
const notes: Readonly<Record<string, string>> = {
  effect_size: 'how far it moved, in robust standard deviations of the baseline',
  load_explained: 'share of its healthy variation that load explains (R²)',
  beyond_load_onset: 'since when it was worse than load explains',
  resolution_seconds: 'step of the source: its times are no finer',
  separation: 'how well it tells slow from fast: 0.5 not at all, 1 perfectly',
  perfect: 'it tells them apart without exception',
  fast_mode_ratio: 'the same for the fast runs alone; near 1: only some runs became slow',
  unit_cost_ratio: 'median over operations of mean duration in the window ÷ baseline',
  others_ratio: 'the same without the top operation',
  implied_hold_s: 'holders ÷ arrivals: how long each held a unit, waiting for other things included',
  hold_ratio: 'holding time while full ÷ in the baseline',
  arrivals_ratio: 'arrivals while full ÷ in the baseline',
  slow_runs: 'longer than four times the baseline’s median and 1.5 times its p95',
  slow_only_ms: 'the log keeps only statements slower than this',
  ceiling: 'the most that was ever completed',
  share_of_added: 'its share of what was added since the baseline',
  share_of_slow_time: 'its share of the time that callers lost',
  callers_own_ratio: 'the callers’ time without any call ÷ baseline',
  plateau_ms: 'one duration at which many calls end, as with a time-out',
  robust_z: 'distance from its peers in robust standard deviations',
  average_ratio: 'what the average over all instances shows of it',
  floor_slope_per_hour: 'slope of its lows: a leak raises them',
  can_produce: 'its content touches what failed: able is not guilty',
  able: 'its content can produce such a fault',
  surprise: 'log-likelihood ratio against an equal rate',
  fit_error: 'how far the simulated incident is from the real one',
  paid_without_result: 'people who say that they paid and got nothing, of those who wrote',
  unacted: 'alerts with no intervention within half an hour'
}

/** A line about those of the names that have a note and were not explained before; `noted` is told of them. */
export function notesOn(names: readonly string[], noted: Set<string>): string[] {
  const fresh = names.filter((name) => notes[name] !== undefined && !noted.has(name))
  for (const name of fresh) noted.add(name)
  return fresh.length > 0 ? [`meaning: ${fresh.map((name) => `${name}: ${notes[name]}`).join('; ')}`] : []
}
