import { serveCalls } from '#workspace';
import { LocalSynthesisSession } from './localSynthesisSession.ts';

serveCalls((_: undefined, logger) => new LocalSynthesisSession(logger));
