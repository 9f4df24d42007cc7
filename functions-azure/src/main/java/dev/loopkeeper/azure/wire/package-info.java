/** Micronaut wires the adapters here, at compile time, and nowhere else. */
package dev.loopkeeper.azure.wire;
