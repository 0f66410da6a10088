/** Three digits that matter, with thin groups of thousands. */
export function toNumber(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString("en-US").replaceAll(",", " ");
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
