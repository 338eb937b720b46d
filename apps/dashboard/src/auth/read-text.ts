/** A text field of a form, cut to what any of ours may hold, so that nobody makes us hash a megabyte. */
export function readText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.slice(0, 1024) : '';
}
