import { sourceTools } from '#capability/verification';
import { serveCalls } from '#workspace';

serveCalls(() => ({ ...sourceTools, dispose: async () => {} }));
