/** The next number that a person would set: 1, 1.5, 2, 3, 4, 5, 6, 8 × a power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 0
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((each) => value <= each * power * (1 + 1e-9)) ?? 10
  return Number((step * power).toPrecision(12))
}
