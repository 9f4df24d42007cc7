/** Log4j's API on Cloud Logging's structured lines. */
package dev.loopkeeper.gcp.log;
