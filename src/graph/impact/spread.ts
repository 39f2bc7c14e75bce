import type { GraphView } from '../model/view.ts';
import {
  type Change,
  type ChangeSink,
  carry,
  type Importer,
  importersOf,
  type Reach,
  RUN_TIME,
  raiseName,
  raiseOwn,
} from './change.ts';
import { surfacesOf } from './surface.ts';

/** How a change of one file spread over all that refer to it. */
export interface Spread {
  /** What of each file is affected in the end. */
  readonly changes: readonly (Change | undefined)[];
  /** Imports between the subject and each file; 0 for the subject and for files that are not reached. */
  readonly distance: Int32Array;
  /** The next file on a shortest way back to the subject, on one at run time where there is the choice. */
  readonly via: Int32Array;
}

/** Follows a change breadth first, one import a round, so that the first way found to a file is a shortest one. */
export function spread(view: GraphView, subject: number, start: Change): Spread {
  const surfaces = surfacesOf(view);
  const importers = importersOf(view);
  const front = new Front(view.files.length, subject, start);
  for (let round = front.advance(); round.length > 0; round = front.advance()) {
    for (const [file, change] of round) {
      for (const importer of importers(file)) {
        if (front.step(file, importer)) carry(surfaces, file, change, importer, front);
      }
    }
  }
  return front;
}

/** What is known so far, and what became known in the present round: only that is carried on in the next one. */
class Front implements Spread, ChangeSink {
  readonly changes: (Change | undefined)[];
  readonly distance: Int32Array;
  readonly via: Int32Array;
  readonly #arrivedWith: Uint8Array;
  readonly #subject: number;
  #news: Map<number, Change>;
  #round = 0;
  #from = 0;
  #to = 0;

  constructor(files: number, subject: number, start: Change) {
    this.changes = new Array(files);
    this.changes[subject] = { own: start.own, names: new Map(start.names) };
    this.distance = new Int32Array(files);
    this.via = new Int32Array(files);
    this.#arrivedWith = new Uint8Array(files);
    this.#subject = subject;
    this.#news = new Map([[subject, start]]);
  }

  /** Begins a round: returns what to carry on, by file. */
  advance(): [number, Change][] {
    const round = [...this.#news].sort(([a], [b]) => a - b);
    this.#news = new Map();
    this.#round++;
    return round;
  }

  /** Turns to one reference; false when nothing that comes over it could be new. */
  step(file: number, { from, dependency }: Importer): boolean {
    this.#from = file;
    this.#to = from;
    const settled = this.changes[from]?.own === RUN_TIME && (this.distance[from] as number) < this.#round;
    return !settled || dependency.syntax === 'export';
  }

  own(reach: Reach): void {
    if (reach > 0 && raiseOwn(this.#known(reach), reach)) raiseOwn(this.#newsOf(), reach);
  }

  name(name: string, reach: Reach): void {
    if (reach > 0 && raiseName(this.#known(reach), name, reach)) raiseName(this.#newsOf(), name, reach);
  }

  /** The change of the file that is stepped to, which is now reached if it was not before. */
  #known(reach: Reach): Change {
    const file = this.#to;
    const known = this.changes[file];
    const isBetter = this.distance[file] === this.#round && reach > (this.#arrivedWith[file] as number);
    if (file !== this.#subject && (known === undefined || isBetter)) {
      this.distance[file] = this.#round;
      this.via[file] = this.#from;
      this.#arrivedWith[file] = reach;
    }
    if (known !== undefined) return known;
    const change: Change = { own: 0, names: undefined };
    this.changes[file] = change;
    return change;
  }

  #newsOf(): Change {
    let news = this.#news.get(this.#to);
    if (news === undefined) {
      news = { own: 0, names: undefined };
      this.#news.set(this.#to, news);
    }
    return news;
  }
}
