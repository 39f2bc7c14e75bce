import type { Data } from '../data.ts';

/** `host identity user [time] "method path protocol" status bytes "referrer" "agent"` */
const entryForm =
  /^(\S+) \S+ (\S+) \[([^\]]*)\] "([A-Z]+) (\S+)(?: ([^"]*))?" (\d{3}) (\d+|-)(?: "([^"]*)" "([^"]*)")?\s*$/;

/** Reads the access log of a web server, in the common or in the combined log format. */
export function read(text: string): Data {
  return text.split(/\r\n|\n/).flatMap((line, at) => {
    if (line.trim() === '') return [];
    const found = entryForm.exec(line);
    if (found === null) throw new Error(`Line ${at + 1} is not in the common or combined log format.`);
    const [, host = '', user = '', time = '', method = '', path = '', protocol = '', status, bytes, referrer, agent] =
      found;
    return [
      {
        ...{ host, user, time, method, path, protocol },
        status: Number(status),
        bytes: bytes === '-' ? 0 : Number(bytes),
        ...(agent === undefined ? {} : { referrer: referrer ?? '', agent }),
      },
    ];
  });
}
