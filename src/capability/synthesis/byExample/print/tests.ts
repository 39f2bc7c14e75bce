import type { TextTest } from '../evaluate/textTest.ts';
import type { Test, TextExpression } from '../language/expression.ts';
import { operand } from './brackets.ts';
import { readFlag } from './inputs.ts';
import { regex } from './patterns.ts';
import type { Printer } from './printer.ts';
import { quoted, type Writer } from './writer.ts';

/** A test as TypeScript. */
export function printTest(test: Test, to: Printer): string {
  switch (test.op) {
    case 'missing':
      return `${to.inputs[test.column]?.name ?? 'undefined'} == null`;
    case 'flag':
      return readFlag(test, to.writer, to.inputs);
    case 'not':
      return negated(to.test(test.of));
    case 'answers':
      return printAnswers(test.of, to);
    case 'less':
      return `${to.number(test.left)} < ${to.number(test.right)}`;
    case 'same':
      return `${to.number(test.left)} === ${to.number(test.right)}`;
    case 'contains':
      return `${operand(to.text(test.of))}.includes(${to.text(test.find)})`;
    case 'equals':
      return `${to.text(test.of)} === ${to.text(test.to)}`;
    default:
      return printTextTest(test, operand(to.text(test.of)), to.writer);
  }
}

function negated(test: string): string {
  if (test === 'true') return 'false';
  return test === 'false' ? 'true' : /^[\w.]+$/.test(test) ? `!${test}` : `!(${test})`;
}

/** Whether something has a value: a function of its own, which says so by `null`. */
function printAnswers(of: TextExpression, to: Printer): string {
  const { writer } = to;
  const block = writer.block();
  const value = to.within(block).text(of);
  if (!block.canDecline) return 'true';
  const name = writer.freeName('answer');
  writer.lines.push(`const ${name} = (): string | null => {`);
  for (const line of [...block.lines, `return ${value};`]) writer.lines.push(`  ${line}`);
  writer.lines.push('};');
  return `${name}() !== null`;
}

function printTextTest(test: TextTest, code: string, writer: Writer): string {
  const isUsedTwice = test.op === 'is' || test.op === 'finishesWith';
  const of = isUsedTwice && !/^\w+$/.test(code) ? writer.declare('whole', code) : code;
  switch (test.op) {
    case 'startsWith':
      return `${of}.startsWith(${quoted(test.find)})`;
    case 'endsWith':
      return `${of}.endsWith(${quoted(test.find)})`;
    case 'oneOf': {
      const [only, ...more] = test.values;
      if (only !== undefined && more.length === 0) return `${of} === ${quoted(only)}`;
      return `[${test.values.map(quoted).join(', ')}].includes(${of})`;
    }
    case 'has':
      if (test.times === 1 && test.pattern.kind === 'literal') return `${of}.includes(${quoted(test.pattern.text)})`;
      return test.times === 1
        ? `${regex(test.pattern, 'u')}.test(${of})`
        : `(${of}.match(${regex(test.pattern)}) ?? []).length >= ${test.times}`;
    case 'is':
      return `${of}.match(${regex(test.pattern, 'u')})?.[0] === ${of}`;
    case 'beginsWith':
      return `${of}.search(${regex(test.pattern, 'u')}) === 0`;
    case 'finishesWith':
      return `${writer.use('nthMatch')}(${of}, ${regex(test.pattern)}, -1)?.end === ${of}.length`;
  }
}
