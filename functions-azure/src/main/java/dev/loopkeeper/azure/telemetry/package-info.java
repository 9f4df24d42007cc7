/**
 * One trace a loop: spans in OpenTelemetry's model, sent to Application Insights or any collector without an agent or
 * an SDK, which a cold start would feel. Nothing of it is loaded where no destination is set.
 */
package dev.loopkeeper.azure.telemetry;
