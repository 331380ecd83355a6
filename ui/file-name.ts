/** A file's name by what is in it: of letters, digits, points, dashes and low lines, without what tells its kind. */
export function fileName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 100);
}
