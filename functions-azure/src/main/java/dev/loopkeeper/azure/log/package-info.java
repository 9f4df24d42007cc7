/** Log4j's API on the logger that the Functions host gives each invocation. */
package dev.loopkeeper.azure.log;
