import { sourceTools } from '#capability/safety';
import { serveCalls } from '#workspace';

serveCalls(() => ({ ...sourceTools, dispose: async () => {} }));
