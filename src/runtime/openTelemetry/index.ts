/** `toolwright/runtime/opentelemetry`: what became of requests, as metrics of OpenTelemetry. */
export { openTelemetry } from './meter.ts';
export { openTelemetryProducer } from './producer.ts';
