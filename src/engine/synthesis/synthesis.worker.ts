import { serveCalls } from '#workspace';
import { LocalSynthesisSession } from './localSynthesisSession.ts';

serveCalls(() => new LocalSynthesisSession());
