import type { CommandId } from './commands/index.ts';

interface Step {
  readonly title: string;
  readonly description: string;
  /** Running it completes the step. */
  readonly command: CommandId;
  /** A picture in the colours of the theme. */
  readonly picture: string;
  readonly pictureInWords: string;
}

/** First steps, each done once its command has run. */
export const walkthrough = {
  id: 'start',
  title: 'See How Your Code Hangs Together',
  description: 'The map of your workspace, its cycles, rules that keep it in order, and tools that run on evidence.',
  steps: {
    graph: {
      title: 'See the dependency graph',
      description:
        'Folders first, files below, and the cycles marked. The map follows every change you save.\n[Show Dependency Graph](command:toolwright.graph.show)',
      command: 'toolwright.graph.show',
      picture: 'media/walkthrough/graph.svg',
      pictureInWords: 'Folders drawn as boxes, with arrows from each to those it depends on.',
    },
    cycles: {
      title: 'Find circular dependencies',
      description:
        'Each cycle tells whether it exists at run time or in types alone, and comes with the cheapest imports to cut: those that carry the fewest names.\n[Find Circular Dependencies](command:toolwright.graph.findCycles)',
      command: 'toolwright.graph.findCycles',
      picture: 'media/walkthrough/cycles.svg',
      pictureInWords: 'Four files in a ring, one of the imports between them marked to be cut.',
    },
    rules: {
      title: 'Keep it that way',
      description:
        'Write down who may depend on whom: a rules file in the format of dependency-cruiser, made from the layers your code has now. Violations show up with each save.\n[Create Architecture Rules](command:toolwright.rules.create)',
      command: 'toolwright.rules.create',
      picture: 'media/walkthrough/rules.svg',
      pictureInWords: 'Three layers with arrows downwards, and one arrow upwards that is refused.',
    },
    capabilities: {
      title: 'Ask for a tool that has proved itself',
      description:
        'Small tools lie in your workspace as capabilities. Ask for one in words: what it would change is shown first, and can be undone.\n[Ask…](command:toolwright.ask)\nEach runs in a sandbox, and only with evidence: the report says what was found, what was run and how large the risk is.\n[Open Verification Report](command:toolwright.capabilities.openReport)\nWhere the risk asks for a person, you approve it by name, with a reason.\n[Approve Capability…](command:toolwright.capabilities.approve)',
      command: 'toolwright.ask',
      picture: 'media/walkthrough/capabilities.svg',
      pictureInWords:
        'A request leads to a tool inside of a wall; beside it a report with four steps, three of them ticked.',
    },
    rollouts: {
      title: 'Bring a new version to its users, step by step',
      description:
        'A few users get it first, and more only when it is shown that it does no harm. If it fails more often than the version in use, it is taken back by itself; the dashboard says by which figures.\n[Show Rollouts](command:toolwright.rollouts.show)\nBefore that, measure how long its calls take, and whether it is slower than the version before.\n[Benchmark Capability](command:toolwright.benchmarks.run)',
      command: 'toolwright.rollouts.show',
      picture: 'media/walkthrough/rollouts.svg',
      pictureInWords:
        'Five bars, each taller than the one before; an arrow leads from the second one back to the start.',
    },
  } as const satisfies Record<string, Step>,
} as const;
