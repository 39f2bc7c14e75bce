import { serveCalls } from '#workspace';
import { LocalDiscoverySession } from './localDiscoverySession.ts';
import type { DiscoverySettings } from './settings.ts';

serveCalls((settings: DiscoverySettings, logger) => new LocalDiscoverySession(settings, logger));
