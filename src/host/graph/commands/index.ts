import type { CommandHandler } from '../../commands.ts';
import type { CommandId } from '../../contributions/index.ts';
import type { GraphUi } from '../ports.ts';
import { exportGraph } from './exportGraph.ts';
import { showImpact } from './impact.ts';
import { peekCycle, peekImpact } from './peek.ts';
import { applyAdvice, copyPath, openToSide } from './rows.ts';
import { checkWithDependencyCruiser, createRules, updateBaseline } from './rules.ts';
import { analyse, findCycles, revealInGraph, showGraph } from './show.ts';
import { showWhy } from './why.ts';

/** The commands of the graph. */
export type GraphCommandId = Extract<CommandId, `toolwright.${'graph' | 'rules'}.${string}`>;

export function graphCommands(ui: GraphUi): { readonly [K in GraphCommandId]: CommandHandler } {
  return {
    'toolwright.graph.show': () => showGraph(ui),
    'toolwright.graph.analyse': () => analyse(ui),
    'toolwright.graph.showImpact': (subject) => showImpact(ui, subject),
    'toolwright.graph.why': () => showWhy(ui),
    'toolwright.graph.findCycles': () => findCycles(ui),
    'toolwright.graph.export': () => exportGraph(ui),
    'toolwright.graph.reveal': (subject) => revealInGraph(ui, subject),
    'toolwright.graph.copyPath': (subject) => copyPath(ui, subject),
    'toolwright.graph.openToSide': (subject) => openToSide(ui, subject),
    'toolwright.graph.applyAdvice': (row) => applyAdvice(ui, row),
    'toolwright.graph.peekImpact': (uri, line, exportName) => peekImpact(ui, uri, line, exportName),
    'toolwright.graph.peekCycle': (uri, line, target) => peekCycle(ui, uri, line, target),
    'toolwright.rules.create': () => createRules(ui),
    'toolwright.rules.updateBaseline': (row) => updateBaseline(ui, row),
    'toolwright.rules.checkWithDependencyCruiser': (row) => checkWithDependencyCruiser(ui, row),
  };
}
