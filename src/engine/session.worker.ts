import { serveCalls } from '#workspace';
import { LocalGraphSession } from './localGraphSession.ts';
import type { GraphSettings } from './options.ts';

serveCalls((settings: GraphSettings, logger) => new LocalGraphSession(settings, logger));
