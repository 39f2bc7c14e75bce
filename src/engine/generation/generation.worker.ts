import type { LanguageModel } from '#protocol';
import { serveCalls } from '#workspace';
import type { CapabilitySettings } from '../capabilities/settings.ts';
import { LocalGenerationSession } from './localGenerationSession.ts';

serveCalls(
  (settings: CapabilitySettings, logger, model: LanguageModel) => new LocalGenerationSession(settings, logger, model),
);
