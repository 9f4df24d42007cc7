/** Log4j's API on one structured line an event, in the form that a cloud reads. */
package dev.loopkeeper.connectors.log;
