import { bytesOf } from '../images/bytes.ts';
import { decode } from '../images/decode/png.ts';
import type { Pixels } from '../images/pixels.ts';

/** How many colours are told at most. */
const count = 5;
/** Colours that are nearer to each other than this, as the sum of the differences of their parts, are one. */
const nearness = 48;

export interface Input {
  /** {format} in base64. */
  readonly picture: string;
}

export interface Colour {
  /** `#1e90ff` */
  readonly colour: string;
  /** Of the pixels that can be seen, from 0 to 1. */
  readonly share: number;
}

interface Bucket {
  pixels: number;
  red: number;
  green: number;
  blue: number;
}

/** Tells the colours that most of {format} consists of, the most frequent first. */
export function run({ picture }: Input): Colour[] {
  const buckets = bucketsOf(decode(bytesOf(picture)));
  const seen = buckets.reduce((sum, { pixels }) => sum + pixels, 0);
  return merged(buckets)
    .slice(0, count)
    .map((bucket) => ({ colour: hexOf(bucket), share: Number((bucket.pixels / seen).toFixed(4)) }));
}

/** Pixels that can be seen, those with nearly the same colour together. */
function bucketsOf({ data }: Pixels): Bucket[] {
  const buckets = new Map<number, Bucket>();
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] ?? 0) < 128) continue;
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    const key = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    const bucket = buckets.get(key) ?? { pixels: 0, red: 0, green: 0, blue: 0 };
    bucket.pixels++;
    bucket.red += red;
    bucket.green += green;
    bucket.blue += blue;
    buckets.set(key, bucket);
  }
  return [...buckets.values()].sort((a, b) => b.pixels - a.pixels);
}

/** A colour that is near to a more frequent one belongs to it. Only the frequent ones are compared. */
function merged(buckets: readonly Bucket[]): Bucket[] {
  const groups: Bucket[] = [];
  for (const bucket of buckets.slice(0, 500)) {
    const near = groups.find((group) => distance(group, bucket) < nearness);
    if (near === undefined) groups.push({ ...bucket });
    else {
      near.pixels += bucket.pixels;
      near.red += bucket.red;
      near.green += bucket.green;
      near.blue += bucket.blue;
    }
  }
  return groups.sort((a, b) => b.pixels - a.pixels);
}

function partsOf({ pixels, red, green, blue }: Bucket): readonly number[] {
  return [red, green, blue].map((sum) => Math.round(sum / pixels));
}

function distance(a: Bucket, b: Bucket): number {
  const others = partsOf(b);
  return partsOf(a).reduce((sum, part, index) => sum + Math.abs(part - (others[index] ?? 0)), 0);
}

function hexOf(bucket: Bucket): string {
  return `#${partsOf(bucket)
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;
}
