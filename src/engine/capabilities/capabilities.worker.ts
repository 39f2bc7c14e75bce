import { serveCalls } from '#workspace';
import { LocalCapabilitySession } from './localCapabilitySession.ts';
import type { CapabilitySettings } from './settings.ts';

serveCalls((settings: CapabilitySettings, logger) => new LocalCapabilitySession(settings, logger));
