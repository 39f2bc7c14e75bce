const DELAY_MS = 300;

/** A page that is there again, where it was, after it was hidden. */
export interface KeptPage {
  /** Saves a moment from now: something has changed. */
  later(): void;
  /** Scrolls to where the page was, once, when what it shows has come. */
  restore(): void;
}

/**
 * Saves a page a moment after it was scrolled, or something else changed.
 * @param scroll where it was
 * @param save told where it is scrolled to; saves nothing where nothing is shown
 */
export function keepPage(page: HTMLElement, scroll: number | undefined, save: (scroll: number) => void): KeptPage {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let scrollTo = scroll;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(page.scrollTop), DELAY_MS);
  };
  page.addEventListener('scroll', later);
  return {
    later,
    restore() {
      if (scrollTo === undefined) return;
      const top = scrollTo;
      scrollTo = undefined;
      // After all of it is drawn.
      requestAnimationFrame(() => page.scrollTo({ top }));
    },
  };
}
