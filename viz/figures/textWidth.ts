/** About how wide a text stands, pixels, where nothing can be measured: Han and full-width characters are as wide as the type is high, others near six tenths. */
export function textWidth(text: string, type: number): number {
  let ems = 0
  for (const character of text) ems += /[\u2e80-\u9fff\uff00-\uff60]/.test(character) ? 1 : 0.6
  return ems * type
}
