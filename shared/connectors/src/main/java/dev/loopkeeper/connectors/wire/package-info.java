/**
 * What functions on every cloud are wired with. It needs Micronaut, which whoever uses it brings along; nothing else
 * here does.
 */
package dev.loopkeeper.connectors.wire;
