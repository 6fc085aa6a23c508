/** Orders teams as a reader looks them up: analytics, iOS, Web, whatever the case of their letters. */
export const alphabetically = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name, 'en');
