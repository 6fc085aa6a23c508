/** Whether any of some labels is on it. GitHub knows no two labels that differ in case alone. */
export function hasAnyLabel({ labels }: { readonly labels: readonly string[] }, wanted: readonly string[]): boolean {
  const names = new Set(wanted.map((label) => label.toLowerCase()));
  return labels.some((label) => names.has(label.toLowerCase()));
}
