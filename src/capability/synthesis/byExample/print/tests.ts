import type { TextTest } from '../evaluate/textTest.ts';
import type { Test, TextExpression } from '../language/expression.ts';
import { operand } from './brackets.ts';
import { accessInput, canBe, type InputType, readFlag, readRecord } from './inputs.ts';
import { loop } from './loops.ts';
import { printCompared } from './numbers.ts';
import { regex } from './patterns.ts';
import type { Printer } from './printer.ts';
import { itemTypeOf } from './types.ts';
import { quoted, type Writer } from './writer.ts';

/** A test as TypeScript. */
export function printTest(test: Test, to: Printer): string {
  switch (test.op) {
    case 'missing':
      return printMissing(test, false, to);
    case 'ofKind':
      return printOfKind(test, false, to);
    case 'whole':
      return `Number.isInteger(${to.number(test.of)})`;
    case 'flag':
      return readFlag(test, to.writer, to.inputs);
    case 'not':
      return printNegated(test.of, to);
    case 'hasKey':
      return `Object.hasOwn(${readRecord(test, to.writer, to.inputs)}, ${to.text(test.key)})`;
    case 'agree':
      return printAgreeing(test, '===', to);
    case 'and':
    case 'or':
      return printFormula(test, to);
    case 'every':
    case 'some':
      return printQuantified(test, to);
    case 'answers':
      return printAnswers(test.of, to);
    case 'less':
      // What is compared comes first, and the limit after it.
      return test.left.op === 'constant'
        ? `${printCompared(test.right, to)} > ${printCompared(test.left, to)}`
        : `${printCompared(test.left, to)} < ${printCompared(test.right, to)}`;
    case 'same':
      return `${printCompared(test.left, to)} === ${printCompared(test.right, to)}`;
    case 'contains':
      return `${operand(to.text(test.of))}.includes(${to.text(test.find)})`;
    case 'equals':
      return `${to.text(test.of)} === ${to.text(test.to)}`;
    default:
      return printTextTest(test, operand(to.text(test.of)), to.writer);
  }
}

/** What does not hold, in the words that say so: `>=` for what is not less. */
function printNegated(test: Test, to: Printer): string {
  switch (test.op) {
    case 'missing':
      return printMissing(test, true, to);
    case 'agree':
      return printAgreeing(test, '!==', to);
    case 'less':
      return test.left.op === 'constant'
        ? `${printCompared(test.right, to)} <= ${printCompared(test.left, to)}`
        : `${printCompared(test.left, to)} >= ${printCompared(test.right, to)}`;
    case 'ofKind':
      return printOfKind(test, true, to);
    case 'same':
      return `${printCompared(test.left, to)} !== ${printCompared(test.right, to)}`;
    case 'equals':
      return `${to.text(test.of)} !== ${to.text(test.to)}`;
    case 'oneOf': {
      const [only, ...more] = test.values;
      if (only !== undefined && more.length === 0) return `${operand(to.text(test.of))} !== ${quoted(only)}`;
      return negated(to.test(test));
    }
    default:
      return negated(to.test(test));
  }
}

function negated(test: string): string {
  if (test === 'true') return 'false';
  return test === 'false' ? 'true' : `!${operand(test)}`;
}

/** Whether two tests have the same answer, or another; what is certain is no side of a comparison. */
function printAgreeing(test: Extract<Test, { op: 'agree' }>, sign: '===' | '!==', to: Printer): string {
  const [left, right] = [test.left, test.right].map((one) => {
    const code = to.test(one);
    return one.op === 'flag' || isCertain(code) ? code : `(${code})`;
  }) as [string, string];
  const [certain, other] = isCertain(left) ? [left, right] : [right, left];
  if (!isCertain(certain)) return `${left} ${sign} ${right}`;
  return (certain === 'true') === (sign === '===') ? other : negated(other);
}

function isCertain(code: string): boolean {
  return code === 'true' || code === 'false';
}

/** Conditions that are joined, the plain ones first; those of the same kind need no brackets, what is certain no words. */
function printFormula({ op, left, right }: Formula, to: Printer): string {
  const isJoined = (test: Test) => test.op === 'and' || test.op === 'or';
  const codes = [...partsOf(left, op), ...partsOf(right, op)]
    .toSorted((a, b) => Number(isJoined(a)) - Number(isJoined(b)))
    .map((test) => ({ code: to.test(test), isJoined: isJoined(test) }));
  const decisive = op === 'and' ? 'false' : 'true';
  if (codes.some(({ code }) => code === decisive)) return decisive;
  const open = codes.filter(({ code }) => !isCertain(code));
  const [only] = open;
  if (only === undefined) return op === 'and' ? 'true' : 'false';
  if (open.length === 1) return only.code;
  return open.map(({ code, isJoined }) => (isJoined ? `(${code})` : code)).join(op === 'and' ? ' && ' : ' || ');
}

type Formula = Extract<Test, { op: 'and' | 'or' }>;

function partsOf(test: Test, op: 'and' | 'or'): Test[] {
  if (test.op !== op) return [test];
  return [...partsOf(test.left, op), ...partsOf(test.right, op)];
}

function printMissing(
  { column, path }: Extract<Test, { op: 'missing' }>,
  isNegated: boolean,
  { inputs, writer }: Printer,
): string {
  const input = inputs[column];
  const { code, type } = accessInput(input, path, writer);
  // What is always there would be of no type where it is not.
  if (!mayBeMissing(type)) return isNegated ? 'true' : 'false';
  return `${code} ${isNegated ? '!=' : '=='} null`;
}

function printOfKind(
  { column, path, kind }: Extract<Test, { op: 'ofKind' }>,
  isNegated: boolean,
  { inputs, writer }: Printer,
): string {
  const input = inputs[column];
  const { code, type } = accessInput(input, path, writer);
  // Asked of what is certain, it would leave nothing of the type behind it.
  if (type.kind === kind) return isNegated ? 'false' : 'true';
  if (!canBe(type, kind)) return isNegated ? 'true' : 'false';
  if (kind === 'array') return `${isNegated ? '!' : ''}Array.isArray(${code})`;
  return `typeof ${code} ${isNegated ? '!==' : '==='} '${kind}'`;
}

function mayBeMissing(type: InputType): boolean {
  return type.kind === 'unknown' || type.kind === 'null' || (type.kind === 'union' && type.of.some(mayBeMissing));
}

/** `every` and `some`; where a test needs statements of its own, by those for which it holds. */
function printQuantified({ op, of, test }: Extract<Test, { op: 'every' | 'some' }>, to: Printer): string {
  const type = itemTypeOf(of, to.inputs);
  const items = operand(to.array(of));
  const name = to.writer.freeName('entry');
  const block = to.writer.block();
  const code = to.within(block, [{ name, type }]).test(test);
  to.writer.freed(name);
  if (block.lines.length === 0) return `${items}.${op}((${name}) => ${code})`;
  const known = to.writer.declare('items', items);
  const found = loop(known, type, to, { filter: (inner) => inner.test(test) });
  return op === 'some' ? `${found}.length > 0` : `${found}.length === ${known}.length`;
}

/** Whether something has a value: a function of its own, which says so by `null`. */
function printAnswers(of: TextExpression, to: Printer): string {
  const { writer } = to;
  const block = writer.block();
  // What is known of properties here is not known within a function.
  const value = to.knowing(to.declared).within(block).text(of);
  if (!block.canDecline) return 'true';
  const name = writer.freeName('answer');
  writer.lines.push(`const ${name} = (): string | null => {`);
  for (const line of [...block.lines, `return ${value};`]) writer.lines.push(`  ${line}`);
  writer.lines.push('};');
  return `${name}() !== null`;
}

function printTextTest(test: TextTest, code: string, writer: Writer): string {
  const isUsedTwice = ['is', 'finishesWith', 'hasAll'].includes(test.op);
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
    case 'hasAll':
      return `[...${quoted(test.characters)}].every((character) => ${of}.includes(character))`;
    case 'is':
      return `${of}.match(${regex(test.pattern, 'u')})?.[0] === ${of}`;
    case 'beginsWith':
      return `${of}.search(${regex(test.pattern, 'u')}) === 0`;
    case 'finishesWith':
      return `${writer.use('nthMatch')}(${of}, ${regex(test.pattern)}, -1)?.end === ${of}.length`;
  }
}
