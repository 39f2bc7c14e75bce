/** What the words of a request may be about, each by the words for it. */
const forms = {
  duplicates: /^(?:duplicates?d?|dups?|dupes?|dedup(?:e|ed|licated?)?|uniq(?:ue)?|distinct|repeat(?:ed|ing|s)?)$/,
  remove:
    /^(?:remov(?:e|es|ed|ing)|delet(?:e|es|ed|ing)|drops?|strips?|stripped|eliminates?|discards?|erases?|without|no|omits?|clear|clean)$/,
  keep: /^(?:keeps?|only|gets?|takes?|picks?|shows?|extracts?|finds?|returns?|pulls?)$/,
  add: /^(?:adds?|adding|puts?|inserts?|prefix|prepends?|appends?|writes?)$/,
  sort: /^(?:sort(?:s|ed|ing)?|alphabeti[sz]ed?|arranged?)$/,
  order: /^(?:order(?:s|ed)?)$/,
  alphabetical: /^(?:alphabetical(?:ly)?|alphabet|ascending|asc|az|lexicographical(?:ly)?)$/,
  descending: /^(?:descending|desc|za|decreasing|backwards?)$/,
  reverse: /^(?:revers(?:e|es|ed|ing|al)|flip|invert(?:ed)?)$/,
  length: /^(?:lengths?|long)$/,
  number: /^(?:numbers?|numbered|numbering|numerics?|numerical(?:ly)?)$/,
  enumerate: /^(?:enumerated?|numerate)$/,
  count: /^(?:counts?|counting|counted|tally)$/,
  trim: /^(?:trim(?:s|med|ming)?|strips?|stripped)$/,
  space: /^(?:whitespaces?|spaces?|blanks?|indentation)$/,
  leading: /^(?:leading|start|beginning)$/,
  trailing: /^(?:trailing|ends?)$/,
  around: /^(?:surrounding|around|outer|both|sides?)$/,
  extra: /^(?:extra|multiple|double|repeated|consecutive|redundant|superfluous|squeeze|collapse|normali[sz]e)$/,
  empty: /^(?:empty|blank)$/,
  upper: /^(?:upper|uppercase[sd]?|capitals|shout)$/,
  lower: /^(?:lower|lowercase[sd]?)$/,
  title: /^(?:title|titlecase[sd]?)$/,
  sentence: /^(?:sentence|sentencecase)$/,
  capitalise: /^(?:capitali[sz](?:e|es|ed|ing))$/,
  camel: /^(?:camel|camelcase[sd]?)$/,
  pascal: /^(?:pascal|pascalcase[sd]?)$/,
  snake: /^(?:snake|snakecase[sd]?|underscores?)$/,
  kebab: /^(?:kebab|kebabcase[sd]?|dash(?:es|ed)?|hyphens?|hyphenated?)$/,
  constant: /^(?:constant|constants|screaming|macro)$/,
  slug: /^(?:slugs?|slugify|slugif(?:y|ies|ied))$/,
  case: /^(?:cased?|cases|casing)$/,
  join: /^(?:join(?:s|ed|ing)?|merged?|concatenated?|combined?)$/,
  split: /^(?:split(?:s|ting)?|separated?|breaks?)$/,
  comma: /^(?:commas?|csv)$/,
  semicolon: /^(?:semicolons?)$/,
  tab: /^(?:tabs?)$/,
  pipe: /^(?:pipes?)$/,
  first: /^(?:first|1st)$/,
  last: /^(?:last|final)$/,
  longest: /^(?:longest)$/,
  shortest: /^(?:shortest)$/,
  sum: /^(?:sum(?:s|med|ming)?|totals?|altogether)$/,
  average: /^(?:averages?|mean)$/,
  least: /^(?:min(?:imum)?|smallest|lowest|least)$/,
  most: /^(?:max(?:imum)?|largest|highest|greatest|biggest)$/,
  product: /^(?:product|multipl(?:y|ies|ied))$/,
  initials: /^(?:initials?|acronyms?|abbreviation)$/,
  punctuation: /^(?:punctuation)$/,
  tag: /^(?:tags?|html|xml|markup)$/,
  digit: /^(?:digits?)$/,
  vowel: /^(?:vowels?)$/,
  email: /^(?:emails?|mails?|addresses)$/,
  link: /^(?:links?|urls?)$/,
  quote: /^(?:quot(?:e|es|ed|ing|ation)|quotations?|marks|wrap(?:ped)?|surround(?:ed)?|enclosed?)$/,
  date: /^(?:dates?|days?|months?|years?|weekdays?|iso|times?|hours?|timestamps?)$/,
  line: /^(?:lines?)$/,
  word: /^(?:words?)$/,
  character: /^(?:characters?|chars?|letters?|string)$/,
} as const;

export type Concept = keyof typeof forms;

/** Words that say nothing about what is wanted. */
const fillers = new Set(
  `a an the all any every each my our your its it this that these those them of in into on to from for with by as at and or is
  are be do per please can could you me i want need would like text texts selection selected file document current given list
  items here there have has how many way make turn convert change put transform become becomes them one single new up out so using so that
  they their function gives give returns which what lets let order`.split(/\s+/),
);
/** Words that say something beside others. */
const ambiguous: ReadonlySet<string> = new Set(['order']);

/** What a request is about, as far as its words tell. */
export interface Wish {
  readonly concepts: ReadonlySet<Concept>;
  /** Whether nothing in it says more than the concepts do. */
  readonly isUnderstood: boolean;
  /** The concepts in the order of their words. */
  readonly inOrder: readonly Concept[];
}

/** Reads a request in English, or the name of a function. */
export function wishOf(intent: string): Wish {
  const words = intent
    .replace(/\bnumber of\b|\bhow many\b/gi, 'count')
    // Where a verb stands, it is one: “sort and number the lines” does not sort by number.
    .replace(/(?<=^\W*|\band )number\b/gi, 'enumerate')
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
  const inOrder: Concept[] = [];
  let isUnderstood = words.length > 0;
  for (const word of words) {
    const found = (Object.keys(forms) as Concept[]).filter((name) => forms[name].test(word));
    inOrder.push(...found);
    if (found.length === 0 && !fillers.has(word) && !ambiguous.has(word)) isUnderstood = false;
  }
  const concepts = new Set(inOrder);
  // “In reverse order” is no wish to sort.
  if (concepts.delete('order') && !concepts.has('reverse')) concepts.add('sort');
  return { concepts, isUnderstood, inOrder };
}
