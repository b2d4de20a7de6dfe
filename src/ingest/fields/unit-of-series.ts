const canonical: Readonly<Record<string, string>> = {
  percentage: 'percent',
  pct: 'percent',
  '%': 'percent',
  percent: 'percent',
  milliseconds: 'ms',
  millis: 'ms',
  millisecond: 'ms',
  ms: 'ms',
  seconds: 's',
  second: 's',
  sec: 's',
  secs: 's',
  s: 's',
  microseconds: 'us',
  us: 'us',
  minutes: 'min',
  bytes: 'bytes',
  kb: 'kB',
  mb: 'MB',
  gb: 'GB',
  ratio: 'ratio',
  count: 'count',
  total: 'count',
  'per-minute': 'per-minute',
  'per-second': 'per-second',
  'per-hour': 'per-hour'
}

const suffixes: readonly (readonly [RegExp, string])[] = [
  [/(?:(?:^|[_.\s(])(?:per[_ ]?min(?:ute)?|rpm|opm)|\/ ?min(?:ute)?)\)?$/i, 'per-minute'],
  // Bytes and bits a second say how much is carried, not how often something is done.
  [
    /(?:(?:^|[_.\s(])(?:(?<!(?:[kmgt]i?b(?:it)?|bytes?|bits?)[_ ])per[_ ]?s(?:ec(?:ond)?)?|rps|qps|tps|_ps)|(?<!b|bytes?|bits?)\/ ?s(?:ec(?:ond)?)?)\)?$/i,
    'per-second'
  ],
  [/(?:(?:^|[_.\s(])per[_ ]?h(?:our)?|\/ ?h(?:our)?)\)?$/i, 'per-hour'],
  [/(?:^|[_.\s(])(?:percent|percentage|pct|%)\)?$/i, 'percent'],
  [/(?:^|[_.\s(])(?:ms|millis|milliseconds)\)?$/i, 'ms'],
  [/(?:^|[_.\s(])(?:us|micros|microseconds)\)?$/i, 'us'],
  [/(?:^|[_.\s(])(?:s|sec|secs|seconds)\)?$/i, 's'],
  [/(?:^|[_.\s(])(?:bytes)\)?$/i, 'bytes'],
  [/(?:^|[_.\s(])(?:kb|kib)\)?$/i, 'kB'],
  [/(?:^|[_.\s(])(?:mb|mib)\)?$/i, 'MB'],
  [/(?:^|[_.\s(])(?:gb|gib)\)?$/i, 'GB'],
  [/(?:^|[_.\s(])(?:ratio|fraction)\)?$/i, 'ratio'],
  [/(?:^|[_.\s(])(?:count|total)\)?$/i, 'count']
]

/** A unit in the one spelling that columns use (ms, s, percent, per-minute, count, ratio …); others as the source writes them. */
export function canonicalUnit(unit: string): string {
  const text = unit.trim().toLowerCase()
  return canonical[text] ?? suffixes.find(([pattern]) => pattern.test(text))?.[1] ?? unit.trim()
}

/** The unit that a series' name states (`response_time_ms`, `requests per minute`, `cpu_%`); null when it states none. */
export function unitOfSeries(series: string): string | null {
  const before = known.get(series)
  if (before !== undefined) return before
  const words = series.trim().replaceAll(/([a-z])([A-Z])/g, '$1_$2')
  const unit = suffixes.find(([pattern]) => pattern.test(words))?.[1] ?? null
  if (known.size < 20_000) known.set(series, unit)
  return unit
}

/** Series come again with every point. */
const known = new Map<string, string | null>()
