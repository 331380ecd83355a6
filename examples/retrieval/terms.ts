/** Words that say little of what a text is about. */
const stopWords = new Set(
  (
    'a an and are as at be been but by for from had has have he her him his i if in into is it its me my no not of on one ' +
    'or our s she so some someone something t than that the their them then these they this to us was we were when which ' +
    'who with you your'
  ).split(' '),
);

/** The terms of a text, in its order: its words in lower case, without stop words. */
export function termsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).filter((term) => !stopWords.has(term));
}
